import { randomBytes } from 'node:crypto';
import { constants, copyFile, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { wholeSigns } from '#bots/one-line.ts';
import { UserError } from '#core/errors.ts';

/** More shots than this under one name is not a folder somebody looks through. */
const maxSameName = 10_000;

/** Where a name may have 255 bytes, that leaves room for what a picture is called. */
const mostLogoBytes = 100;

/** The name of a picture that was made of a logo: whose it is, as far as that fits, and what it is. */
export function namedAfter(logoName: string, fileName: string): string {
  return `${wholeSigns(path.parse(logoName).name, mostLogoBytes, (sign) => Buffer.byteLength(sign))}-${fileName}`;
}

/** A path as a person reads it: relative to where they are, where that is shorter. */
export function shownPath(absolute: string, cwd: string): string {
  const relative = path.relative(cwd, absolute);
  return relative === '' || relative.startsWith('..') ? absolute : relative;
}

/** Makes sure that shots can be written to a folder, before anything is spent. @throws {UserError} saying what to do */
export async function assertWritable(folder: string, shownFolder: string): Promise<void> {
  const probe = path.join(folder, `.${randomBytes(6).toString('hex')}.part`);
  try {
    await mkdir(folder, { recursive: true });
    await (await open(probe, 'wx')).close();
    await rm(probe);
  } catch (error) {
    throw writeError(error, shownFolder);
  }
}

/**
 * Saves a picture under its name, or with a number after it when that is taken: nothing is ever overwritten, and the file has all its
 * bytes from the moment it is there. The same bytes under the same name count as saved: a killed command may have done it before.
 * @returns the path it has now
 * @throws {UserError} when the folder cannot be written to
 */
export async function savePicture(
  folder: string,
  fileName: string,
  bytes: Buffer,
  shownFolder: string,
): Promise<string> {
  const { name, ext } = path.parse(fileName);
  const beside = path.join(folder, `.${randomBytes(6).toString('hex')}.part`);
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(beside, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    for (let copy = 1; copy <= maxSameName; copy++) {
      const target = path.join(folder, copy === 1 ? fileName : `${name}-${copy}${ext}`);
      if (await linkIfFree(beside, target)) return target;
      if (await holds(target, bytes)) return target;
    }
    throw new UserError('terminal.outUnwritable', { path: shownFolder, code: 'EEXIST' });
  } catch (error) {
    throw writeError(error, shownFolder);
  } finally {
    // A stray file beside is all that can go wrong here, and the shot itself has its own error.
    await rm(beside, { force: true }).catch(() => {});
  }
}

/** Whether a path is a file of exactly these bytes. */
async function holds(target: string, bytes: Buffer): Promise<boolean> {
  const found = await stat(target);
  return found.isFile() && found.size === bytes.byteLength && bytes.equals(await readFile(target));
}

/** A link, unlike a rename, refuses to replace what is there. */
async function linkIfFree(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
  }
  // Some file systems have no links. A copy that a kill cuts short is the price there.
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

function writeError(error: unknown, shownFolder: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  return new UserError('terminal.outUnwritable', { path: shownFolder, code: String(error.code) });
}
