const hourMs = 60 * 60_000;
/** As much as a clock is put right by, or a machine sleeps, without anybody looking. */
const believedAtOnceMs = hourMs;
/** A clock that is wrong by more is put right within that time. */
const believedAfterMs = 12 * hourMs;

/**
 * The clock on the wall for what cannot be undone: a jump ahead counts only when it has held for half a day. Until then time goes on from before
 * it. A jump back counts at once, because it only puts off.
 */
export class PatientClock {
  readonly #steadyNow: () => number;
  /** What is believed: at that moment of the monotonic clock it was that time. */
  #believed: { readonly wallMs: number; readonly steadyMs: number };
  /** Since when the clock on the wall is ahead of that. */
  #aheadSince: number | undefined;

  /** `wallMs` is a time in ms since 1970 that it surely is by now; `steadyNow` a monotonic clock in ms. */
  constructor(wallMs: number, steadyNow: () => number = () => performance.now()) {
    this.#steadyNow = steadyNow;
    this.#believed = { wallMs, steadyMs: steadyNow() };
  }

  /** In ms since 1970. To be asked at least a few times a day. */
  now(): number {
    const wallMs = Date.now();
    const steadyMs = this.#steadyNow();
    const expectedMs = this.#believed.wallMs + steadyMs - this.#believed.steadyMs;
    const isAhead = wallMs > expectedMs + believedAtOnceMs;
    this.#aheadSince = isAhead ? (this.#aheadSince ?? steadyMs) : undefined;
    if (this.#aheadSince !== undefined && steadyMs - this.#aheadSince < believedAfterMs) return expectedMs;
    this.#aheadSince = undefined;
    this.#believed = { wallMs, steadyMs };
    return wallMs;
  }
}
