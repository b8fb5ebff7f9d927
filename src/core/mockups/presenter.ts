import { setTimeout as sleep } from 'node:timers/promises';
import { BackendError } from '#core/errors.ts';
import { backoffMs } from '#core/retry.ts';
import { AbsentMessenger } from './messenger.ts';
import { type Outward, withThread } from './outward.ts';

interface Showing {
  /** Something changed since the call under way began. */
  changed: boolean;
  done: Promise<void>;
  /** Ends a wait for room, so that it is reckoned anew. */
  wake: (() => void) | undefined;
}

/**
 * Keeps each batch's one changing message in step: one call under way per batch, and after it the newest state, so that a slow platform
 * skips what is stale instead of falling behind. A platform that does not answer is asked again, so that the last word gets through.
 */
export class Presenter {
  readonly #outward: Outward;
  /** Batches with a call under way; true when something changed since it began. */
  readonly #busy = new Map<string, Showing>();

  constructor(outward: Outward) {
    this.#outward = outward;
  }

  /** Notes that a batch changed. */
  refresh(batchId: string): void {
    const busy = this.#busy.get(batchId);
    if (busy) {
      busy.changed = true;
      busy.wake?.();
    }
    if (!busy && !this.#outward.signal.aborted) {
      const entry: Showing = { changed: false, done: Promise.resolve(), wake: undefined };
      this.#busy.set(batchId, entry);
      entry.done = this.#showUntilInStep(batchId, entry);
    }
  }

  /** Resolves when the batch's message shows its newest state, or could not be brought to. */
  async settled(batchId: string): Promise<void> {
    await this.#busy.get(batchId)?.done;
  }

  async #showUntilInStep(batchId: string, entry: Showing): Promise<void> {
    // After the current job, so that several changes made together are shown as one.
    await Promise.resolve();
    let failures = 0;
    do {
      await this.#waitForRoom(batchId, entry);
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

  /** Progress waits where a platform takes only so many changes; what comes meanwhile may not have to. */
  async #waitForRoom(batchId: string, entry: Showing): Promise<void> {
    const { signal } = this.#outward;
    for (;;) {
      const pauseMs = this.#pauseMs(batchId);
      if (pauseMs <= 0 || signal.aborted) return;
      const woken = new AbortController();
      entry.wake = () => woken.abort();
      await sleep(pauseMs, undefined, { signal: AbortSignal.any([signal, woken.signal]) }).catch(() => {});
      entry.wake = undefined;
    }
  }

  #pauseMs(batchId: string): number {
    const batch = this.#outward.book.get(batchId);
    const view = this.#outward.view(batchId);
    if (!batch || !view) return 0;
    return this.#outward.messenger(batch.thread.platform).pauseMs?.(batch.thread, view) ?? 0;
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
      await this.#outward.book.update(batchId, (current) => withThread(current, before, after));
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
