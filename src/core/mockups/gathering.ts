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
    for (;;) {
      signal.throwIfAborted();
      const batch = book.get(batchId);
      const pauseMs = batch ? pauseOf(batch, messenger(batch.thread.platform).gatherMs ?? 0, Date.now()) : 0;
      if (pauseMs <= 0) return;
      const woken = new AbortController();
      this.#waits.set(batchId, () => woken.abort());
      await sleep(pauseMs, undefined, { signal: AbortSignal.any([signal, woken.signal]) }).catch(() => {});
      this.#waits.delete(batchId);
    }
  }
}

/** How long what is ready should wait on, in ms. A clock that was moved makes it no longer than `gatherMs`. */
function pauseOf({ mockups, forgotten }: Batch, gatherMs: number, now: number): number {
  if (forgotten || mockups.every(({ stage }) => isAtRest(stage.state) || stage.state === 'delivering')) return 0;
  const ready = mockups.flatMap(({ stage }) => (stage.state === 'delivering' ? [stage.endedAt] : []));
  return ready.length === 0 ? 0 : Math.min(gatherMs, Math.min(...ready) + gatherMs - now);
}
