import { type Batch, isBatchAtRest, type Person, type Place } from './batch.ts';
import type { State } from './stage.ts';

/** What of a batch is kept in memory for as long as it is on disk. */
export interface IndexedBatch {
  readonly batchId: string;
  readonly personKey: string;
  readonly place: Place;
  readonly createdAt: number;
  readonly mockups: number;
  /** How many of them have no run yet and are to get one. */
  readonly waiting: number;
  /** How many wait for their person's choice. */
  readonly undecided: number;
  readonly isAtRest: boolean;
  /** Its person wants it gone: nobody sees it any more. */
  readonly isForgotten: boolean;
  readonly eventKey?: string;
}

const waitingStates: readonly State[] = ['received', 'accepted', 'preparing', 'queued'];

/** One string per person of one platform. */
export function personKey({ platform, id }: Person): string {
  return `${platform}:${id}`;
}

/** All batches on disk, by person and by the platform event that made them: read from the records at start, and kept in step. */
export class BatchIndex {
  readonly #byId = new Map<string, IndexedBatch>();
  readonly #byPerson = new Map<string, Map<string, IndexedBatch>>();
  readonly #byEvent = new Map<string, string>();
  /** Kept in step instead of summed up, because every request asks. */
  readonly #waiting = new Map<string, number>();

  /** Puts the newest state of a batch in. */
  note(batch: Batch): void {
    const entry: IndexedBatch = {
      batchId: batch.id,
      personKey: personKey(batch.person),
      place: batch.place,
      createdAt: batch.createdAt,
      mockups: batch.mockups.length,
      waiting: batch.mockups.filter(({ stage }) => waitingStates.includes(stage.state)).length,
      undecided: batch.mockups.filter(({ stage }) => stage.state === 'undecided').length,
      isAtRest: isBatchAtRest(batch),
      isForgotten: batch.forgotten === true,
      ...(batch.eventKey === undefined ? {} : { eventKey: batch.eventKey }),
    };
    this.#addWaiting(entry.personKey, entry.waiting - (this.#byId.get(batch.id)?.waiting ?? 0));
    this.#byId.set(batch.id, entry);
    const own = this.#byPerson.get(entry.personKey);
    if (own) own.set(batch.id, entry);
    else this.#byPerson.set(entry.personKey, new Map([[batch.id, entry]]));
    if (entry.eventKey !== undefined) this.#byEvent.set(entry.eventKey, batch.id);
  }

  remove(batchId: string): void {
    const entry = this.#byId.get(batchId);
    if (!entry) return;
    this.#addWaiting(entry.personKey, -entry.waiting);
    this.#byId.delete(batchId);
    const own = this.#byPerson.get(entry.personKey);
    own?.delete(batchId);
    if (own?.size === 0) this.#byPerson.delete(entry.personKey);
    if (entry.eventKey !== undefined) this.#byEvent.delete(entry.eventKey);
  }

  has(batchId: string): boolean {
    return this.#byId.has(batchId);
  }

  get(batchId: string): IndexedBatch | undefined {
    return this.#byId.get(batchId);
  }

  all(): IterableIterator<IndexedBatch> {
    return this.#byId.values();
  }

  ofPerson(key: string): readonly IndexedBatch[] {
    return [...(this.#byPerson.get(key)?.values() ?? [])];
  }

  /** Id of the batch that a platform event made. */
  ofEvent(eventKey: string): string | undefined {
    return this.#byEvent.get(eventKey);
  }

  /** How many mockups of a person wait for a run. */
  waitingOf(key: string): number {
    return this.#waiting.get(key) ?? 0;
  }

  #addWaiting(key: string, count: number): void {
    const sum = this.waitingOf(key) + count;
    if (sum > 0) this.#waiting.set(key, sum);
    else this.#waiting.delete(key);
  }
}
