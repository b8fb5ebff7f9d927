import type { Logger } from '#core/log.ts';
import type { PictureFiles } from '#core/store/picture-files.ts';
import type { Batch } from './batch.ts';
import type { BatchBook } from './batch-book.ts';
import type { Limits } from './limits.ts';
import type { LogoUploads } from './logo-uploads.ts';
import { AbsentMessenger, type Messenger } from './messenger.ts';
import { Removal } from './removal.ts';
import { Retention } from './retention.ts';
import { isAtRest } from './stage.ts';

/** Gets rid of what is no longer kept: what people want gone, and what is older than the retention time. Tells the operator what waits. */
export class Housekeeping {
  readonly #book: BatchBook;
  readonly #isAbsent: (platform: string) => boolean;
  readonly #log: Logger;
  readonly #removal: Removal;
  readonly #retention: Retention | undefined;
  #isStarted = false;
  #sweeping: Promise<void> | undefined;

  constructor(options: {
    readonly book: BatchBook;
    readonly limits: Limits;
    readonly log: Logger;
    readonly messenger: (platform: string) => Messenger;
    readonly pictures: PictureFiles;
    readonly uploads: LogoUploads;
    /** Without it nothing is ever too old. */
    readonly days: number | undefined;
    /** Shows a batch's new state to its person, as far as that can be done. */
    readonly tell: (batch: Batch) => Promise<void>;
  }) {
    const { days } = options;
    this.#book = options.book;
    this.#isAbsent = (platform) => options.messenger(platform) instanceof AbsentMessenger;
    this.#log = options.log;
    this.#removal = new Removal(options);
    const parts = { ...options, isAbsent: this.#isAbsent, removal: this.#removal };
    this.#retention = days === undefined ? undefined : new Retention({ ...parts, days });
  }

  /** To be called when what an earlier process left was read. Sweeps from now on, until the signal. */
  start(signal: AbortSignal): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#logWaiting();
    this.#sweeping = this.#retention?.run(signal);
  }

  /** One line for each platform that was used before and is not set up now. */
  #logWaiting(): void {
    const absent = [...this.#book.index.all()]
      .flatMap(({ batchId }) => this.#book.get(batchId) ?? [])
      .filter(({ thread }) => this.#isAbsent(thread.platform));
    for (const [platform, batches] of Map.groupBy(absent, ({ thread }) => thread.platform)) {
      const mockups = batches.flatMap((batch) => batch.mockups).filter(({ stage }) => !isAtRest(stage.state)).length;
      this.#log.warn({ platform, batches: batches.length, mockups }, 'platform not set up: what is for it waits');
    }
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
