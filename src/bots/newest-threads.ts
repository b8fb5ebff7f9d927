import { isDeepStrictEqual } from 'node:util';

/** So many batches are remembered; the record has what is needed of all others. */
const most = 2000;
/** A batch's own thread, and those of copies of it that were asked for meanwhile. */
const mostOfOne = 4;
const longestPast = 20;

interface Remembered<T> {
  /** What the thread was before. */
  readonly before: readonly T[];
  readonly newest: T;
}

/**
 * What became of a batch's threads in calls whose outcome its record may not have yet: showing and delivering go on side by side, and each was
 * called with the thread as it was when it began.
 */
export class NewestThreads<T extends object> {
  readonly #byBatch = new Map<string, readonly Remembered<T>[]>();

  /** The newest that is known of a thread; the thread itself when it was given anew. */
  of(batchId: string, thread: T): T {
    const known = this.#byBatch.get(batchId) ?? [];
    return known.find(({ before }) => before.some((each) => isDeepStrictEqual(each, thread)))?.newest ?? thread;
  }

  note(batchId: string, before: T, newest: T): void {
    if (isDeepStrictEqual(before, newest)) return;
    const known = this.#byBatch.get(batchId) ?? [];
    const same = known.find((each) => [...each.before, each.newest].some((past) => isDeepStrictEqual(past, before)));
    const past = same ? [...same.before, same.newest] : [before];
    const others = known.filter((each) => each !== same).slice(1 - mostOfOne);
    this.#byBatch.delete(batchId);
    this.#byBatch.set(batchId, [...others, { before: past.slice(-longestPast), newest }]);
    const [oldest] = this.#byBatch.keys();
    if (oldest !== undefined && this.#byBatch.size > most) this.#byBatch.delete(oldest);
  }
}
