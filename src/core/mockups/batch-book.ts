import type { Logger } from '#core/log.ts';
import { KeyedTurns } from '#core/queue/keyed-turns.ts';
import type { RecordCollection } from '#core/store/record-collection.ts';
import type { StoreError } from '#core/store/store-error.ts';
import { type Batch, isBatchAtRest, type Mockup } from './batch.ts';
import { BatchIndex } from './batch-index.ts';
import { assertTransition, type Stage, type State } from './stage.ts';

/** Told after a change is on disk. */
export type BatchListener = (batch: Batch) => void;

/**
 * The batches this process works on, held in memory and on disk alike. A change is committed before anyone sees it, and changes of one
 * batch happen one after another, so that side by side mockups never overwrite each other's.
 */
export class BatchBook {
  /** All batches on disk. Complete after `load`. */
  readonly index = new BatchIndex();
  readonly #records: RecordCollection<typeof Batch>;
  readonly #log: Logger;
  #reading: Promise<Batch[]> | undefined;
  readonly #open = new Map<string, Batch>();
  /** Changes of one batch happen one after another. */
  readonly #turns = new KeyedTurns();
  readonly #listeners = new Set<BatchListener>();
  readonly #readers = new Set<BatchListener>();

  constructor(records: RecordCollection<typeof Batch>, log: Logger) {
    this.#records = records;
    this.#log = log;
  }

  onChange(listener: BatchListener): void {
    this.#listeners.add(listener);
  }

  /** Told of each batch while `load` reads it. */
  onRead(listener: BatchListener): void {
    this.#readers.add(listener);
  }

  /** Commits a new batch. @throws {StoreError} and then nothing was accepted */
  async add(batch: Batch): Promise<void> {
    await this.#records.put(batch.id, batch);
    this.#open.set(batch.id, batch);
    this.index.note(batch);
    this.#tell(batch);
  }

  /** A batch this process works on. */
  get(batchId: string): Batch | undefined {
    return this.#open.get(batchId);
  }

  /** A batch of this process, or one of the store that is at rest. */
  async find(batchId: string): Promise<Batch | undefined> {
    return this.#open.get(batchId) ?? (await this.#records.get(batchId));
  }

  /** How many mockups of the batches this process works on are in each state. */
  states(): Map<State, number> {
    const counts = new Map<State, number>();
    for (const { mockups } of this.#open.values()) {
      for (const { stage } of mockups) counts.set(stage.state, (counts.get(stage.state) ?? 0) + 1);
    }
    return counts;
  }

  /**
   * Reads every batch on disk once, however often it is called, and before any is added. Gives those that something is left to do for, if
   * only to show their last word, in the order in which they were asked for.
   */
  load(): Promise<Batch[]> {
    this.#reading ??= this.#readAll().catch((error: unknown) => {
      this.#reading = undefined;
      throw error;
    });
    return this.#reading;
  }

  async #readAll(): Promise<Batch[]> {
    const unfinished: Batch[] = [];
    // One damaged record must not keep all others from their people.
    const onUnreadable = (err: StoreError): void =>
      this.#log.error({ err }, 'a batch is unreadable and stays as it is');
    for await (const batch of this.#records.all(onUnreadable)) {
      this.index.note(batch);
      for (const listener of this.#readers) listener(batch);
      if (isBatchAtRest(batch) && batch.told && !batch.forgotten) continue;
      unfinished.push(batch);
    }
    for (const batch of unfinished) this.#open.set(batch.id, batch);
    return unfinished.sort((a, b) => a.createdAt - b.createdAt);
  }

  /** Takes a batch that was closed up again, because there is work to do for it. */
  reopen(batch: Batch): void {
    if (!this.#open.has(batch.id)) this.#open.set(batch.id, batch);
  }

  /** Removes a record for good, after all changes that are under way. */
  async remove(batchId: string): Promise<void> {
    await this.#turns.take(batchId, async () => {
      await this.#records.delete(batchId);
      this.#open.delete(batchId);
      this.index.remove(batchId);
    });
  }

  /** Applies a change to the newest state of a batch and commits it. The change must not modify what it is given. */
  async update(batchId: string, change: (batch: Batch) => Batch): Promise<Batch> {
    return await this.#turns.take(batchId, async () => {
      const batch = await this.#committed(batchId);
      const changed = change(batch);
      if (changed === batch) return batch;
      await this.#records.put(batchId, changed);
      // One that was closed stays so: nobody would close it again.
      if (this.#open.has(batchId)) this.#open.set(batchId, changed);
      this.index.note(changed);
      this.#tell(changed);
      return changed;
    });
  }

  /** Changes one mockup of a batch. */
  async updateMockup(mockup: Mockup, change: (mockup: Mockup) => Mockup): Promise<Mockup> {
    return mockupOf(await this.update(batchIdOf(mockup), (batch) => withMockup(batch, mockup.id, change)), mockup.id);
  }

  /** Moves a mockup on. One log line for every transition. */
  async enter(mockup: Mockup, stage: Stage): Promise<Mockup> {
    // What was its last word is none any more: a kill before the new one was shown must not swallow that.
    const batch = await this.update(batchIdOf(mockup), (current) => {
      // By what is on disk: what the caller looked at may have moved since.
      assertTransition(mockupOf(current, mockup.id).stage.state, stage.state);
      const moved = withMockup(current, mockup.id, (each) => ({ ...each, stage }));
      delete moved.told;
      return moved;
    });
    const entered = mockupOf(batch, mockup.id);
    const runId = 'runId' in stage ? stage.runId : undefined;
    const reason = stage.state === 'failed' ? stage.reason.key : undefined;
    this.#log.info({ mockup: mockup.id, from: mockup.stage.state, to: stage.state, runId, reason }, 'mockup moved');
    return entered;
  }

  /** Writes down that the last word of a batch at rest was shown, and lets go of it; it stays on disk. */
  async close(batchId: string): Promise<void> {
    await this.#turns.take(batchId, async () => {
      const batch = await this.#committed(batchId);
      if (!batch.told) await this.#records.put(batchId, { ...batch, told: true });
      this.#open.delete(batchId);
    });
  }

  async #committed(batchId: string): Promise<Batch> {
    const batch = await this.find(batchId);
    if (!batch) throw new RangeError(`no batch ${batchId}`);
    return batch;
  }

  #tell(batch: Batch): void {
    for (const listener of this.#listeners) listener(batch);
  }
}

function withMockup(batch: Batch, id: string, change: (mockup: Mockup) => Mockup): Batch {
  return { ...batch, mockups: batch.mockups.map((each) => (each.id === id ? change(each) : each)) };
}

export function batchIdOf(mockup: Mockup): string {
  return mockup.id.slice(0, mockup.id.lastIndexOf('-'));
}

/** @throws {RangeError} when the batch has no such mockup */
export function mockupOf(batch: Batch, id: string): Mockup {
  const found = batch.mockups.find((each) => each.id === id);
  if (!found) throw new RangeError(`no mockup ${id}`);
  return found;
}
