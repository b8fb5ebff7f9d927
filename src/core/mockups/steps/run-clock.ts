import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '#core/comfydeploy/schema.ts';
import type { AskingRate } from '#core/mockups/asking-rate.ts';
import type { Pace } from '#core/mockups/journey-context.ts';
import type { Nudges } from '#core/mockups/nudges.ts';
import type { PollPlan } from '#core/mockups/poll-plan.ts';
import { backoffMs } from '#core/retry.ts';

const backoff = { baseDelayMs: 1000, maxDelayMs: 30_000 };
/** A longer `Retry-After` is not obeyed: somebody waits for this run. */
const longestPauseMs = 5 * 60_000;
/** Where hints come, plain questions only have to find what a lost one would have said: so much more seldom, and at least so often. */
const hintedStretch = 5;
const hintedCeilingMs = 30_000;
/** Fewer runs than make this much are asked about at once. */
const noticeableMs = 1000;

/** When to ask about a run again. Counts monotonically from the moment the run was submitted, so that a clock set back or forth means nothing. */
export class RunClock {
  readonly #asking: AskingRate;
  readonly #pace: Pace;
  readonly #plan: PollPlan | undefined;
  readonly #startedAt: number;
  /** When a machine picked the run up, or may have at the earliest. */
  #pickedUpAt: number;
  #delayMs: number;
  #failures = 0;
  #retryAfterMs: number | undefined;

  /** `submittedAt` in ms since 1970, possibly before this process began. Without a plan the pace decides. */
  constructor(submittedAt: number, asking: AskingRate, pace: Pace, plan: PollPlan | undefined) {
    this.#asking = asking;
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

  /** Waits before the first question where many runs are followed: those of an earlier process are not to be asked about all together. */
  async waitForFirst(mockupId: string, nudges: Nudges, signal: AbortSignal): Promise<void> {
    const { leastDelayMs } = this.#asking;
    if (leastDelayMs > noticeableMs) await nudges.wait(mockupId, Math.random() * leastDelayMs, signal);
  }

  /** Waits until it is time to ask, a hint makes it so, or the signal aborts. Does not throw. */
  async wait(mockupId: string, nudges: Nudges, isHintDue: boolean, signal: AbortSignal): Promise<void> {
    const delayMs = this.#nextDelayMs(isHintDue);
    // Asked to stay away, it does, whoever hints at what.
    if (this.#retryAfterMs) await sleep(delayMs, undefined, { signal }).catch(() => {});
    else await nudges.wait(mockupId, delayMs, signal);
  }

  /** By the server's own stamps where it gives them: the difference of two of its times needs no common clock. */
  #pickUpOf(run: Run): number {
    if (run.status === 'not-started' || run.status === 'queued') return performance.now();
    const stamp = run.started_at ?? run.queued_at;
    if (!stamp || !run.created_at) return this.#pickedUpAt;
    return this.#startedAt + Math.max(0, stamp.getTime() - run.created_at.getTime());
  }

  #nextDelayMs(isHintDue: boolean): number {
    if (this.#failures > 0) {
      return Math.max(Math.min(this.#retryAfterMs ?? 0, longestPauseMs), backoffMs(this.#failures, backoff));
    }
    // A little more or less, so that mockups submitted together do not ask together for ever.
    const jitter = 0.9 + Math.random() * 0.2;
    const delayMs = this.#plan?.delayMs(performance.now() - this.#pickedUpAt) ?? this.#delayMs;
    const wantedMs = isHintDue ? Math.min(hintedCeilingMs, delayMs * hintedStretch) : delayMs;
    return Math.max(wantedMs, this.#asking.leastDelayMs) * jitter;
  }
}
