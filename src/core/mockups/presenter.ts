import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { BackendError } from '#core/errors.ts';
import { backoffMs } from '#core/retry.ts';
import { AbsentMessenger } from './messenger.ts';
import type { Outward } from './outward.ts';

/**
 * Keeps each batch's one changing message in step: one call under way per batch, and after it the newest state, so that a slow platform
 * skips what is stale instead of falling behind. A platform that does not answer is asked again, so that the last word gets through.
 */
export class Presenter {
  readonly #outward: Outward;
  /** Batches with a call under way; true when something changed since it began. */
  readonly #busy = new Map<string, { changed: boolean; done: Promise<void> }>();

  constructor(outward: Outward) {
    this.#outward = outward;
  }

  /** Notes that a batch changed. */
  refresh(batchId: string): void {
    const busy = this.#busy.get(batchId);
    if (busy) busy.changed = true;
    else if (!this.#outward.signal.aborted) {
      const entry = { changed: false, done: Promise.resolve() };
      this.#busy.set(batchId, entry);
      entry.done = this.#showUntilInStep(batchId, entry);
    }
  }

  /** Resolves when the batch's message shows its newest state, or could not be brought to. */
  async settled(batchId: string): Promise<void> {
    await this.#busy.get(batchId)?.done;
  }

  async #showUntilInStep(batchId: string, entry: { changed: boolean }): Promise<void> {
    // After the current job, so that several changes made together are shown as one.
    await Promise.resolve();
    let failures = 0;
    do {
      entry.changed = false;
      const askAgainMs = await this.#show(batchId, failures);
      if (askAgainMs === undefined) failures = 0;
      else {
        failures++;
        entry.changed = true;
        await sleep(askAgainMs, undefined, { signal: this.#outward.signal }).catch(() => {});
      }
    } while (entry.changed && !this.#outward.signal.aborted);
    this.#busy.delete(batchId);
  }

  /** How long to wait before showing it again, in ms, when the platform did not answer; undefined when it is done with. */
  async #show(batchId: string, failures: number): Promise<number | undefined> {
    const batch = this.#outward.book.get(batchId);
    const view = this.#outward.view(batchId);
    if (!batch || !view) return undefined;
    const before = batch.thread;
    const messenger = this.#outward.messenger(before.platform);
    // It is to go; nobody can be told, and it must not wait until somebody can.
    if (batch.forgotten && messenger instanceof AbsentMessenger) return undefined;
    try {
      const after = await messenger.show(before, view, { signal: this.#outward.signal });
      if (!isDeepStrictEqual(after, before))
        await this.#outward.book.update(batchId, (current) => ({ ...current, thread: after }));
      return undefined;
    } catch (error) {
      if (this.#outward.signal.aborted) return undefined;
      // The message is a courtesy: what it says is on disk, and no failure of it may hurt the batch.
      this.#outward.log.warn({ err: error, batch: batchId }, 'status not shown');
      if (!(error instanceof BackendError) || !error.retryable) return undefined;
      return Math.max(error.retryAfterMs ?? 0, backoffMs(failures + 1, { baseDelayMs: 1000, maxDelayMs: 60_000 }));
    }
  }
}
