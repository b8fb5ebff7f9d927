import { existsSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { versionOf } from './migrate.ts';
import { StoreError } from './store-error.ts';

/**
 * The version of the program that wrote the store of a data directory, also while another process works on it, and without leaving a
 * trace. Undefined when there is no store.
 * @throws {StoreError} when it cannot be read
 */
export function peekStoreVersion(directory: string): number | undefined {
  const file = path.join(directory, 'mockups.sqlite');
  if (!existsSync(file)) return undefined;
  try {
    // Without a log of unwritten pages the file is all there is, and SQLite can be kept from making one just to read it.
    const url = pathToFileURL(file);
    if (!existsSync(`${file}-wal`)) url.searchParams.set('immutable', '1');
    const database = new DatabaseSync(url, { readOnly: true, timeout: 5000 });
    try {
      return versionOf(database);
    } finally {
      database.close();
    }
  } catch (error) {
    throw new StoreError(`the store in ${directory} cannot be read`, { cause: error });
  }
}
