import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { StoreError } from './store-error.ts';

/** Counted up when records change in a way an older program cannot read, or would lose something of. */
export const storeVersion = 2;

/** A batch as Keyv wraps it, as far as a migration looks into it. */
const StoredBatch = z.looseObject({ value: z.looseObject({ person: z.looseObject({ platform: z.string() }) }) });

/** What each version's records need to become the next one's, from version 1 on. */
const steps: readonly ((database: DatabaseSync) => void)[] = [addPlaces];

/** The version of the program that wrote a database; 0 for one that was just made. */
export function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}

/**
 * Brings the records of a database to this version, all of them or none.
 * @throws {StoreError} when a newer version wrote it, or it holds something that cannot be read
 */
export function migrate(database: DatabaseSync): void {
  const version = versionOf(database);
  if (version > storeVersion) {
    throw new StoreError(
      `the store was written by a newer version of this program (${version}, this one knows ${storeVersion})`,
    );
  }
  if (version === storeVersion) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    if (version > 0) for (const step of steps.slice(version - 1)) step(database);
    database.exec(`PRAGMA user_version = ${storeVersion}; COMMIT`);
  } catch (error) {
    database.exec('ROLLBACK');
    throw new StoreError(`the store is of version ${version} and could not be brought to ${storeVersion}`, {
      cause: error,
    });
  }
}

/** Version 2 knows where a batch was asked for. Before it there was the command line alone, where everything is a person's own. */
function addPlaces(database: DatabaseSync): void {
  const write = database.prepare("UPDATE keyv SET value = ? WHERE namespace = 'batch' AND key = ?");
  for (const { key, value } of database.prepare("SELECT key, value FROM keyv WHERE namespace = 'batch'").all()) {
    const stored = StoredBatch.parse(JSON.parse(String(value)));
    const place = { id: stored.value.person.platform, isShared: false };
    write.run(JSON.stringify({ ...stored, value: { ...stored.value, place } }), String(key));
  }
}
