import { setTimeout as sleep } from 'node:timers/promises';
import { type Batch, isBatchAtRest, type Person } from '#core/mockups/batch.ts';
import { personKey } from '#core/mockups/batch-index.ts';
import type { BatchView } from '#core/mockups/messenger.ts';
import type { Forgotten, Listed, Shelf } from '#core/mockups/shelf.ts';
import { viewBatch } from '#core/mockups/view.ts';
import type { PictureFiles } from '#core/store/picture-files.ts';
import type { ReadOnlyStore } from '#core/store/store.ts';
import { leaveCancelWish } from './cancel-wishes.ts';

const lookEveryMs = 100;

/** The batches of a place that this command only reads: another running one holds it, or nobody does and nothing is to be done there. */
export class ReadingShelf implements Shelf {
  readonly pictures: PictureFiles;
  readonly #place: string;
  readonly #store: ReadOnlyStore;
  readonly #isHeld: boolean;

  constructor(options: { readonly place: string; readonly store: ReadOnlyStore; readonly isHeld: boolean }) {
    this.pictures = options.store.pictures;
    this.#place = options.place;
    this.#store = options.store;
    this.#isHeld = options.isHeld;
  }

  async load() {
    const count = { waiting: 0, active: 0 };
    for await (const { mockups } of this.#store.batches.all()) {
      for (const { stage } of mockups) {
        if (['received', 'accepted', 'preparing', 'queued'].includes(stage.state)) count.waiting++;
        if (['submitting', 'running'].includes(stage.state)) count.active++;
      }
    }
    return count;
  }

  async list(person: Person): Promise<readonly Listed[]> {
    const batches = await Array.fromAsync(this.#store.batches.all());
    return batches
      .filter((batch) => personKey(batch.person) === personKey(person) && !batch.forgotten)
      .map((batch) => ({
        batchId: batch.id,
        place: batch.place,
        createdAt: batch.createdAt,
        isAtRest: isBatchAtRest(batch),
      }));
  }

  read(batchId: string): Promise<Batch | undefined> {
    return this.#store.batches.get(batchId);
  }

  /** How far a run is, the record does not say: one that is out is shown as being worked on. */
  view(batch: Batch): BatchView {
    const view = viewBatch(batch, { pictures: this.pictures });
    const mockups = view.mockups.map((mockup) => ({ ...mockup, working: mockup.state === 'running' }));
    return { ...view, mockups };
  }

  isAtWork(): boolean {
    return this.#isHeld;
  }

  async cancel(batchId: string, mockupId?: string): Promise<void> {
    leaveCancelWish(this.#place, batchId, mockupId);
  }

  async finished(batchId: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const batch = await this.read(batchId);
      if (!batch || isBatchAtRest(batch)) return;
      await sleep(lookEveryMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Not noted: the record is another command's, which goes on trying by itself. */
  async arrived(): Promise<void> {}

  /** The place is another command's to clean up. */
  async forget(batchId: string): Promise<Forgotten> {
    leaveCancelWish(this.#place, batchId);
    return 'elsewhere';
  }
}
