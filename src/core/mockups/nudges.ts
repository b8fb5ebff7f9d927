/** What a hint says about a run: that it has ended, or that it moved. */
export type Urgency = 'ended' | 'moved';

interface Waiter {
  /** When the next question out of turn may be asked; undefined when no hint asks for one. */
  dueAt: number | undefined;
  /** When the last one was asked. */
  askedAt: number;
  /** The wait under way; undefined while nobody waits. */
  wait: Wait | undefined;
}

interface Wait {
  readonly endsAt: number;
  readonly end: () => void;
  timer: NodeJS.Timeout | undefined;
}

/** Waits longer than this need not end on the millisecond. */
const longMs = 10_000;
const roundMs = 100;

/**
 * Turns hints into questions out of turn: the wait of a mockup ends when a hint comes, at most once in each floor interval however many come,
 * and never is the last hint lost. A hint that a run merely moved may wait for one interval, so that those which come shortly
 * before the end do not use the interval of the end itself up. Thousands wait at once, so that a wait is a timer and a promise and no more.
 */
export class Nudges {
  readonly #floorMs: number;
  readonly #shutdown: AbortSignal;
  readonly #waiters = new Map<string, Waiter>();

  /** `shutdown` ends every wait, those to come too. */
  constructor(shutdown: AbortSignal, floorMs = 1000) {
    this.#floorMs = floorMs;
    this.#shutdown = shutdown;
    const endAll = (): void => {
      for (const waiter of this.#waiters.values()) end(waiter);
    };
    shutdown.addEventListener('abort', endAll, { once: true });
  }

  /**
   * Resolves after `delayMs`, sooner when nudged, woken or aborted. Whoever waited asks now: hints so far are answered by that. One wait per
   * mockup at a time. Does not throw.
   */
  wait(mockupId: string, delayMs: number, signal?: AbortSignal): Promise<void> {
    if (this.#shutdown.aborted || signal?.aborted) return Promise.resolve();
    const waiter = this.#waiterOf(mockupId);
    const { promise, resolve } = Promise.withResolvers<void>();
    waiter.wait = { endsAt: performance.now() + delayMs, end: resolve, timer: undefined };
    this.#recount(waiter);
    if (!signal) return promise;
    const giveUp = (): void => end(waiter);
    signal.addEventListener('abort', giveUp, { once: true });
    return promise.finally(() => signal.removeEventListener('abort', giveUp));
  }

  /** Asks for a question about a mockup out of turn; also when nobody waits yet, because the question under way may have come too early. */
  nudge(mockupId: string, urgency: Urgency): void {
    const { askedAt } = this.#waiterOf(mockupId);
    const now = performance.now();
    this.#hasten(mockupId, Math.max(urgency === 'ended' ? now : now + this.#floorMs, askedAt + this.#floorMs));
  }

  /** Ends the wait of a mockup, or its next one: something else than a hint is to be done at once. */
  wake(mockupId: string): void {
    this.#hasten(mockupId, performance.now());
  }

  forget(mockupId: string): void {
    this.#waiters.delete(mockupId);
  }

  #hasten(mockupId: string, soonest: number): void {
    const waiter = this.#waiterOf(mockupId);
    if (waiter.dueAt !== undefined && waiter.dueAt <= soonest) return;
    waiter.dueAt = soonest;
    this.#recount(waiter);
  }

  /** Sets the timer of a wait anew, or ends it. Not before its time: timers may fire a little early. */
  readonly #recount = (waiter: Waiter): void => {
    const { wait } = waiter;
    if (!wait) return;
    clearTimeout(wait.timer);
    const now = performance.now();
    const leftMs = Math.min(wait.endsAt, waiter.dueAt ?? wait.endsAt) - now;
    if (leftMs > 0) {
      // Timers that fire together are one list: of thousands that wait for long, hardly two would.
      const ms = leftMs > longMs ? Math.ceil(leftMs / roundMs) * roundMs : leftMs;
      wait.timer = setTimeout(this.#recount, ms, waiter);
      return;
    }
    if (waiter.dueAt !== undefined && now < wait.endsAt) waiter.askedAt = now;
    waiter.dueAt = undefined;
    end(waiter);
  };

  #waiterOf(mockupId: string): Waiter {
    const known = this.#waiters.get(mockupId);
    if (known) return known;
    const waiter = { dueAt: undefined, askedAt: Number.NEGATIVE_INFINITY, wait: undefined };
    this.#waiters.set(mockupId, waiter);
    return waiter;
  }
}

function end(waiter: Waiter): void {
  const { wait } = waiter;
  if (!wait) return;
  clearTimeout(wait.timer);
  waiter.wait = undefined;
  wait.end();
}
