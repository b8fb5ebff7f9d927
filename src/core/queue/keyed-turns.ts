/** Work about the same thing happens one after another, whatever became of the work before. */
export class KeyedTurns {
  readonly #tails = new Map<string, Promise<unknown>>();

  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result = before.then(work);
    const over = Promise.allSettled([result]);
    this.#tails.set(key, over);
    try {
      return await result;
    } finally {
      if (this.#tails.get(key) === over) this.#tails.delete(key);
    }
  }
}
