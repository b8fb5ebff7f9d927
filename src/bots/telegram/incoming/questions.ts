import { z } from 'zod';
import type { RecordCollection } from '#core/store/record-collection.ts';

/** A prompt that somebody was asked for. */
export const Question = z.object({
  /** The person on Telegram who may answer. */
  userId: z.number().int(),
  /** What the prompt is for. */
  about: z.enum(['card', 'batch']),
  id: z.string(),
  at: z.number(),
});
export type Question = z.output<typeof Question>;

/** Nobody answers later than that, in ms. */
const goodForMs = 7 * 24 * 60 * 60_000;
/** Alone with the bot, words soon after the question answer it without being a reply. */
const freshMs = 10 * 60_000;

/** Questions by the message they were asked with. They outlive a restart: whoever is writing an answer does not know of one. */
export class Questions {
  readonly #records: RecordCollection<typeof Question>;
  /** The newest of a private chat. */
  readonly #fresh = new Map<number, { readonly messageId: number; readonly at: number }>();

  constructor(records: RecordCollection<typeof Question>) {
    this.#records = records;
  }

  /** @throws {StoreError} when it could not be written */
  async note(chatId: number, messageId: number, question: Omit<Question, 'at'>): Promise<void> {
    await this.#records.put(keyOf(chatId, messageId), { ...question, at: Date.now() });
    if (chatId > 0) this.#fresh.set(chatId, { messageId, at: Date.now() });
  }

  /** The question that somebody answers: with a reply, or alone with the bot soon after it. */
  async find(
    chatId: number,
    userId: number,
    replyTo: number | undefined,
  ): Promise<{ readonly messageId: number; readonly question: Question } | undefined> {
    const fresh = this.#fresh.get(chatId);
    const messageId = replyTo ?? (fresh && Date.now() - fresh.at < freshMs ? fresh.messageId : undefined);
    if (messageId === undefined) return undefined;
    const question = await this.#records.get(keyOf(chatId, messageId));
    if (!question || question.userId !== userId || Date.now() - question.at > goodForMs) return undefined;
    return { messageId, question };
  }

  /** It was answered. */
  async close(chatId: number, messageId: number): Promise<void> {
    await this.#records.delete(keyOf(chatId, messageId));
    if (this.#fresh.get(chatId)?.messageId === messageId) this.#fresh.delete(chatId);
  }

  /** Removes those that nobody will answer any more. */
  async prune(): Promise<void> {
    const old: string[] = [];
    for await (const [key, { at }] of this.#records.entries(() => {})) {
      if (Date.now() - at > goodForMs) old.push(key);
    }
    for (const key of old) await this.#records.delete(key);
  }
}

function keyOf(chatId: number, messageId: number): string {
  return `${chatId}:${messageId}`;
}
