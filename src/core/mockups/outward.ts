import type { Logger } from '#core/log.ts';
import type { BatchBook } from './batch-book.ts';
import type { BatchView, Messenger } from './messenger.ts';

/** What everything that leaves for a platform is made from. */
export interface Outward {
  readonly book: BatchBook;
  readonly messenger: (platform: string) => Messenger;
  readonly view: (batchId: string) => BatchView | undefined;
  readonly log: Logger;
  readonly signal: AbortSignal;
}
