import { setTimeout as sleep } from 'node:timers/promises';
import { createReference } from '#core/errors.ts';
import type { Logger } from '#core/log.ts';
import { KeyedTurns } from '#core/queue/keyed-turns.ts';
import { backoffMs } from '#core/retry.ts';
import type { RecordCollection } from '#core/store/record-collection.ts';
import { StoreError } from '#core/store/store-error.ts';
import { laneOf, TelegramUpdate } from './telegram-update.ts';
import { type InboxRecord, RawUpdate, UpdateRecords } from './update-records.ts';

const pruneEveryMs = 60 * 60_000;
/** An update that so many starts took up and never finished has ended the process each time, or looks like it. */
const mostStarts = 3;
/** Pauses after a failure of the store. */
const storePause = { baseDelayMs: 500, maxDelayMs: 10 * 60_000 };
/** So many tries, about half a minute, what came later in its chat waits for it. */
const triesInTurn = 6;

/** The rest of the work on an update, which no other has to wait for. */
export type Rest = { readonly rest: Promise<unknown> } | undefined;

/** Deals with one update. If it leaves a rest, the update counts as dealt with after that. */
export type UpdateHandler = (update: TelegramUpdate) => Promise<Rest>;

export interface InboxOptions {
  readonly records: RecordCollection<typeof InboxRecord>;
  readonly handle: UpdateHandler;
  /** Told of an update that nobody will deal with any more. */
  readonly onGivenUp?: (update: TelegramUpdate, reference: string) => Promise<unknown>;
  /** Called now and then, for what else is not needed any more. */
  readonly onPrune?: () => Promise<unknown>;
  readonly log: Logger;
  /** Once it fires nothing new is begun: what is left is for the next start. */
  readonly signal: AbortSignal;
}

/** An update to deal with, and how that has gone so far. */
interface Task {
  readonly id: number;
  readonly raw: RawUpdate;
  readonly update: TelegramUpdate;
  /** How many starts before this one have taken it up; undefined for one that came to this process. */
  readonly startsBefore: number | undefined;
  readonly tries: number;
}

/**
 * Where updates are written down before anything else: once `accept` has resolved they may be acknowledged, and are dealt with once, also
 * after a kill. Those of one chat one after another, chats side by side.
 */
export class Inbox {
  readonly #options: InboxOptions;
  readonly #records: UpdateRecords;
  readonly #turns = new KeyedTurns();
  readonly #work = new Set<Promise<unknown>>();

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#records = new UpdateRecords(options.records, options.log);
  }

  /** Takes up what an earlier process left, in its order. To be awaited before anything is accepted. @throws {StoreError} */
  async open(): Promise<void> {
    for (const { raw, starts } of await this.#records.left()) {
      if (starts >= mostStarts) await this.#giveUp(raw);
      else this.#start(raw, starts);
    }
    void this.#pruneNowAndThen();
  }

  /**
   * Resolves when all of them are on disk, or were before. One that is not an update is let go.
   * @throws {StoreError} when they could not be written, and then none of them is dealt with
   */
  async accept(updates: readonly unknown[]): Promise<void> {
    const read = updates.flatMap((raw) => {
      const parsed = RawUpdate.safeParse(raw);
      return parsed.success ? [parsed.data] : [];
    });
    const count = updates.length - read.length;
    if (count > 0) this.#options.log.warn({ count }, 'not an update');
    await this.#records.write(read, (raw) => this.#start(raw, undefined));
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }

  #start(raw: RawUpdate, startsBefore: number | undefined): void {
    const { update_id: id } = raw;
    const parsed = TelegramUpdate.safeParse(raw);
    if (!parsed.success) {
      const paths = parsed.error.issues.map(({ path }) => path.join('.'));
      this.#options.log.error({ update: id, paths }, 'update not understood');
      this.#keep(this.#records.done(id));
      return;
    }
    this.#queue({ id, raw, update: parsed.data, startsBefore, tries: 0 });
  }

  #queue(task: Task): void {
    const deal = (): Promise<void> => this.#deal(task);
    // The last chance is taken alone, so that no update is given up for what another one did to the process.
    const isLastChance = task.startsBefore === mostStarts - 1;
    const work = isLastChance ? () => this.#turns.take('last chance', deal) : deal;
    this.#keep(this.#turns.take(laneOf(task.update), work));
  }

  async #deal(given: Task): Promise<void> {
    const { handle, signal } = this.#options;
    for (let task = given; !signal.aborted; task = { ...task, tries: task.tries + 1 }) {
      try {
        // On disk before it is taken up, so that one which ends the process is known to have been.
        if (task.startsBefore !== undefined) await this.#records.noteStart(task.raw, task.startsBefore + 1);
        this.#finish(task, await handle(task.update));
        return;
      } catch (error) {
        if (!(error instanceof StoreError) || task.tries + 1 >= triesInTurn) return this.#failed(task, error);
        await this.#pause(task, error);
      }
    }
  }

  #finish(task: Task, more: Rest): void {
    const over = (more?.rest ?? Promise.resolve()).then(() => this.#records.done(task.id));
    this.#keep(over.catch((error: unknown) => this.#failed(task, error)));
  }

  /** What a stop cut short is for the next start. */
  #failed(task: Task, error: unknown): void {
    const { log, signal } = this.#options;
    if (signal.aborted) return;
    if (error instanceof StoreError) {
      this.#keep(this.#again(task, error));
      return;
    }
    log.error({ err: error, update: task.id, reference: createReference() }, 'update broken by our fault');
    this.#keep(this.#records.done(task.id));
  }

  /** At the end of its lane, so that what can never be read holds no chat up for ever. */
  async #again(task: Task, error: StoreError): Promise<void> {
    await this.#pause(task, error);
    if (!this.#options.signal.aborted) this.#queue({ ...task, tries: task.tries + 1 });
  }

  async #pause({ id, tries }: Task, error: StoreError): Promise<void> {
    const { log, signal } = this.#options;
    if (signal.aborted) return;
    const pauseMs = backoffMs(tries + 1, storePause);
    log.warn({ err: error, update: id, pauseMs }, 'update not dealt with, trying again');
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }

  async #giveUp(raw: RawUpdate): Promise<void> {
    const { log, onGivenUp } = this.#options;
    const { update_id: id } = raw;
    const reference = createReference();
    log.error({ update: id, reference }, 'update given up, it was never dealt with to its end');
    // First: telling must not be what ends the process the next time.
    await this.#records.done(id);
    const parsed = TelegramUpdate.safeParse(raw);
    if (!parsed.success || !onGivenUp) return;
    const told = onGivenUp(parsed.data, reference);
    this.#keep(told.catch((error: unknown) => log.warn({ err: error, update: id }, 'person not told')));
  }

  async #pruneNowAndThen(): Promise<void> {
    const { log, onPrune, signal } = this.#options;
    while (!signal.aborted) {
      try {
        await this.#records.prune(signal);
        await onPrune?.();
      } catch (error) {
        if (!signal.aborted) log.warn({ err: error }, 'old updates not removed');
      }
      await sleep(pruneEveryMs, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  #keep(work: Promise<unknown>): void {
    this.#work.add(work);
    void work.finally(() => this.#work.delete(work)).catch(() => {});
  }
}
