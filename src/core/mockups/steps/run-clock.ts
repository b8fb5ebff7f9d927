import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '#core/comfydeploy/schema.ts';
import type { AskingRate } from '#core/mockups/asking-rate.ts';
import type { Pace } from '#core/mockups/journey-context.ts';
import type { MockupSignals } from '#core/mockups/mockup-signals.ts';
import type { Nudges } from '#core/mockups/nudges.ts';
import type { PollPlan } from '#core/mockups/poll-plan.ts';
import { backoffMs } from '#core/retry.ts';

const backoff = { baseDelayMs: 1000, maxDelayMs: 30_000 };
/** A longer `Retry-After` is not obeyed: somebody waits for this run. */
const longestPauseMs = 5 * 60_000;
/** Where hints come, plain questions only have to find what a lost one would have said: so much more seldom, and at least so often. */
const hintedStretch = 5;
const hintedCeilingMs = 30_000;

/** Clocks that are closer than this tell the same time. */
const noticeableSkewMs = 60_000;

/** When to ask about a run again. Counts monotonically from the moment the run was submitted, so that a clock set back or forth means nothing. */
export class RunClock {
  readonly #asking: AskingRate;
  readonly #pace: Pace;
  readonly #plan: PollPlan | undefined;
  #startedAt: number;
  /** When this process began to ask. */
  readonly #askedSince = performance.now();
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

  /** Since this process began to ask, in ms. */
  askedForMs(): number {
    return performance.now() - this.#askedSince;
  }

  /** Sets the run's age right by the server's own times, where our clock was set between the process that queued it and this one. */
  correct(run: Run, serverNow: number): void {
    if (!run.created_at) return;
    const startedAt = performance.now() - Math.max(0, serverNow - run.created_at.getTime());
    if (startedAt > this.#startedAt + noticeableSkewMs) this.#startedAt = startedAt;
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

  /** Waits until it is time to ask, a hint or a cancel wish makes it so, or the process goes. Does not throw. */
  wait(mockupId: string, nudges: Nudges, isHintDue: boolean, signals: MockupSignals): Promise<void> {
    const delayMs = this.#nextDelayMs(isHintDue);
    if (!this.#retryAfterMs) return nudges.wait(mockupId, delayMs);
    // Asked to stay away, it does, whoever hints at what; only a wish that comes meanwhile is passed on at once.
    return sleep(delayMs, undefined, { signal: signals.next }).catch(() => {});
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
