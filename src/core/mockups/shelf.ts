import type { PictureFiles } from '#core/store/picture-files.ts';
import type { Batch, Person, Place } from './batch.ts';
import type { BatchView } from './messenger.ts';

/** A past or present batch, as far as a list needs it. */
export interface Listed {
  readonly batchId: string;
  readonly place: Place;
  readonly createdAt: number;
  readonly isAtRest: boolean;
}

/** What became of a batch that its person wants gone. `elsewhere`: another process holds it, and was told to stop it. */
export type Forgotten = 'removed' | 'stopping' | 'elsewhere';

/** One store's batches, as those who ask about them need them. */
export interface Shelf {
  readonly pictures: PictureFiles;
  /** How many wait for a run and how many have one, of all people. */
  load(): Promise<{ readonly waiting: number; readonly active: number }>;
  list(person: Person): Promise<readonly Listed[]>;
  read(batchId: string): Promise<Batch | undefined>;
  view(batch: Batch): BatchView;
  /** Whether a process has the batch in hand; one that is unfinished otherwise waits for the next start. */
  isAtWork(batchId: string): boolean;
  /** The wish is on disk when this resolves. */
  cancel(batchId: string, mockupId?: string): Promise<void>;
  /** Resolves when nothing is under way for the batch, or the signal aborts. */
  finished(batchId: string, signal: AbortSignal): Promise<void>;
  /** Notes that a batch that could not be delivered was, after all. */
  arrived(batch: Batch): Promise<void>;
  forget(batchId: string): Promise<Forgotten>;
}
