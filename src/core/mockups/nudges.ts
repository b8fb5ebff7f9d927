/** What a hint says about a run: that it has ended, or that it moved. */
export type Urgency = 'ended' | 'moved';

interface Waiter {
  /** When the next question out of turn may be asked; undefined when no hint asks for one. */
  dueAt: number | undefined;
  /** When the last one was asked. */
  askedAt: number;
  /** Ends the wait under way, if there is one, so that it is reckoned anew. */
  recount: (() => void) | undefined;
}

/**
 * Turns hints into questions out of turn: the wait of a mockup ends when a hint comes, at most once in each floor interval however many come,
 * and never is the last hint lost. A hint that a run merely moved may wait for one interval, so that those which come shortly
 * before the end do not use the interval of the end itself up.
 */
export class Nudges {
  readonly #floorMs: number;
  readonly #waiters = new Map<string, Waiter>();

  constructor(floorMs = 1000) {
    this.#floorMs = floorMs;
  }

  /** Resolves after `delayMs`, sooner when nudged or aborted. Whoever waited asks now: hints so far are answered by that. Does not throw. */
  async wait(mockupId: string, delayMs: number, signal: AbortSignal): Promise<void> {
    const waiter = this.#waiterOf(mockupId);
    const endsAt = performance.now() + delayMs;
    for (;;) {
      const leftMs = Math.min(endsAt, waiter.dueAt ?? endsAt) - performance.now();
      if (signal.aborted) return;
      if (leftMs <= 0) break;
      await pause(waiter, leftMs, signal);
    }
    if (waiter.dueAt !== undefined && performance.now() < endsAt) waiter.askedAt = performance.now();
    waiter.dueAt = undefined;
  }

  /** Asks for a question about a mockup out of turn; also when nobody waits yet, because the question under way may have come too early. */
  nudge(mockupId: string, urgency: Urgency): void {
    const waiter = this.#waiterOf(mockupId);
    const now = performance.now();
    const soonest = Math.max(urgency === 'ended' ? now : now + this.#floorMs, waiter.askedAt + this.#floorMs);
    if (waiter.dueAt !== undefined && waiter.dueAt <= soonest) return;
    waiter.dueAt = soonest;
    waiter.recount?.();
  }

  forget(mockupId: string): void {
    this.#waiters.delete(mockupId);
  }

  #waiterOf(mockupId: string): Waiter {
    const known = this.#waiters.get(mockupId);
    if (known) return known;
    const waiter = { dueAt: undefined, askedAt: Number.NEGATIVE_INFINITY, recount: undefined };
    this.#waiters.set(mockupId, waiter);
    return waiter;
  }
}

/** Ends after a time, when the wait is to be reckoned anew, or when the signal aborts. Thousands wait at once, so it makes no signal of its own. */
async function pause(waiter: Waiter, ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = (): void => resolve();
  waiter.recount = end;
  const timer = setTimeout(end, ms);
  signal.addEventListener('abort', end, { once: true });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}
