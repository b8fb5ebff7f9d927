import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { UserError } from '#core/errors.ts';
import { maxLogoBytes } from '#core/images/clean-logo.ts';
import { readCapped, TooLargeError } from '#core/images/read-capped.ts';

/** Reads a logo file, never more of it than a logo may have. @throws {UserError} saying what to do about the path */
export async function readLogoFile(path: string, shownPath: string, signal: AbortSignal): Promise<Buffer> {
  try {
    if ((await stat(path)).isDirectory()) throw new UserError('terminal.folder', { path: shownPath });
    return await readLogoStream(createReadStream(path, { signal }));
  } catch (error) {
    signal.throwIfAborted();
    throw readError(error, shownPath);
  }
}

/** Reads a logo from a stream. @throws {UserError} when it is larger than a logo may be */
export async function readLogoStream(stream: Readable): Promise<Buffer> {
  try {
    return await readCapped(stream, maxLogoBytes);
  } catch (error) {
    if (error instanceof TooLargeError) throw new UserError('logo.tooLarge', { limitMb: maxLogoBytes / 1024 / 1024 });
    throw error;
  }
}

function readError(error: unknown, path: string): unknown {
  if (error instanceof UserError || !(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UserError('terminal.noFile', { path });
    case 'EACCES':
    case 'EPERM':
      return new UserError('terminal.noPermission', { path });
    default:
      return new UserError('terminal.unreadable', { path, code: String(error.code) });
  }
}
