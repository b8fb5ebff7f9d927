import { z } from 'zod';
import type { Logger } from '#core/log.ts';
import type { RecordCollection } from './record-collection.ts';

/** What is written to find out whether anything can be. */
export const ProbeRecord = z.object({ at: z.number() });

/** For so long an answer holds, in ms: anyone may ask, and each try is a write. */
const freshMs = 2000;

/** Whether the store takes writes, found out by one. */
export class StoreProbe {
  readonly #records: RecordCollection<typeof ProbeRecord>;
  readonly #log: Logger;
  readonly #freshMs: number;
  #triedAt = Number.NEGATIVE_INFINITY;
  #answer: Promise<boolean> = Promise.resolve(true);

  constructor(records: RecordCollection<typeof ProbeRecord>, log: Logger, options: { readonly freshMs?: number } = {}) {
    this.#records = records;
    this.#log = log;
    this.#freshMs = options.freshMs ?? freshMs;
  }

  isWritable(): Promise<boolean> {
    if (performance.now() - this.#triedAt >= this.#freshMs) {
      this.#triedAt = performance.now();
      this.#answer = this.#try();
    }
    return this.#answer;
  }

  async #try(): Promise<boolean> {
    try {
      await this.#records.put('probe', { at: Date.now() });
      return true;
    } catch (error) {
      this.#log.error({ err: error }, 'the store takes no writes');
      return false;
    }
  }
}
