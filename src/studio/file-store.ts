import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { nanoid } from 'nanoid';
import { TooLargeError } from '#core/images/read-capped.ts';
import { contentTypeOf } from './content-type.ts';

/** Path of a stored file as it stands in its URL, e.g. `/inputs/img_…16….png`. Only `FileStore` makes one. */
export type FilePath = string & { readonly __brand: 'FilePath' };

export type StoredFile = {
  readonly path: FilePath;
  readonly size: number;
  readonly modifiedAt: Date;
  readonly contentType: string;
};

const inputPattern = /^\/inputs\/(?:img|vid|audio|zip|file)_[\w-]{16}(?:\.[a-z0-9]{1,10})?$/;
const outputPattern = /^\/outputs\/[\w-]{24}\/[\w][\w .()+-]{0,119}$/;
const longestName = 120;

/**
 * Files that came in and pictures that were made, under names nobody can guess: whoever knows the URL may read. A file appears
 * whole or not at all, also when the process is killed while it is written.
 */
export class FileStore {
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  /** `root` is a folder of the store's own. Makes what is missing and clears away what a killed process left half-written. */
  static async open(root: string): Promise<FileStore> {
    await rm(join(root, 'tmp'), { recursive: true, force: true });
    for (const folder of ['tmp', 'inputs', 'outputs'])
      await mkdir(join(root, folder), { recursive: true, mode: 0o700 });
    return new FileStore(root);
  }

  /** A new place for an upload. Its id has the form of the real service: `img_` (or `vid_`, …) and 16 characters. */
  newInput(fileName: string): { readonly id: string; readonly path: FilePath } {
    const extension = /\.[a-z0-9]{1,10}$/i.exec(fileName)?.[0].toLowerCase() ?? '';
    const id = `${prefixOf(contentTypeOf(fileName))}_${nanoid(16)}`;
    return { id, path: `/inputs/${id}${extension}` as FilePath };
  }

  /** A new place for something a run makes. The name is kept as far as it is harmless in a path. */
  newOutput(fileName: string): FilePath {
    return `/outputs/${nanoid(24)}/${safeName(fileName)}` as FilePath;
  }

  /** The path a URL names, whatever host and port stand before it; undefined when it is none of the store's form. */
  pathOf(url: string): FilePath | undefined {
    const parsed = URL.parse(url, 'http://studio.invalid');
    if (!parsed || !/^https?:$/.test(parsed.protocol)) return undefined;
    let path: string;
    try {
      path = decodeURIComponent(parsed.pathname);
    } catch {
      // Not decodable, so not a path the store has made.
      return undefined;
    }
    return inputPattern.test(path) || outputPattern.test(path) ? (path as FilePath) : undefined;
  }

  async find(path: FilePath): Promise<StoredFile | undefined> {
    const found = await stat(join(this.#root, path)).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    return { path, size: found.size, modifiedAt: found.mtime, contentType: contentTypeOf(path) };
  }

  /** Bytes from `start` to `end`, both included. The caller consumes or destroys the stream. */
  read(path: FilePath, range: { readonly start?: number; readonly end?: number } = {}): Readable {
    return createReadStream(join(this.#root, path), range);
  }

  /** Writes beside, syncs, renames; an existing file is replaced. @throws {TooLargeError} and leaves nothing behind */
  async write(
    path: FilePath,
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    maxBytes: number,
  ): Promise<void> {
    const beside = join(this.#root, 'tmp', nanoid());
    const target = join(this.#root, path);
    try {
      const file = await open(beside, 'wx');
      try {
        let length = 0;
        for await (const chunk of source) {
          length += chunk.length;
          if (length > maxBytes) throw new TooLargeError(maxBytes);
          await file.writeFile(chunk);
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await mkdir(join(target, '..'), { recursive: true });
      await rename(beside, target);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  async remove(path: FilePath): Promise<void> {
    await rm(join(this.#root, path), { force: true });
  }

  /** Removes what was written before `cutoff`. Returns how many files or folders that were. */
  async sweep(cutoff: Date): Promise<number> {
    let removed = 0;
    for (const folder of ['inputs', 'outputs']) {
      for (const name of await readdir(join(this.#root, folder))) {
        const path = join(this.#root, folder, name);
        const found = await stat(path).catch(() => undefined);
        if (!found || found.mtime >= cutoff) continue;
        await rm(path, { recursive: true, force: true });
        removed += 1;
      }
    }
    return removed;
  }
}

function prefixOf(contentType: string): string {
  const [kind] = contentType.split('/');
  if (kind === 'image') return 'img';
  if (kind === 'video') return 'vid';
  if (kind === 'audio') return 'audio';
  return contentType === 'application/zip' ? 'zip' : 'file';
}

function safeName(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? '';
  const harmless = last.replace(/[^\w .()+-]/g, '_').replace(/^[^\w]+/, '');
  return harmless.slice(-longestName).replace(/^[^\w]+/, '') || 'file';
}
