import { isDeepStrictEqual } from 'node:util';
import type { DiscordThread } from './discord-thread.ts';

/** So many batches are remembered; the record has what is needed of all others. */
const most = 2000;

interface Remembered {
  /** What the thread was before. */
  readonly before: readonly DiscordThread[];
  readonly newest: DiscordThread;
}

/**
 * What became of a batch's thread in calls whose outcome its record may not have yet: showing and delivering go on side by side, and each was
 * called with the thread as it was when it began.
 */
export class NewestThreads {
  readonly #byBatch = new Map<string, Remembered>();

  /** The newest that is known of a thread; the thread itself when it was given anew. */
  of(batchId: string, thread: DiscordThread): DiscordThread {
    const known = this.#byBatch.get(batchId);
    return known?.before.some((each) => isDeepStrictEqual(each, thread)) ? known.newest : thread;
  }

  note(batchId: string, before: DiscordThread, newest: DiscordThread): void {
    if (isDeepStrictEqual(before, newest)) return;
    const known = this.#byBatch.get(batchId);
    const isSame = known !== undefined && isDeepStrictEqual(known.newest, before);
    this.#byBatch.delete(batchId);
    this.#byBatch.set(batchId, { before: [...(isSame ? known.before : []), before].slice(-20), newest });
    const [oldest] = this.#byBatch.keys();
    if (oldest !== undefined && this.#byBatch.size > most) this.#byBatch.delete(oldest);
  }
}
