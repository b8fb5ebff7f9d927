import type { Logger } from '#core/log.ts';
import type { FileStore } from './file-store.ts';
import type { RunStore } from './run-store.ts';

export type RetentionOptions = {
  readonly files: FileStore;
  readonly store: RunStore;
  /** How long files and ended runs are kept. */
  readonly days: number;
  readonly log: Logger;
};

const dayMs = 24 * 60 * 60_000;
const sweepIntervalMs = 6 * 60 * 60_000;

/** Removes what is old: now, and every six hours. */
export class Retention implements AsyncDisposable {
  readonly #options: RetentionOptions;
  readonly #timer: NodeJS.Timeout;
  #sweeping: Promise<void>;

  constructor(options: RetentionOptions) {
    this.#options = options;
    this.#sweeping = this.#sweep();
    this.#timer = setInterval(() => {
      this.#sweeping = this.#sweep();
    }, sweepIntervalMs).unref();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  async #sweep(): Promise<void> {
    const { files, store, days, log } = this.#options;
    const cutoff = new Date(Date.now() - days * dayMs);
    try {
      const runs = store.sweep(cutoff);
      const removed = await files.sweep(cutoff);
      if (runs + removed > 0) log.info({ runs, files: removed }, 'old runs and files removed');
    } catch (error) {
      log.error({ err: error }, 'old files could not be removed');
    }
  }
}
