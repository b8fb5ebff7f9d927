import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FilePath } from './file-store.ts';

export type FileLinksOptions = {
  /** Key of the signatures; must outlive a restart, or links given out before it break. */
  readonly secret: string;
  /** Where the studio is reached from outside, without a slash at the end. Absent = wherever the caller reached it. */
  readonly publicUrl?: string;
  /** Private mode: how long a link to a file works. Absent = as long as the file is there. */
  readonly ttlMs?: number;
};

type Permission = { readonly method: 'GET' | 'PUT'; readonly path: FilePath; readonly contentType?: string };

/** URLs of stored files: plain and unguessable, or in private mode signed and short-lived; and signed URLs to upload to. */
export class FileLinks {
  readonly #options: FileLinksOptions;

  constructor(options: FileLinksOptions) {
    this.#options = options;
  }

  get isPrivate(): boolean {
    return this.#options.ttlMs !== undefined;
  }

  /** URL without a signature. `origin` is where the caller reached the studio. */
  plain(path: FilePath, origin: string): string {
    return `${this.#options.publicUrl ?? origin}${encodeURI(path)}`;
  }

  /** URL to read a file; in private mode it carries a permission that begins now. */
  toRead(path: FilePath, origin: string): string {
    const { ttlMs } = this.#options;
    const url = this.plain(path, origin);
    return ttlMs === undefined ? url : `${url}?${this.#sign({ method: 'GET', path }, ttlMs)}`;
  }

  /** URL to PUT a file to; the request's Content-Type must be the one given here. */
  toWrite(path: FilePath, origin: string, contentType: string, ttlMs: number): string {
    return `${this.plain(path, origin)}?${this.#sign({ method: 'PUT', path, contentType }, ttlMs)}`;
  }

  mayRead(path: FilePath, query: URLSearchParams): boolean {
    return !this.isPrivate || this.#isSigned({ method: 'GET', path }, query);
  }

  mayWrite(path: FilePath, query: URLSearchParams, contentType: string): boolean {
    return this.#isSigned({ method: 'PUT', path, contentType }, query);
  }

  #sign(permission: Permission, ttlMs: number): string {
    const expires = String(Date.now() + ttlMs);
    return new URLSearchParams({ expires, signature: this.#signature(permission, expires) }).toString();
  }

  #isSigned(permission: Permission, query: URLSearchParams): boolean {
    const expires = query.get('expires') ?? '';
    const given = Buffer.from(query.get('signature') ?? '');
    const wanted = Buffer.from(this.#signature(permission, expires));
    return given.length === wanted.length && timingSafeEqual(given, wanted) && Number(expires) > Date.now();
  }

  #signature({ method, path, contentType = '' }: Permission, expires: string): string {
    const text = [method, path, contentType, expires].join('\n');
    return createHmac('sha256', this.#options.secret).update(text).digest('base64url');
  }
}
