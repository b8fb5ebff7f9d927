import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Batch } from '#core/mockups/batch.ts';
import { Upload } from '#core/mockups/logo-uploads.ts';
import { RunTimesRecord } from '#core/mockups/run-times.ts';
import { KeyvSqlite } from './keyv-sqlite.ts';
import { PictureFiles } from './picture-files.ts';
import { RecordCollection } from './record-collection.ts';
import { StoreError } from './store-error.ts';

/** Counted up when records change in a way an older program cannot read. */
const storeVersion = 1;

/** Everything the bot remembers: records in SQLite, picture bytes as files beside it. */
export interface Store extends Disposable {
  readonly batches: RecordCollection<typeof Batch>;
  readonly uploads: RecordCollection<typeof Upload>;
  readonly runTimes: RecordCollection<typeof RunTimesRecord>;
  readonly pictures: PictureFiles;
}

/**
 * Opens the store of a data directory, making it if need be. The caller holds the directory's lock.
 * @throws {StoreError} when it cannot be opened, or a newer version of this program wrote it
 */
export function openStore(directory: string): Store {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(path.join(directory, 'mockups.sqlite'), { timeout: 5000 });
    try {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      adoptVersion(database);
      return {
        batches: new RecordCollection(Batch, new KeyvSqlite(database, 'batch')),
        uploads: new RecordCollection(Upload, new KeyvSqlite(database, 'upload')),
        runTimes: new RecordCollection(RunTimesRecord, new KeyvSqlite(database, 'run-times')),
        pictures: new PictureFiles(path.join(directory, 'pictures')),
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

function adoptVersion(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (version > storeVersion) {
    throw new StoreError(
      `the store was written by a newer version of this program (${version}, this one knows ${storeVersion})`,
    );
  }
  if (version < storeVersion) database.exec(`PRAGMA user_version = ${storeVersion}`);
}
