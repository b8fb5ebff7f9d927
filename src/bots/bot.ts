import type { Reply } from '#commands/command.ts';
import type { Dispatched } from '#commands/dispatch.ts';
import type { Person, Place, Thread } from '#core/mockups/batch.ts';
import type { Messenger } from '#core/mockups/messenger.ts';

/** Who asks, where the answer belongs, and how to say something there at once. */
export interface Asker {
  readonly person: Person;
  readonly thread: Thread;
  readonly place: Place;
  /** What the platform calls the event that asked. */
  readonly eventKey?: string;
  readonly reply: Reply;
}

/** Carries out what a person asked for: command name and raw options. */
export type Ask = (name: string, rawOptions: unknown, asker: Asker) => Promise<Dispatched>;

/** One place where people talk. */
export interface Bot extends Messenger {
  /** Listens to people until the signal aborts, or until there is nothing more to listen to. */
  start(ask: Ask, signal: AbortSignal): Promise<void>;
}
