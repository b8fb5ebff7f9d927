import { accessSync, constants, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tryLockData } from '#core/store/data-lock.ts';
import { storeVersion } from '#core/store/migrate.ts';
import { peekStoreVersion } from '#core/store/peek-version.ts';
import { type Finding, fail, ok } from './finding.ts';

const anotherFolder = 'Give this user the right to write there, or set DATA_DIR to another folder.';

/** Whether everything that is kept can be kept. Makes nothing but a file of a moment, and only where the folder is there already. */
export function checkData(dataDirectory: string): Finding[] {
  const directory = path.resolve(dataDirectory);
  if (!existsSync(directory)) return [checkParent(directory)];
  if (!statSync(directory).isDirectory()) {
    return [fail(`DATA_DIR is ${directory}, which is no folder.`, 'Set DATA_DIR to a folder.')];
  }
  return [checkWriting(directory), ...checkStore(directory)];
}

function checkParent(directory: string): Finding {
  let parent = path.dirname(directory);
  while (!existsSync(parent)) parent = path.dirname(parent);
  try {
    accessSync(parent, constants.W_OK | constants.X_OK);
    if (!statSync(parent).isDirectory())
      return fail(`DATA_DIR is ${directory}, but ${parent} is no folder.`, anotherFolder);
    return ok(`DATA_DIR is ${directory}, which the first start makes.`);
  } catch (error) {
    return fail(`DATA_DIR is ${directory}, which cannot be made (${codeOf(error)}).`, anotherFolder);
  }
}

function checkWriting(directory: string): Finding {
  const probe = path.join(directory, `.doctor-${process.pid}`);
  try {
    writeFileSync(probe, 'probe', { flag: 'wx' });
    rmSync(probe);
    return ok(`DATA_DIR is ${directory}, and can be written to.`);
  } catch (error) {
    return fail(`DATA_DIR is ${directory}, where nothing can be written (${codeOf(error)}).`, anotherFolder);
  }
}

function checkStore(directory: string): Finding[] {
  try {
    return [checkLock(directory), checkVersion(directory)];
  } catch {
    // The reason is one of SQLite and says nothing to people; the paths do.
    return [
      fail(
        `The store in ${directory} cannot be read.`,
        'Put back a copy of the folder, or set DATA_DIR to an empty one to begin anew.',
      ),
    ];
  }
}

function checkLock(directory: string): Finding {
  const free = ok('No service is running on it.');
  if (!existsSync(path.join(directory, 'lock.sqlite'))) return free;
  const lock = tryLockData(directory);
  if (!lock) return ok('A service is running on it, so its store is only looked at.');
  lock[Symbol.dispose]();
  return free;
}

function checkVersion(directory: string): Finding {
  const version = peekStoreVersion(directory);
  if (version === undefined || version === 0) return ok('There is no store yet; the first start makes it.');
  if (version === storeVersion) return ok(`The store is of version ${version}, which is that of this program.`);
  if (version < storeVersion) {
    return ok(`The store is of version ${version}; the next start brings it to ${storeVersion}.`);
  }
  return fail(
    `The store is of version ${version}, and this program knows up to ${storeVersion}.`,
    'Start the newer program that wrote it, or set DATA_DIR to another folder.',
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
