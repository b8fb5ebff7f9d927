import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { StoreError } from './store-error.ts';

/**
 * Picture bytes as files beside the database, one folder per batch. A name is either there with all its bytes or not at all:
 * written beside, synced, renamed.
 */
export class PictureFiles {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Where a picture lies. Names come from our own ids, so they cannot leave the directory; anything else is refused. */
  path(batchId: string, name: string): string {
    for (const part of [batchId, name]) {
      if (!/^[\w-][\w.-]*$/.test(part)) throw new RangeError('not a picture name of ours');
    }
    return path.join(this.#directory, batchId, name);
  }

  /** Resolves when the bytes are on disk under that name. @throws {StoreError} when they are not */
  async write(batchId: string, name: string, bytes: Uint8Array): Promise<void> {
    const target = this.path(batchId, name);
    try {
      await this.#write(target, bytes);
    } catch (error) {
      throw StoreError.from(error, 'a picture could not be written');
    }
  }

  async #write(target: string, bytes: Uint8Array): Promise<void> {
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const beside = `${target}.${randomBytes(6).toString('hex')}.part`;
    try {
      const file = await open(beside, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, target);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  read(batchId: string, name: string): Promise<Buffer> {
    return readFile(this.path(batchId, name));
  }

  /** Batches that have pictures and got none since a time, in ms since 1970. */
  async batchesBefore(time: number): Promise<string[]> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const names = await readdir(this.#directory);
    const ages = await Promise.all(
      names.map(async (name) => ({ name, stats: await stat(path.join(this.#directory, name)) })),
    );
    return ages.filter(({ stats }) => stats.isDirectory() && stats.mtimeMs < time).map(({ name }) => name);
  }

  /** Removes every picture of a batch. */
  async removeBatch(batchId: string): Promise<void> {
    await rm(path.dirname(this.path(batchId, 'x')), { recursive: true, force: true });
  }
}
