import type { Dispatched } from '#commands/dispatch.ts';
import type { SentenceRef } from '#core/messages/sentence-ref.ts';
import type { Person, Thread } from '#core/mockups/batch.ts';
import type { Messenger } from '#core/mockups/messenger.ts';

/** Who asks, where the answer belongs, and how to say something there at once. */
export interface Asker {
  readonly person: Person;
  readonly thread: Thread;
  readonly reply: (sentences: readonly SentenceRef[]) => Promise<void>;
}

/** Carries out what a person asked for: command name and raw options. */
export type Ask = (name: string, rawOptions: unknown, asker: Asker) => Promise<Dispatched>;

/** One place where people talk. */
export interface Bot extends Messenger {
  /** Listens to people until the signal aborts, or until there is nothing more to listen to. */
  start(ask: Ask, signal: AbortSignal): Promise<void>;
}
