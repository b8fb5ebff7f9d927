import type { Logger } from '#core/log.ts';
import type { Mockup } from './batch.ts';
import type { LiveState } from './live-states.ts';
import type { RangeMs, RunTimes, UsualMs } from './run-times.ts';
import { runKind } from './steps/follow.ts';

/** From now to the shots, in ms. */
export type EstimateMs = RangeMs;

/** How long those who wait have to, in a range that comes true for most. Nothing as long as too little is known. */
export class Estimates {
  readonly #times: RunTimes;
  readonly #parallel: () => number;
  readonly #log: Logger;
  readonly #onLearnt: (mockup: Mockup) => void;
  readonly #usual = new Map<string, UsualMs>();

  /** `parallel` tells how many of those who wait here get a run at the same time; `onLearnt` that an estimate has become possible. */
  constructor(options: {
    readonly times: RunTimes;
    readonly parallel: () => number;
    readonly log: Logger;
    readonly onLearnt: (mockup: Mockup) => void;
  }) {
    this.#times = options.times;
    this.#parallel = options.parallel;
    this.#log = options.log;
    this.#onLearnt = options.onLearnt;
  }

  of(mockup: Mockup, { working, ahead }: LiveState): EstimateMs | undefined {
    const { state } = mockup.stage;
    const waitsHere = state === 'queued' && ahead !== undefined;
    const waitsThere = state === 'submitting' || (state === 'running' && working !== true);
    if (!waitsHere && !waitsThere) return undefined;
    void this.#refresh(mockup);
    const usual = this.#usual.get(runKind(mockup));
    if (!usual) return undefined;
    if (waitsHere) return estimateHere(ahead, this.#parallel(), usual);
    return estimateThere(ahead ?? 0, usual, state === 'running');
  }

  async #refresh(mockup: Mockup): Promise<void> {
    const kind = runKind(mockup);
    try {
      const usual = await this.#times.usual(kind);
      const isFirst = usual !== undefined && !this.#usual.has(kind);
      if (usual) this.#usual.set(kind, usual);
      if (isFirst) this.#onLearnt(mockup);
    } catch (error) {
      this.#log.warn({ err: error }, 'usual run time not read');
    }
  }
}

/** Waiting for one of our own places, which all are taken by runs of unknown age. A place is taken from the queue call on. */
export function estimateHere(ahead: number, parallel: number, { inAll }: UsualMs): EstimateMs {
  const rounds = Math.floor(ahead / Math.max(1, parallel));
  return { low: (rounds + 1) * inAll.low, high: (rounds + 2) * inAll.high };
}

/**
 * Waiting for a machine of the service: how many it has is not known, so those before may go together or one by one. Of one that `isQueued`
 * already nobody knows how much of its wait is over: perhaps all, perhaps nothing.
 */
export function estimateThere(ahead: number, { run, inAll }: UsualMs, isQueued: boolean): EstimateMs {
  return { low: isQueued ? run.low : inAll.low, high: inAll.high + ahead * run.high };
}
