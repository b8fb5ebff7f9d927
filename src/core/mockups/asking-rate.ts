/** Questions a second about all runs together: what one process can ask without being late with everything else. */
const mostPerSecond = 250;
/** Fewer runs than make this much are all asked about at once, in ms. */
const noticeableMs = 1000;

/** Keeps the questions about all runs together within what can be asked: the more runs are followed, the more seldom each is asked about. */
export class AskingRate {
  readonly #followed: () => number;

  /** `followed` tells how many runs are out. */
  constructor(followed: () => number) {
    this.#followed = followed;
  }

  /** The least time between two questions about one run, in ms. A few ms as long as there are a few runs. */
  get leastDelayMs(): number {
    return (this.#followed() / mostPerSecond) * 1000;
  }

  /** When to ask first about a run that an earlier process has left, in ms from now: they are not to be asked about all together. */
  drawFirstDelayMs(): number {
    return this.leastDelayMs > noticeableMs ? Math.random() * this.leastDelayMs : 0;
  }
}
