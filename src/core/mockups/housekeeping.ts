import type { Logger } from '#core/log.ts';
import type { PictureFiles } from '#core/store/picture-files.ts';
import type { Batch } from './batch.ts';
import type { BatchBook } from './batch-book.ts';
import type { Limits } from './limits.ts';
import type { LogoUploads } from './logo-uploads.ts';
import { Removal } from './removal.ts';
import { Retention } from './retention.ts';

/** Gets rid of what is no longer kept: what people want gone, and what is older than the retention time. */
export class Housekeeping {
  readonly #log: Logger;
  readonly #removal: Removal;
  readonly #retention: Retention | undefined;
  #sweeping: Promise<void> | undefined;

  constructor(options: {
    readonly book: BatchBook;
    readonly limits: Limits;
    readonly log: Logger;
    readonly pictures: PictureFiles;
    readonly uploads: LogoUploads;
    /** Without it nothing is ever too old. */
    readonly days: number | undefined;
    /** Shows a batch's new state to its person, as far as that can be done. */
    readonly tell: (batch: Batch) => Promise<void>;
  }) {
    const { days } = options;
    this.#log = options.log;
    this.#removal = new Removal(options);
    this.#retention = days === undefined ? undefined : new Retention({ ...options, days, removal: this.#removal });
  }

  /** Sweeps from now on, until the signal. Does nothing when it does so already. */
  start(signal: AbortSignal): void {
    this.#sweeping ??= this.#retention?.run(signal);
  }

  /** Resolves when nothing is swept any more. */
  async stopped(): Promise<void> {
    await this.#sweeping;
  }

  /** To be called when nothing is under way for the batch. @throws {StoreError} */
  async remove(batchId: string): Promise<void> {
    await this.#removal.remove(batchId);
  }

  /** Removes a forgotten batch that has ended. Does not throw: the record says that it is to go, and the next start tries again. */
  async removeEnded(batchId: string): Promise<void> {
    try {
      await this.remove(batchId);
    } catch (error) {
      this.#log.warn({ err: error, batch: batchId }, 'forgotten batch not removed');
    }
  }
}
