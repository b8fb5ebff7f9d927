import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#core/log.ts';
import type { PictureFiles } from '#core/store/picture-files.ts';
import type { Batch } from './batch.ts';
import type { BatchBook } from './batch-book.ts';
import { PatientClock } from './patient-clock.ts';
import type { Removal } from './removal.ts';
import { isAtRest, type State } from './stage.ts';

const dayMs = 24 * 60 * 60_000;
const pauseMs = 6 * 60 * 60_000;

/**
 * Removes what is older than the retention time. Shots that never reached their person expire first, and are told of; they go with the
 * sweep after. Nothing is touched that is under way, and nothing goes because a clock was set ahead by mistake. What
 * waits for a platform that is not set up is not under way, and there is nobody to tell.
 */
export class Retention {
  readonly #book: BatchBook;
  readonly #days: number;
  readonly #isAbsent: (platform: string) => boolean;
  readonly #steadyNow: (() => number) | undefined;
  #clock: PatientClock | undefined;
  readonly #log: Logger;
  readonly #pictures: PictureFiles;
  readonly #removal: Removal;
  readonly #tell: (batch: Batch) => Promise<void>;

  /** `tell` shows a batch's new state to its person, as far as that can be done; `steadyNow` is a monotonic clock in ms. */
  constructor(options: {
    readonly book: BatchBook;
    readonly days: number;
    /** Whether a platform is not set up now. */
    readonly isAbsent: (platform: string) => boolean;
    readonly log: Logger;
    readonly pictures: PictureFiles;
    readonly removal: Removal;
    readonly tell: (batch: Batch) => Promise<void>;
    readonly steadyNow?: () => number;
  }) {
    this.#book = options.book;
    this.#days = options.days;
    this.#isAbsent = options.isAbsent;
    this.#steadyNow = options.steadyNow;
    this.#log = options.log;
    this.#pictures = options.pictures;
    this.#removal = options.removal;
    this.#tell = options.tell;
  }

  /** Sweeps now and every few hours until the signal. Does not throw: what could not be removed is tried again. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.sweep(signal);
      } catch (error) {
        if (!signal.aborted) this.#log.warn({ err: error }, 'what is old was not removed, trying again later');
      }
      await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  async sweep(signal: AbortSignal): Promise<void> {
    this.#clock ??= new PatientClock(this.#firstBelieved(), this.#steadyNow);
    const before = this.#clock.now() - this.#days * dayMs;
    const old = [...this.#book.index.all()].filter(({ createdAt }) => createdAt < before);
    let removed = 0;
    for (const { batchId } of old) {
      signal.throwIfAborted();
      const batch = await this.#book.find(batchId);
      if (batch && (await this.#sweepBatch(batch))) removed++;
    }
    if (removed > 0) this.#log.info({ removed, days: this.#days }, 'old batches removed');
    await this.#sweepStrays(signal);
  }

  /**
   * Where even what was asked for last would be too old, either nobody has asked for that long or the clock is wrong, and nothing here can
   * tell which: the clock is believed when that has held.
   */
  #firstBelieved(): number {
    const now = Date.now();
    let last = 0;
    for (const { createdAt } of this.#book.index.all()) last = Math.max(last, createdAt);
    return last > 0 && last < now - this.#days * dayMs ? last : now;
  }

  /** True when it was removed. */
  async #sweepBatch(batch: Batch): Promise<boolean> {
    if (this.#isAbsent(batch.thread.platform)) return await this.#sweepAbsent(batch);
    if (!batch.mockups.every(({ stage }) => isAtRest(stage.state) || stage.state === 'delivering')) return false;
    const undelivered = batch.mockups.filter(({ stage }) => stage.state === 'delivering');
    if (undelivered.length > 0) {
      for (const mockup of undelivered) await this.#book.enter(mockup, { state: 'expired', endedAt: Date.now() });
      const expired = await this.#book.update(batch.id, (current) => {
        const { undeliverable, ...rest } = current;
        return undeliverable ? rest : current;
      });
      await this.#tell(expired);
      return false;
    }
    // Open means that its last word is still being said.
    if (this.#book.get(batch.id)) return false;
    await this.#removal.remove(batch.id);
    return true;
  }

  async #sweepAbsent(batch: Batch): Promise<boolean> {
    const isWaiting = (state: State): boolean => isAtRest(state) || state === 'received' || state === 'delivering';
    if (!batch.mockups.every(({ stage }) => isWaiting(stage.state))) return false;
    await this.#removal.remove(batch.id);
    return true;
  }

  /** Pictures whose record was never written, or removed just before a kill. Those of today may be of a batch that is being written. */
  async #sweepStrays(signal: AbortSignal): Promise<void> {
    for (const batchId of await this.#pictures.batchesBefore(Date.now() - dayMs)) {
      signal.throwIfAborted();
      if (!this.#book.index.has(batchId)) await this.#pictures.removeBatch(batchId);
    }
  }
}
