import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#core/log.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import type { Batch } from './batch.ts';
import { type BatchBook, mockupOf } from './batch-book.ts';
import { mostQueueCalls, type Stage, type StageOf } from './stage.ts';

/** How long a person has to choose before it ends as failed. */
const openForMs = 24 * 60 * 60_000;
const usualPauseMs = 60 * 60_000;

/** What a person can choose for a mockup of which nobody knows whether its run was made. Dropping it is a cancel. */
export type Choice =
  /** Look for the run once more: costs nothing. */
  | 'look'
  /** Queue a run, whether there is one or not: may cost twice. */
  | 'again';

/** Mockups that wait for a choice: carries the choice out, looks once more at every start, and ends them after a day. */
export class Undecided {
  readonly #book: BatchBook;
  readonly #log: Logger;
  readonly #takeUp: (batchId: string) => Promise<void>;
  readonly #charge: (batch: Batch) => Promise<() => Promise<void>>;
  readonly #serverNow: () => number;
  readonly #pauseMs: number;
  readonly #steadyNow: () => number;
  /** Until when each that was seen has to choose, by the monotonic clock: a clock that is set forth must not choose for them. */
  readonly #openUntil = new Map<string, number>();
  /** Those for which a choice is being carried out. */
  readonly #changing = new Map<string, Promise<boolean>>();
  #watching: Promise<void> | undefined;

  /**
   * `takeUp` has the work on a batch go on, and shows its state. `charge` counts one more run for a batch or throws the sentence that says
   * why there may be none, and gives what takes that back. Every `pauseMs` it is looked whose time is over, by `steadyNow`, a monotonic
   * clock in ms.
   */
  constructor(options: {
    readonly book: BatchBook;
    readonly log: Logger;
    readonly takeUp: (batchId: string) => Promise<void>;
    /** The time of the server that was asked for the runs, in ms since 1970. */
    readonly serverNow: () => number;
    readonly charge: (batch: Batch) => Promise<() => Promise<void>>;
    readonly pauseMs?: number;
    readonly steadyNow?: () => number;
  }) {
    this.#book = options.book;
    this.#log = options.log;
    this.#takeUp = options.takeUp;
    this.#charge = options.charge;
    this.#serverNow = options.serverNow;
    this.#pauseMs = options.pauseMs ?? usualPauseMs;
    this.#steadyNow = options.steadyNow ?? (() => performance.now());
  }

  /**
   * True when the choice was still open; its work has then begun.
   * @throws {UserError} when no more runs may be made today; the choice stays open
   */
  async decide(batchId: string, mockupId: string, choice: Choice): Promise<boolean> {
    const isMade = await this.#change(mockupId, async () => {
      const batch = await this.#book.find(batchId);
      const stage = batch?.mockups.find(({ id }) => id === mockupId)?.stage;
      if (!batch || stage?.state !== 'undecided') return false;
      if (choice === 'look') await this.#book.enter(mockupOf(batch, mockupId), lookAgain(stage));
      else await this.#makeAgain(batch, mockupId, stage);
      return true;
    });
    if (isMade) await this.#takeUp(batchId);
    return isMade;
  }

  /** Gives a mockup up that still waits for a choice when every choice made before was carried out. True when it did. @throws {StoreError} */
  async drop(batchId: string, mockupId: string): Promise<boolean> {
    await Promise.allSettled([this.#changing.get(mockupId)]);
    return await this.#change(mockupId, async () => {
      const mockup = (await this.#book.find(batchId))?.mockups.find(({ id }) => id === mockupId);
      if (mockup?.stage.state !== 'undecided') return false;
      await this.#book.enter(mockup, { state: 'cancelled', endedAt: Date.now() });
      return true;
    });
  }

  /** Looks for every run once more, and from now on ends what nobody decides, until the signal. Does nothing when it does so already. */
  start(signal: AbortSignal): void {
    this.#watching ??= this.#watch(signal);
  }

  /** Resolves when nothing is watched any more. */
  async stopped(): Promise<void> {
    await this.#watching;
  }

  /** The run counts before it can be made: a kill in between counts one too many, and never one too few. */
  async #makeAgain(batch: Batch, mockupId: string, { logoUrl }: StageOf<'undecided'>): Promise<void> {
    const takeBack = await this.#charge(batch);
    try {
      await this.#book.enter(mockupOf(batch, mockupId), { state: 'queued', logoUrl, attempt: 0 });
    } catch (error) {
      // One that goes on counting although it was not made errs on the side of the bill.
      await takeBack().catch(() => {});
      throw error;
    }
    this.#openUntil.delete(mockupId);
  }

  /** One change of a mockup at a time: a second one would be made on the strength of what the first has changed. */
  async #change(mockupId: string, work: () => Promise<boolean>): Promise<boolean> {
    if (this.#changing.has(mockupId)) return false;
    const change = work();
    this.#changing.set(mockupId, change);
    try {
      return await change;
    } finally {
      this.#changing.delete(mockupId);
    }
  }

  async #watch(signal: AbortSignal): Promise<void> {
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      try {
        await this.#goThrough(isFirst, signal);
      } catch (error) {
        if (!signal.aborted) this.#log.warn({ err: error }, 'undecided mockups not gone through, trying again later');
      }
      await sleep(this.#pauseMs, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  async #goThrough(isFirst: boolean, signal: AbortSignal): Promise<void> {
    for (const { batchId } of [...this.#book.index.all()].filter(({ undecided }) => undecided > 0)) {
      signal.throwIfAborted();
      const batch = await this.#book.find(batchId);
      if (batch) await this.#goThroughBatch(batch, isFirst);
    }
    for (const [mockupId, until] of this.#openUntil) {
      if (until <= this.#steadyNow()) this.#openUntil.delete(mockupId);
    }
  }

  async #goThroughBatch(batch: Batch, isFirst: boolean): Promise<void> {
    let changed = 0;
    for (const { id } of batch.mockups) {
      const isChanged = await this.#change(id, async () => {
        const mockup = mockupOf((await this.#book.find(batch.id)) ?? batch, id);
        const next = mockup.stage.state === 'undecided' ? this.#nextStage(id, mockup.stage, isFirst) : undefined;
        if (next) await this.#book.enter(mockup, next);
        return next !== undefined;
      });
      if (isChanged) changed++;
    }
    if (changed > 0) await this.#takeUp(batch.id);
  }

  #nextStage(mockupId: string, stage: StageOf<'undecided'>, isFirst: boolean): Stage | undefined {
    // What was not there when this process began has come since: its age by the clock on the wall means nothing.
    const ageMs = isFirst ? Math.max(0, this.#serverNow() - stage.attemptedAt) : 0;
    const until = this.#openUntil.get(mockupId) ?? this.#steadyNow() + openForMs - ageMs;
    this.#openUntil.set(mockupId, until);
    if (until <= this.#steadyNow()) {
      return { state: 'failed', reason: sentence('mockup.neverDecided'), endedAt: Date.now() };
    }
    return isFirst ? lookAgain(stage) : undefined;
  }
}

/** Back to looking. As the last attempt, so that a run that is not found leaves the choice with the person. */
function lookAgain({ logoUrl, attemptedAt, webhookToken }: StageOf<'undecided'>): StageOf<'submitting'> {
  return {
    state: 'submitting',
    logoUrl,
    attemptedAt,
    attempt: mostQueueCalls,
    ...(webhookToken === undefined ? {} : { webhookToken }),
  };
}
