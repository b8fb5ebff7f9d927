import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '#core/log.ts';
import type { Batch, Thread } from './batch.ts';
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

/** The batch with what its thread became by a call; unchanged when nothing did, or when the answer belongs somewhere else by now. */
export function withThread(batch: Batch, before: Thread, after: Thread): Batch {
  if (isDeepStrictEqual(after, before) || !isDeepStrictEqual(batch.thread, before)) return batch;
  return { ...batch, thread: after };
}
