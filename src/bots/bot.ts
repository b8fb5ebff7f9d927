import type { Reply } from '#commands/command.ts';
import type { Dispatched } from '#commands/dispatch.ts';
import type { Batch, Person, Place, Thread } from '#core/mockups/batch.ts';
import type { BatchView, Messenger } from '#core/mockups/messenger.ts';
import type { Choice } from '#core/mockups/undecided.ts';

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

/** A batch as it is now, and whether it is of the one who looks. */
export interface Seen {
  readonly batch: Batch;
  readonly view: BatchView;
  readonly isOwn: boolean;
}

/** What a bot can do for those who talk to it. */
export interface Desk {
  readonly ask: Ask;
  /** Deployments a person can choose from, the first of them being the usual one. */
  readonly deployments: readonly string[];
  /**
   * The batch of an id that this person may see where they are: one of their own, or one that anybody asked for there.
   * @throws {UserError} when there is none
   */
  find(asker: Pick<Asker, 'person' | 'place'>, batchId: string): Promise<Seen>;
  /**
   * Carries a choice out for every undecided mockup of a batch. False when none was open any more.
   * @throws {UserError} when no more runs may be made today
   */
  decide(batchId: string, choice: Choice): Promise<boolean>;
  /** Stops a batch, or gives up what is undecided in it, whoever asked for it: whether somebody may is for the adapter to know. */
  stop(batchId: string): Promise<void>;
  /** From now on a batch's answer belongs to another thread; what could not be delivered is tried again there. */
  redirect(batchId: string, thread: Thread): Promise<void>;
}

/** One place where people talk. */
export interface Bot extends Messenger {
  /** Listens to people until the signal aborts, or until there is nothing more to listen to. */
  start(desk: Desk, signal: AbortSignal): Promise<void>;
}
