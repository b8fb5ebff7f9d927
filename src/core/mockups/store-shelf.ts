import type { PictureFiles } from '#core/store/picture-files.ts';
import { unlessAborted } from '#core/unless-aborted.ts';
import type { Batch, Person } from './batch.ts';
import type { BatchBook } from './batch-book.ts';
import { personKey } from './batch-index.ts';
import type { BatchView } from './messenger.ts';
import type { Outbox } from './outbox.ts';
import type { Forgotten, Listed, Shelf } from './shelf.ts';
import { type ViewParts, viewBatch } from './view.ts';

/** What the shelf leaves to the service that works on the same store. */
export interface Worker {
  readonly load: { readonly waiting: number; readonly active: number };
  isAtWork(batchId: string): boolean;
  cancel(batchId: string, mockupId?: string): Promise<void>;
  finished(batchId: string): Promise<void>;
  forget(batchId: string): Promise<Forgotten>;
}

/** The batches of the store that this process holds. */
export class StoreShelf implements Shelf {
  readonly pictures: PictureFiles;
  readonly #book: BatchBook;
  readonly #outbox: Outbox;
  readonly #viewParts: ViewParts;
  readonly #ready: () => Promise<unknown>;
  readonly #worker: Worker;

  /** `ready` resolves when the book's index is complete. */
  constructor(options: {
    readonly book: BatchBook;
    readonly outbox: Outbox;
    readonly viewParts: ViewParts;
    readonly ready: () => Promise<unknown>;
    readonly worker: Worker;
  }) {
    this.#book = options.book;
    this.pictures = options.viewParts.pictures;
    this.#outbox = options.outbox;
    this.#viewParts = options.viewParts;
    this.#ready = options.ready;
    this.#worker = options.worker;
  }

  async load() {
    return this.#worker.load;
  }

  async list(person: Person): Promise<readonly Listed[]> {
    await this.#ready();
    return this.#book.index.ofPerson(personKey(person)).filter(({ isForgotten }) => !isForgotten);
  }

  read(batchId: string): Promise<Batch | undefined> {
    return this.#book.find(batchId);
  }

  view(batch: Batch): BatchView {
    return viewBatch(batch, this.#viewParts);
  }

  isAtWork(batchId: string): boolean {
    return this.#worker.isAtWork(batchId);
  }

  cancel(batchId: string, mockupId?: string): Promise<void> {
    return this.#worker.cancel(batchId, mockupId);
  }

  async finished(batchId: string, signal: AbortSignal): Promise<void> {
    // Not waited for any longer is all that an abort means here.
    await unlessAborted(this.#worker.finished(batchId), signal).catch(() => {});
  }

  async arrived(batch: Batch): Promise<void> {
    await this.#outbox.arrived(
      batch.id,
      batch.mockups.map(({ id }) => id),
    );
  }

  forget(batchId: string): Promise<Forgotten> {
    return this.#worker.forget(batchId);
  }
}
