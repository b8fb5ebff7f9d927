import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { KeyvStorageEntry } from 'keyv';
import { z } from 'zod';
import { Batch } from '#core/mockups/batch.ts';
import { Tally } from '#core/mockups/limits.ts';
import { Upload } from '#core/mockups/logo-uploads.ts';
import { RunTimesRecord } from '#core/mockups/run-times.ts';
import { KeyvSqlite } from '#core/store/keyv-sqlite.ts';
import { PictureFiles } from '#core/store/picture-files.ts';
import { RecordCollection } from '#core/store/record-collection.ts';
import { RegisteredCommands } from '#core/store/registered-commands.ts';
import type { Store } from '#core/store/store.ts';
import { ProbeRecord } from '#core/store/store-probe.ts';

/** Lets so many writes through and refuses all that follow, like a disk that is full. */
export interface WriteBudget {
  left: number;
  /** Batches as they were written, oldest first. */
  readonly batches: Batch[];
}

/** As Keyv wraps what it stores. */
const Stored = z.object({ value: Batch });

class BudgetedSqlite extends KeyvSqlite {
  readonly #budget: WriteBudget;

  constructor(database: DatabaseSync, namespace: string, budget: WriteBudget) {
    super(database, namespace);
    this.#budget = budget;
  }

  override async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    if (this.#budget.left <= 0) throw new Error('database or disk is full');
    this.#budget.left--;
    const done = await super.set(key, value, expires);
    if (this.namespace === 'batch') this.#budget.batches.push(Stored.parse(JSON.parse(String(value))).value);
    return done;
  }

  /** One transaction, and so one write. */
  override async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    if (this.#budget.left <= 0) throw new Error('database or disk is full');
    this.#budget.left--;
    return await super.setMany(entries);
  }
}

/** A store on real files that stops writing when its budget is used up. */
export function openBreakableStore(directory: string, budget: WriteBudget): Store {
  const database = new DatabaseSync(path.join(directory, 'bench.sqlite'));
  // Nothing here outlives the test's process, so nothing needs to reach the disk.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
  return {
    batches: new RecordCollection(Batch, new BudgetedSqlite(database, 'batch', budget)),
    uploads: new RecordCollection(Upload, new BudgetedSqlite(database, 'upload', budget)),
    runTimes: new RecordCollection(RunTimesRecord, new KeyvSqlite(database, 'run-times')),
    tallies: new RecordCollection(Tally, new KeyvSqlite(database, 'tally')),
    registrations: new RecordCollection(RegisteredCommands, new KeyvSqlite(database, 'registration')),
    pictures: new PictureFiles(path.join(directory, 'pictures')),
    probes: new RecordCollection(ProbeRecord, new BudgetedSqlite(database, 'probe', budget)),
    collection: (name, schema) => new RecordCollection(schema, new BudgetedSqlite(database, name, budget)),
    [Symbol.dispose]: () => database.close(),
  };
}
