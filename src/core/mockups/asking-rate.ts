/** Questions a second about all runs together: what one process can ask without being late with everything else. */
const mostPerSecond = 250;

/** Keeps the questions about all runs together within what can be asked: the more runs are followed, the more seldom each is asked about. */
export class AskingRate {
  #followed = 0;

  /** Counts a run until it is disposed. */
  follow(): Disposable {
    this.#followed++;
    return { [Symbol.dispose]: () => void this.#followed-- };
  }

  /** The least time between two questions about one run, in ms. A few ms as long as there are a few runs. */
  get leastDelayMs(): number {
    return (this.#followed / mostPerSecond) * 1000;
  }
}
