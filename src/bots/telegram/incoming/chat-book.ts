import { z } from 'zod';
import {
  type Color,
  defaultColor,
  defaultProduct,
  defaultSize,
  type ProductName,
  productNames,
  type Size,
  sizes,
} from '#core/catalog/catalog.ts';
import { languages } from '#core/messages/languages.ts';
import { Color as StoredColor } from '#core/mockups/batch.ts';
import { KeyedTurns } from '#core/queue/keyed-turns.ts';
import type { RecordCollection } from '#core/store/record-collection.ts';

/** What is remembered of a chat: what people set there, and what they were told once. */
export const ChatRecord = z.object({
  size: z.union(sizes.map((size) => z.literal(size))).exactOptional(),
  product: z.enum(productNames).exactOptional(),
  color: StoredColor.exactOptional(),
  language: z.enum(languages).exactOptional(),
  /** Whether a card comes before anything is made; without it, where a picture comes without words to the bot alone. */
  asksFirst: z.boolean().exactOptional(),
  /** Somebody was told here that a file keeps more of a logo than a photo. */
  isHinted: z.literal(true).exactOptional(),
  /** The id that the chat had when it was another kind of group: what was asked for there is still found. */
  formerId: z.number().int().exactOptional(),
});
export type ChatRecord = z.output<typeof ChatRecord>;

/** What is made where nothing else is said. */
export interface Defaults {
  readonly size: Size;
  readonly product: ProductName;
  readonly color: Color;
}

export function defaultsOf({ size, product, color }: ChatRecord): Defaults {
  return { size: size ?? defaultSize, product: product ?? defaultProduct, color: color ?? defaultColor };
}

/** The chats where somebody has set something. */
export class ChatBook {
  readonly #records: RecordCollection<typeof ChatRecord>;
  readonly #turns = new KeyedTurns();

  constructor(records: RecordCollection<typeof ChatRecord>) {
    this.#records = records;
  }

  /** @throws {StoreError} when it cannot be read */
  async get(chatId: number): Promise<ChatRecord> {
    return (await this.#records.get(String(chatId))) ?? {};
  }

  /** Changes what is remembered, one after another; gives it as it is then. @throws {StoreError} when it could not be written */
  update(chatId: number, change: (chat: ChatRecord) => ChatRecord): Promise<ChatRecord> {
    return this.#turns.take(String(chatId), async () => {
      const before = await this.get(chatId);
      const changed = change(before);
      if (changed !== before) await this.#records.put(String(chatId), changed);
      return changed;
    });
  }

  /** A group has become a supergroup: it goes on under another id, with what was set in it. Said twice, it is done once. */
  async adopt(formerId: number, newId: number): Promise<void> {
    const former = await this.get(formerId);
    await this.update(newId, (chat) =>
      chat.formerId === undefined ? { ...chat, ...former, formerId: former.formerId ?? formerId } : chat,
    );
  }
}
