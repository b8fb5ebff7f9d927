import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { z } from 'zod';
import { Batch } from '#core/mockups/batch.ts';
import { Tally } from '#core/mockups/limits.ts';
import { Upload } from '#core/mockups/logo-uploads.ts';
import { RunTimesRecord } from '#core/mockups/run-times.ts';
import { KeyvSqlite } from './keyv-sqlite.ts';
import { migrate, storeVersion, versionOf } from './migrate.ts';
import { PictureFiles } from './picture-files.ts';
import { RecordCollection } from './record-collection.ts';
import { RegisteredCommands } from './registered-commands.ts';
import { StoreError } from './store-error.ts';
import { ProbeRecord } from './store-probe.ts';

/** Everything the bot remembers: records in SQLite, picture bytes as files beside it. */
export interface Store extends Disposable {
  readonly batches: RecordCollection<typeof Batch>;
  readonly uploads: RecordCollection<typeof Upload>;
  readonly runTimes: RecordCollection<typeof RunTimesRecord>;
  /** What still counts today of what was removed. */
  readonly tallies: RecordCollection<typeof Tally>;
  /** What was registered at chat platforms, so that it can be taken back. */
  readonly registrations: RecordCollection<typeof RegisteredCommands>;
  readonly pictures: PictureFiles;
  /** Of no meaning, for finding out whether writes are taken. */
  readonly probes: RecordCollection<typeof ProbeRecord>;
  /** Records of an adapter's own, which only it can read. No two of the same name. */
  collection<Schema extends z.ZodType>(name: string, schema: Schema): RecordCollection<Schema>;
}

/**
 * Opens the store of a data directory, making it if need be. The caller holds the directory's lock.
 * @throws {StoreError} when it cannot be opened, a newer version of this program wrote it, or an older one's records cannot be read
 */
export function openStore(directory: string): Store {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(path.join(directory, 'mockups.sqlite'), { timeout: 5000 });
    try {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      migrate(database);
      // From here on a busy database is waited for by those who use it: SQLite itself would hold everything else up meanwhile.
      database.exec('PRAGMA busy_timeout = 20');
      return {
        batches: new RecordCollection(Batch, new KeyvSqlite(database, 'batch')),
        uploads: new RecordCollection(Upload, new KeyvSqlite(database, 'upload')),
        runTimes: new RecordCollection(RunTimesRecord, new KeyvSqlite(database, 'run-times')),
        tallies: new RecordCollection(Tally, new KeyvSqlite(database, 'tally')),
        registrations: new RecordCollection(RegisteredCommands, new KeyvSqlite(database, 'registration')),
        pictures: new PictureFiles(path.join(directory, 'pictures')),
        probes: new RecordCollection(ProbeRecord, new KeyvSqlite(database, 'probe')),
        collection: (name, schema) => new RecordCollection(schema, new KeyvSqlite(database, name)),
        [Symbol.dispose]: () => database.close(),
      };
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw StoreError.from(
      error,
      `cannot open the store in ${directory}: ${error instanceof Error ? error.message : 'unknown reason'}`,
    );
  }
}

/** What can be read of a store that another process holds. */
export type ReadOnlyStore = Pick<Store, 'batches' | 'pictures'> & Disposable;

/** Opens the store of a data directory for reading alone, also while another process works on it. Undefined when there is none of this version. */
export function readStore(directory: string): ReadOnlyStore | undefined {
  const file = path.join(directory, 'mockups.sqlite');
  if (!existsSync(file)) return undefined;
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  if (versionOf(database) !== storeVersion) {
    database.close();
    return undefined;
  }
  return {
    batches: new RecordCollection(Batch, new KeyvSqlite(database, 'batch')),
    pictures: new PictureFiles(path.join(directory, 'pictures')),
    [Symbol.dispose]: () => database.close(),
  };
}
