/**
 * Two reasons to stop waiting for a mockup: the process goes (the mockup stays as it is), or the person no longer wants it. Thousands of runs
 * are followed side by side, and a signal with its listeners weighs more than the rest of such a mockup: so they are made when first asked for.
 */
export class MockupSignals {
  /** The process goes. */
  readonly shutdown: AbortSignal;
  #isCancelled: boolean;
  #isHeard = false;
  #wish: AbortController | undefined;
  #either: AbortSignal | undefined;

  constructor(shutdown: AbortSignal, isCancelled = false) {
    this.shutdown = shutdown;
    this.#isCancelled = isCancelled;
  }

  /** The person no longer wants the mockup. */
  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** Fires for either reason. */
  get either(): AbortSignal {
    if (!this.#either) {
      this.#wish = new AbortController();
      if (this.#isCancelled) this.#wish.abort();
      this.#either = AbortSignal.any([this.shutdown, this.#wish.signal]);
    }
    return this.#either;
  }

  /** Fires for either reason, but for a wish that was heard: it must not cut every wait short. */
  get next(): AbortSignal {
    return this.#isHeard ? this.shutdown : this.either;
  }

  /** What could be done about the wish, if there is one, was tried. */
  markHeard(): void {
    this.#isHeard = this.#isCancelled;
  }

  cancel(): void {
    this.#isCancelled = true;
    this.#wish?.abort();
  }
}
