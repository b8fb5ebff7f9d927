import { z } from 'zod';
import type { RecordCollection } from '#core/store/record-collection.ts';
import type { Whereabouts } from './whereabouts.ts';

/** A prompt that somebody was asked for. */
export const Question = z.object({
  /** The person on Telegram who may answer. */
  userId: z.number().int(),
  /** Whom they act for, when it is not themselves: a chat. Whoever writes in its name may answer too. */
  actsFor: z.string().exactOptional(),
  /** What the prompt is for. */
  about: z.enum(['card', 'batch']),
  id: z.string(),
  at: z.number(),
});
export type Question = z.output<typeof Question>;

/** A question, and what it is kept by. */
export interface AskedQuestion extends Question {
  readonly key: string;
  readonly messageId: number;
}

type Where = Pick<Whereabouts, 'place' | 'isPrivate' | 'person' | 'userId'>;

/** Nobody answers later than that, in ms. */
const goodForMs = 7 * 24 * 60 * 60_000;
/** Alone with the bot, words soon after the question answer it without being a reply. */
const freshMs = 10 * 60_000;

/** Questions by the message they were asked with. They outlive a restart: whoever is writing an answer does not know of one. */
export class Questions {
  readonly #records: RecordCollection<typeof Question>;
  /** The newest question of each person who was asked alone, by their chat. */
  #fresh: Promise<Map<string, AskedQuestion>> | undefined;

  constructor(records: RecordCollection<typeof Question>) {
    this.#records = records;
  }

  /** @throws {StoreError} when it could not be written */
  async note(where: Where, messageId: number, question: Omit<Question, 'at'>): Promise<void> {
    const key = keyOf(where, messageId);
    const noted = { ...question, at: Date.now() };
    await this.#records.put(key, noted);
    if (where.isPrivate) (await this.#newest()).set(where.place.id, { ...noted, key, messageId });
  }

  /**
   * The question that somebody answers: with a reply, or alone with the bot soon after it.
   * @throws {StoreError} when it cannot be read
   */
  async find(where: Where, replyTo: number | undefined): Promise<AskedQuestion | undefined> {
    const found = replyTo === undefined ? await this.#freshOf(where) : await this.#askedWith(where, replyTo);
    if (!found || Date.now() - found.at > goodForMs) return undefined;
    return found.userId === where.userId || found.actsFor === where.person.id ? found : undefined;
  }

  /** It was answered. */
  async close({ key }: Pick<AskedQuestion, 'key'>): Promise<void> {
    await this.#records.delete(key);
    const fresh = await this.#newest();
    for (const [chat, newest] of fresh) if (newest.key === key) fresh.delete(chat);
  }

  /** Removes what somebody was asked. */
  async forget(userId: number): Promise<void> {
    await this.#remove((question) => question.userId === userId);
  }

  /** Removes those that nobody will answer any more. */
  async prune(): Promise<void> {
    await this.#remove(({ at }) => Date.now() - at > goodForMs);
  }

  async #askedWith(where: Where, messageId: number): Promise<AskedQuestion | undefined> {
    const key = keyOf(where, messageId);
    const question = await this.#records.get(key);
    return question && { ...question, key, messageId };
  }

  async #freshOf({ place, isPrivate }: Pick<Where, 'place' | 'isPrivate'>): Promise<AskedQuestion | undefined> {
    const newest = isPrivate ? (await this.#newest()).get(place.id) : undefined;
    return newest && Date.now() - newest.at < freshMs ? newest : undefined;
  }

  /** What an earlier process asked is read once. */
  #newest(): Promise<Map<string, AskedQuestion>> {
    this.#fresh ??= this.#readNewest().catch((error: unknown) => {
      this.#fresh = undefined;
      throw error;
    });
    return this.#fresh;
  }

  async #readNewest(): Promise<Map<string, AskedQuestion>> {
    const newest = new Map<string, AskedQuestion>();
    for await (const [key, question] of this.#records.entries(() => {})) {
      const [place = '', messageId] = key.split(':');
      // The chat of a person alone with the bot has their number; one that an account or a topic stands before has not.
      if (place !== String(question.userId) || question.at <= (newest.get(place)?.at ?? 0)) continue;
      newest.set(place, { ...question, key, messageId: Number(messageId) });
    }
    return newest;
  }

  async #remove(isOver: (question: Question) => boolean): Promise<void> {
    const over: string[] = [];
    for await (const [key, question] of this.#records.entries(() => {})) if (isOver(question)) over.push(key);
    for (const key of over) await this.close({ key });
  }
}

function keyOf({ place }: Where, messageId: number): string {
  return `${place.id}:${messageId}`;
}
