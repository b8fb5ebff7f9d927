/** Answers that Discord calls invalid; a limit that others share does not count. */
const invalidStatuses: readonly number[] = [401, 403, 429];
const windowMs = 10 * 60_000;
const sliceMs = 30_000;

/** How many invalid answers there may be in ten minutes before requests are held back. */
export interface InvalidLimits {
  readonly ordinary: number;
  /** For the first answers to people, who would see an error of Discord's own. */
  readonly firstAnswers: number;
}

/** Far from the 10,000 in ten minutes after which Discord shuts an address out: others may be at the same address. */
const usualLimits: InvalidLimits = { ordinary: 3000, firstAnswers: 6000 };

/** Counts invalid answers over the last ten minutes, and says when there were so many that nothing more should be asked. */
export class InvalidRequests {
  readonly #limits: InvalidLimits;
  readonly #now: () => number;
  /** Counts by slice of time, oldest first. */
  readonly #slices: { readonly startedAt: number; count: number }[] = [];

  /** `now` is a monotonic clock in ms. */
  constructor(limits: InvalidLimits = usualLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** An answer of Discord: its status, and whose limit it was when it was one too many. */
  note(status: number, scope: string | null): void {
    if (!invalidStatuses.includes(status) || scope === 'shared') return;
    const now = this.#now();
    const newest = this.#slices.at(-1);
    if (newest && now < newest.startedAt + sliceMs) newest.count++;
    else this.#slices.push({ startedAt: now, count: 1 });
  }

  /** How long the next request has to wait, in ms; 0 when it may go. */
  pauseMs(kind: keyof InvalidLimits): number {
    const now = this.#now();
    while (this.#slices[0] && leavesAt(this.#slices[0]) <= now) this.#slices.shift();
    let left = this.#slices.reduce((sum, { count }) => sum + count, 0);
    for (const slice of this.#slices) {
      if (left < this.#limits[kind]) break;
      left -= slice.count;
      if (left < this.#limits[kind]) return leavesAt(slice) - now;
    }
    return 0;
  }
}

/** When even the youngest answer of a slice is out of the window. */
function leavesAt({ startedAt }: { readonly startedAt: number }): number {
  return startedAt + sliceMs + windowMs;
}
