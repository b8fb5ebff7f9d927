/** A second press so soon after the first is the same wish. */
const sameWishMs = 2000;

/** Makes one of two presses of the same button by the same person within 2 seconds. One for each adapter. */
export class PressGuard<T> {
  readonly #now: () => number;
  /** What became of the presses of the last 2 seconds, oldest first. */
  readonly #presses = new Map<string, { readonly at: number; readonly outcome: Promise<T> }>();

  /** `now` is a monotonic clock in ms. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Does the work of a first press, and gives a second one the same outcome. One that failed may be pressed again at once. */
  press(person: string, button: string, work: () => Promise<T>): Promise<T> {
    const now = this.#now();
    for (const [key, { at }] of this.#presses) {
      if (now - at < sameWishMs) break;
      this.#presses.delete(key);
    }
    const key = JSON.stringify([person, button]);
    const first = this.#presses.get(key);
    if (first) return first.outcome;
    const press = { at: now, outcome: work() };
    this.#presses.set(key, press);
    press.outcome.catch(() => {
      if (this.#presses.get(key) === press) this.#presses.delete(key);
    });
    return press.outcome;
  }
}
