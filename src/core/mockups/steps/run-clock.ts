import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '#core/comfydeploy/schema.ts';
import type { Pace } from '#core/mockups/journey-context.ts';
import type { PollPlan } from '#core/mockups/poll-plan.ts';
import { backoffMs } from '#core/retry.ts';

const backoff = { baseDelayMs: 1000, maxDelayMs: 30_000 };
/** A longer `Retry-After` is not obeyed: somebody waits for this run. */
const longestPauseMs = 5 * 60_000;

/** When to ask about a run again. Counts monotonically from the moment the run was submitted, so that a clock set back or forth means nothing. */
export class RunClock {
  readonly #pace: Pace;
  readonly #plan: PollPlan | undefined;
  readonly #startedAt: number;
  /** When a machine picked the run up, or may have at the earliest. */
  #pickedUpAt: number;
  #delayMs: number;
  #failures = 0;
  #retryAfterMs: number | undefined;

  /** `submittedAt` in ms since 1970, possibly before this process began. Without a plan the pace decides. */
  constructor(submittedAt: number, pace: Pace, plan: PollPlan | undefined) {
    this.#pace = pace;
    this.#plan = plan;
    this.#startedAt = performance.now() - Math.max(0, Date.now() - submittedAt);
    this.#pickedUpAt = this.#startedAt;
    this.#delayMs = pace.firstMs;
  }

  /** Since the run was submitted, in ms. */
  elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Notes what an answer said of the run. */
  answered(run: Run): void {
    this.#pickedUpAt = this.#pickUpOf(run);
    this.#failures = 0;
    this.#retryAfterMs = undefined;
    this.#delayMs = Math.min(this.#delayMs * this.#pace.growth, this.#pace.ceilingMs);
  }

  unanswered(retryAfterMs: number | undefined): void {
    this.#failures++;
    this.#retryAfterMs = retryAfterMs;
  }

  /** Waits until it is time to ask, or the signal aborts. Does not throw. */
  async wait(signal: AbortSignal): Promise<void> {
    await sleep(this.#nextDelayMs(), undefined, { signal }).catch(() => {});
  }

  /** By the server's own stamps where it gives them: the difference of two of its times needs no common clock. */
  #pickUpOf(run: Run): number {
    if (run.status === 'not-started' || run.status === 'queued') return performance.now();
    const stamp = run.started_at ?? run.queued_at;
    if (!stamp || !run.created_at) return this.#pickedUpAt;
    return this.#startedAt + Math.max(0, stamp.getTime() - run.created_at.getTime());
  }

  #nextDelayMs(): number {
    // A little more or less, so that mockups submitted together do not ask together for ever.
    const jitter = 0.9 + Math.random() * 0.2;
    if (this.#failures === 0 && this.#plan) return this.#plan.delayMs(performance.now() - this.#pickedUpAt) * jitter;
    if (this.#failures === 0) return this.#delayMs * jitter;
    return Math.max(Math.min(this.#retryAfterMs ?? 0, longestPauseMs), backoffMs(this.#failures, backoff));
  }
}
