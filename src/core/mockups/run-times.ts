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
});
export type RunTimesRecord = z.output<typeof RunTimesRecord>;

/** A range in which two of three runs lie, in ms. */
export interface UsualMs {
  readonly lowMs: number;
  readonly highMs: number;
}

/** Told what a run took, in ms: from the queue call to a machine picking it up, and from there to its end. */
export type RunListener = (waitMs: number, runMs: number) => void;

const kept = 60;
/** With fewer there is no saying how long a run takes. */
const enough = 5;
/** Runs are never as regular as a lucky few samples make them look. */
const leastSigma = 0.12;
const mostSigma = 1.2;

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

  /** How long a run of this kind usually takes once it is picked up; undefined as long as too little is known. */
  async usual(kind: string): Promise<UsualMs | undefined> {
    const { runsMs } = await this.#record(kind);
    if (runsMs.length < enough) return undefined;
    const { medianMs, sigma } = logNormal(runsMs);
    return { lowMs: medianMs * Math.exp(-sigma), highMs: medianMs * Math.exp(sigma) };
  }

  /** Learns from a run that succeeded. Others end for reasons of their own. */
  async learn(kind: string, run: Run): Promise<void> {
    const pickedUp = run.started_at ?? run.queued_at;
    if (!pickedUp || !run.ended_at || !run.created_at) return;
    const waitMs = pickedUp.getTime() - run.created_at.getTime();
    const runMs = run.ended_at.getTime() - pickedUp.getTime();
    // A server's clock that goes backwards teaches nothing.
    if (waitMs < 0 || runMs <= 0) return;
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
  const logs = samplesMs.map(Math.log).sort((a, b) => a - b);
  const quantile = (q: number): number => logs[Math.min(logs.length - 1, Math.floor(q * logs.length))] ?? 0;
  const sigma = (quantile(0.84) - quantile(0.16)) / 2;
  return { medianMs: Math.exp(quantile(0.5)), sigma: Math.min(mostSigma, Math.max(leastSigma, sigma)) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
