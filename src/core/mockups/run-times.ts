import { z } from 'zod';
import type { Run } from '#core/comfydeploy/schema.ts';
import type { RecordCollection } from '#core/store/record-collection.ts';
import { PollPlan } from './poll-plan.ts';

/** What the last runs of one deployment and size took, in ms, oldest first. */
export const RunTimesRecord = z.object({
  /** From the queue call to the moment a machine picked the run up. */
  waitsMs: z.array(z.number()),
  /** From there to the end. */
  runsMs: z.array(z.number()),
  /** Whether the last of them showed the mark it was sent with. Of a deployment as a whole, in a record of its own. */
  keepsMarks: z.boolean().exactOptional(),
});
export type RunTimesRecord = z.output<typeof RunTimesRecord>;

/** A range in ms. */
export interface RangeMs {
  readonly low: number;
  readonly high: number;
}

/** Ranges in which at least two of three runs lie. */
export interface UsualMs {
  /** From a machine picking the run up to its end. */
  readonly run: RangeMs;
  /** From the queue call to the end: with the wait for a machine, which is short for most and a cold start for some. */
  readonly inAll: RangeMs;
}

/** Told what a run took, in ms: from the queue call to a machine picking it up, and from there to its end. */
export type RunListener = (waitMs: number, runMs: number) => void;

const kept = 60;
/** With fewer there is no saying how long a run takes. */
const enough = 5;
/** Runs are never as regular as a lucky few samples make them look. */
const leastSigma = 0.12;
const mostSigma = 1.2;
/** No deployment lets a run go on for longer than a day: what seems to have taken more was stamped by a clock that was set meanwhile. */
const longestMs = 24 * 60 * 60_000;

/**
 * Learns how long runs usually take, per deployment and size. What is learnt is on disk and read once; nothing of it is needed to get a run
 * right, only to ask at the right time.
 */
export class RunTimes {
  readonly #records: RecordCollection<typeof RunTimesRecord>;
  readonly #known = new Map<string, Promise<RunTimesRecord>>();
  readonly #plans = new Map<string, PollPlan>();
  readonly #onRun: RunListener;

  constructor(records: RecordCollection<typeof RunTimesRecord>, onRun: RunListener = () => {}) {
    this.#records = records;
    this.#onRun = onRun;
  }

  /** When to ask about a run of this kind; undefined as long as too little is known. */
  async plan(kind: string): Promise<PollPlan | undefined> {
    const planned = this.#plans.get(kind);
    if (planned) return planned;
    const record = await this.#record(kind);
    if (record.runsMs.length < enough) return undefined;
    const plan = new PollPlan({ ...logNormal(record.runsMs), meanWaitMs: mean(record.waitsMs) });
    this.#plans.set(kind, plan);
    return plan;
  }

  /** How long a run of this kind usually takes; undefined as long as too little is known. */
  async usual(kind: string): Promise<UsualMs | undefined> {
    const { runsMs, waitsMs } = await this.#record(kind);
    if (runsMs.length < enough) return undefined;
    // Run by run, because the one that waits for a cold start is often the one that takes longer too.
    return { run: rangeOf(runsMs), inAll: rangeOf(runsMs.map((runMs, index) => runMs + (waitsMs[index] ?? 0))) };
  }

  /** Learns from a run that succeeded. Others end for reasons of their own. */
  async learn(kind: string, run: Run): Promise<void> {
    const pickedUp = run.started_at ?? run.queued_at;
    if (!pickedUp || !run.ended_at || !run.created_at) return;
    const waitMs = pickedUp.getTime() - run.created_at.getTime();
    const runMs = run.ended_at.getTime() - pickedUp.getTime();
    // A server's clock that goes backwards, or jumps ahead, teaches nothing.
    if (waitMs < 0 || waitMs > longestMs || runMs <= 0 || runMs > longestMs) return;
    this.#onRun(waitMs, runMs);
    const before = await this.#record(kind);
    const record = {
      waitsMs: [...before.waitsMs, waitMs].slice(-kept),
      runsMs: [...before.runsMs, runMs].slice(-kept),
    };
    this.#known.set(kind, Promise.resolve(record));
    this.#plans.delete(kind);
    await this.#records.put(kind, record);
  }

  /** Whether runs of this kind show the mark they were sent with; undefined before one has ended. */
  async keepsMarks(kind: string): Promise<boolean | undefined> {
    return (await this.#record(kind)).keepsMarks;
  }

  /** What the last run has shown counts: a server may be replaced by a newer one. Resolves when it is on disk. */
  async learnMarks(kind: string, keepsMarks: boolean): Promise<void> {
    const before = await this.#record(kind);
    if (before.keepsMarks === keepsMarks) return;
    const record = { ...before, keepsMarks };
    await this.#records.put(kind, record);
    this.#known.set(kind, Promise.resolve(record));
  }

  #record(kind: string): Promise<RunTimesRecord> {
    const known = this.#known.get(kind);
    if (known) return known;
    const reading = this.#records.get(kind).then((record) => record ?? { waitsMs: [], runsMs: [] });
    this.#known.set(kind, reading);
    reading.catch(() => this.#known.delete(kind));
    return reading;
  }
}

/** Median and spread by quantiles, so that one stuck run does not count for more than one. */
function logNormal(samplesMs: readonly number[]): { medianMs: number; sigma: number } {
  const at = quantilesOf(samplesMs.map(Math.log));
  const sigma = (at(0.84) - at(0.16)) / 2;
  return { medianMs: Math.exp(at(0.5)), sigma: Math.min(mostSigma, Math.max(leastSigma, sigma)) };
}

/** As it was, not as a distribution has it: waits are of two kinds, and the middle between them is neither. */
function rangeOf(samplesMs: readonly number[]): RangeMs {
  const at = quantilesOf(samplesMs);
  const least = Math.exp(leastSigma);
  return { low: Math.min(at(0.16), at(0.5) / least), high: Math.max(at(0.84), at(0.5) * least) };
}

function quantilesOf(samples: readonly number[]): (q: number) => number {
  const sorted = samples.toSorted((a, b) => a - b);
  return (q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
