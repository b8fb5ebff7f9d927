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

  constructor(records: RecordCollection<typeof ChatRecord>) {
    this.#records = records;
  }

  /** @throws {StoreError} when it cannot be read */
  async get(chatId: number): Promise<ChatRecord> {
    return (await this.#records.get(String(chatId))) ?? {};
  }

  /** @throws {StoreError} when it could not be written */
  async update(chatId: number, change: Partial<ChatRecord>): Promise<ChatRecord> {
    const changed = { ...(await this.get(chatId)), ...change };
    await this.set(chatId, changed);
    return changed;
  }

  /** @throws {StoreError} when it could not be written */
  async set(chatId: number, record: ChatRecord): Promise<void> {
    await this.#records.put(String(chatId), record);
  }

  /** A group has become a supergroup: it goes on under another id. */
  async adopt(formerId: number, newId: number): Promise<void> {
    const former = await this.get(formerId);
    if ((await this.get(newId)).formerId !== undefined) return;
    await this.update(newId, { ...former, formerId: former.formerId ?? formerId });
  }
}
