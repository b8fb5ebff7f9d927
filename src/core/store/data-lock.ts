import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from './store-error.ts';

/** Held as long as this process may use a data directory. */
export type DataLock = Disposable;

/**
 * Takes the lock of a data directory: an exclusive transaction on a database of its own. The kernel releases it when the process
 * ends, however it ends, so there is no stale lock to clean up.
 * @returns undefined when another process holds it
 * @throws {StoreError} when the directory cannot be used
 */
export function tryLockData(directory: string): DataLock | undefined {
  try {
    return tryLock(directory);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    throw StoreError.from(error, `${directory} cannot be used (${reason}); set DATA_DIR to another folder`);
  }
}

function tryLock(directory: string): DataLock | undefined {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(path.join(directory, 'lock.sqlite'), { timeout: 0 });
  try {
    // A rollback journal: in WAL mode an exclusive transaction would still let others read.
    database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return { [Symbol.dispose]: () => database.close() };
}

/** As `tryLockData`, trying again for up to `waitMs`: an older process may still be on its way out. */
export async function lockData(directory: string, waitMs: number, signal: AbortSignal): Promise<DataLock | undefined> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const lock = tryLockData(directory);
    if (lock || performance.now() >= deadline) return lock;
    await sleep(250, undefined, { signal });
  }
}

/** SQLITE_BUSY is result code 5; extended codes keep it in their low byte. */
function isBusy(error: unknown): boolean {
  return (
    error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === 5
  );
}
