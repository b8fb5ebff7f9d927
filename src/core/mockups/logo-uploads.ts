import { z } from 'zod';
import { logoHash } from '#core/images/logo-hash.ts';
import type { RecordCollection } from '#core/store/record-collection.ts';
import { unlessAborted } from '#core/unless-aborted.ts';
import type { Backend } from './backend.ts';

/** Where the bytes of a hash were uploaded to. */
export const Upload = z.object({ url: z.string() });

/**
 * Uploads logos to a backend, each content once: the hash of the bytes as uploaded identifies them per API base and token. A known
 * upload is reused only while a ranged GET shows that it is still there, because retention over there is unknown.
 */
export class LogoUploads {
  readonly #backend: Backend;
  readonly #records: RecordCollection<typeof Upload>;
  readonly #shutdown: AbortSignal;
  readonly #underWay = new Map<string, Promise<string>>();

  constructor(backend: Backend, records: RecordCollection<typeof Upload>, shutdown: AbortSignal) {
    this.#backend = backend;
    this.#records = records;
    this.#shutdown = shutdown;
  }

  /**
   * The URL of these PNG bytes at the backend, sure to be there a moment ago. Those who ask for the same bytes at the same time share
   * one upload; the signal ends the wait of one of them, not the upload.
   * @throws {BackendError}
   */
  async url(png: Buffer, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const key = keyOf(this.#backend.id, png);
    const known = this.#underWay.get(key);
    if (known) return unlessAborted(known, signal);
    const work = this.#url(key, png, this.#shutdown).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, work);
    return unlessAborted(work, signal);
  }

  /** Forgets where these bytes were uploaded to at a backend; whoever sends the same logo again uploads it again. */
  async forget(png: Buffer, backendId: string): Promise<void> {
    await this.#records.delete(keyOf(backendId, png));
  }

  async #url(key: string, png: Buffer, signal: AbortSignal): Promise<string> {
    const record = await this.#records.get(key);
    if (record && (await this.#backend.api.isStillThere(record.url, { signal }))) return record.url;
    const { url } = await this.#backend.api.upload({
      bytes: png,
      fileName: 'logo.png',
      contentType: 'image/png',
      signal,
    });
    await this.#records.put(key, { url });
    return url;
  }
}

function keyOf(backendId: string, png: Buffer): string {
  return `${backendId}-${logoHash(png)}`;
}
