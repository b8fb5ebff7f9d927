import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch } from './batch.ts';
import type { Outward } from './outward.ts';
import { isAtRest } from './stage.ts';

/** Lets the first finished shots of a batch wait for the others, where a platform wants to bring them together. */
export class Gathering {
  readonly #outward: Outward;
  /** Ends the wait of a batch, so that it is reckoned anew. */
  readonly #waits = new Map<string, () => void>();

  constructor(outward: Outward) {
    this.#outward = outward;
  }

  /** Something of the batch has ended: whoever waits for it looks again. */
  look(batchId: string): void {
    this.#waits.get(batchId)?.();
  }

  /** Resolves when all of a batch has ended, or what is ready has waited long enough. @throws the signal's reason when it fires */
  async complete(batchId: string): Promise<void> {
    const { book, messenger, signal } = this.#outward;
    const startedAt = performance.now();
    for (;;) {
      signal.throwIfAborted();
      const batch = book.get(batchId);
      if (!batch) return;
      const gatherMs = messenger(batch.thread.platform).gatherMs ?? 0;
      // By the clock on the wall, so that a stop meanwhile does not count twice; that may be set back, and nobody waits longer for it.
      const pauseMs = Math.min(pauseOf(batch, gatherMs, Date.now()), startedAt + gatherMs - performance.now());
      if (pauseMs <= 0) return;
      const woken = new AbortController();
      this.#waits.set(batchId, () => woken.abort());
      await sleep(pauseMs, undefined, { signal: AbortSignal.any([signal, woken.signal]) }).catch(() => {});
      this.#waits.delete(batchId);
    }
  }
}

/** How long what is ready should wait on, in ms. */
function pauseOf({ mockups, forgotten }: Batch, gatherMs: number, now: number): number {
  if (forgotten || mockups.every(({ stage }) => isAtRest(stage.state) || stage.state === 'delivering')) return 0;
  const ready = mockups.flatMap(({ stage }) => (stage.state === 'delivering' ? [stage.endedAt] : []));
  return ready.length === 0 ? 0 : Math.min(...ready) + gatherMs - now;
}
