/*
 * When to ask about a run. Where run times are known as a log-normal distribution, the wait after the end is shortest for a given number of
 * questions when the rate of asking follows the square root of the hazard: dense where the end is likely, sparse where it is not.
 * (Minimise the mean wait, the integral of f/2r, for a fixed number of questions, the integral of r·S.)
 */

/** What a deployment's recent runs took, in ms: medians and the spread of their logarithms. */
export interface RunTimes {
  readonly medianMs: number;
  /** Standard deviation of the natural logarithm. */
  readonly sigma: number;
  /** Mean time between the queue call and the moment a machine picks the run up. */
  readonly meanWaitMs: number;
}

/** A poller that asks every two seconds, from the first moment to the end, is the measure of how much asking is reasonable. */
const referenceIntervalMs = 2000;
/** Share of the reference's questions that is spent; the rest pays for those that the ceiling forces. */
const budgetShare = 0.9;
/** Longest pause: a person looks at the progress meanwhile. */
export const ceilingMs = 10_000;
const floorMs = 60;
/** Runs of a second or less are worth more than the none the reference would ask. */
const leastQuestions = 8;
const steps = 400;

/** The plan for one kind of run. Pure: it knows no clock. */
export class PollPlan {
  readonly #times: RunTimes;
  /** Questions per ms at each step of the grid. */
  readonly #rate: Float64Array;
  readonly #stepMs: number;

  constructor(times: RunTimes) {
    this.#times = times;
    const { medianMs, sigma } = times;
    // Beyond four sigmas a run is no longer one of its kind; the last rate goes on.
    this.#stepMs = (medianMs * Math.exp(4 * sigma)) / steps;
    const shape = new Float64Array(steps);
    let questions = 0;
    let meanMs = 0;
    for (let step = 0; step < steps; step++) {
      const t = (step + 0.5) * this.#stepMs;
      const survival = normalTail(Math.log(t / medianMs) / sigma);
      const density = lognormalDensity(t, medianMs, sigma);
      shape[step] = Math.sqrt(density / Math.max(survival, 1e-9));
      questions += (shape[step] ?? 0) * survival * this.#stepMs;
      meanMs += survival * this.#stepMs;
    }
    const scale = questionBudget(meanMs, times) / questions;
    this.#rate = shape.map((each) => each * scale);
  }

  /** How long to wait before the next question about a run that was picked up `sinceMs` ago, or may have been. */
  delayMs(sinceMs: number): number {
    const since = Math.max(0, sinceMs);
    let due = 1;
    for (let step = Math.min(steps - 1, Math.floor(since / this.#stepMs)); step < steps; step++) {
      const rate = this.#rate[step] ?? 0;
      const from = Math.max(since, step * this.#stepMs);
      // Beyond the grid the last rate goes on.
      const to = step === steps - 1 ? from + ceilingMs : (step + 1) * this.#stepMs;
      if (rate * (to - from) >= due) return clamp(from + due / rate - since);
      due -= rate * (to - from);
      if (to - since >= ceilingMs) break;
    }
    return ceilingMs;
  }

  /** How long to wait while the run is known not to have been picked up: it cannot end before the shortest runs do. */
  waitingDelayMs(): number {
    return this.delayMs(0);
  }

  get times(): RunTimes {
    return this.#times;
  }
}

function clamp(ms: number): number {
  return Math.min(ceilingMs, Math.max(floorMs, ms));
}

/** Questions to spend on the run itself: what the reference would spend in all, less what waiting for a machine costs us. */
function questionBudget(meanRunMs: number, { meanWaitMs, medianMs, sigma }: RunTimes): number {
  const shortest = medianMs * Math.exp(-2 * sigma);
  const waitingQuestions = meanWaitMs / Math.min(ceilingMs, Math.max(referenceIntervalMs, shortest));
  const reference = (meanRunMs + meanWaitMs) / referenceIntervalMs;
  return Math.max(leastQuestions, (reference - waitingQuestions) * budgetShare);
}

function lognormalDensity(t: number, median: number, sigma: number): number {
  const z = Math.log(t / median) / sigma;
  return Math.exp(-0.5 * z * z) / (t * sigma * Math.sqrt(2 * Math.PI));
}

/** P(Z > z) of the standard normal distribution, to about 1e-7 (Abramowitz and Stegun 26.2.17). */
function normalTail(z: number): number {
  const k = 1 / (1 + 0.231_641_9 * Math.abs(z));
  const polynomial =
    k * (0.319_381_53 + k * (-0.356_563_782 + k * (1.781_477_937 + k * (-1.821_255_978 + k * 1.330_274_429))));
  const tail = (Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)) * polynomial;
  return z >= 0 ? tail : 1 - tail;
}
