import { createHmac, randomBytes } from 'node:crypto';
import type { DiscordClock } from './discord-clock.ts';

/** A file that a message or an option carries. */
export interface StoredFile {
  readonly id: string;
  readonly filename: string;
  readonly bytes: Buffer;
  /** As the one who sent it claims. */
  readonly contentType: string | undefined;
  /** A file of a slash option or a modal, which Discord deletes by itself after a while. */
  readonly isEphemeral: boolean;
  readonly path: string;
  readonly storedAt: number;
}

/** Attachments at signed addresses that expire: `ex` is the expiry and `is` the issue in hex seconds, `hm` the signature. */
export class Cdn {
  /** How long an address is good for; 1 day as the API really behaves. */
  urlLifeMs = 86_400_000;
  /** How long a file of an option or modal is kept; the documentation refuses a number. */
  ephemeralLifeMs = 900_000;
  origin = '';
  readonly #clock: DiscordClock;
  readonly #key = randomBytes(32);
  readonly #files = new Map<string, StoredFile>();

  constructor(clock: DiscordClock) {
    this.#clock = clock;
  }

  store(placeId: string, file: Pick<StoredFile, 'filename' | 'bytes' | 'contentType' | 'isEphemeral'>): StoredFile {
    const id = this.#clock.snowflake();
    const folder = file.isEphemeral ? 'ephemeral-attachments' : 'attachments';
    const path = `/${folder}/${placeId}/${id}/${encodeURIComponent(file.filename)}`;
    const stored = { ...file, id, path, storedAt: this.#clock.now() };
    this.#files.set(path, stored);
    return stored;
  }

  remove(file: StoredFile): void {
    this.#files.delete(file.path);
  }

  /** A fresh address, good for `urlLifeMs` from now. */
  url({ path }: StoredFile): string {
    const issued = Math.floor(this.#clock.now() / 1000);
    const is = issued.toString(16);
    const ex = (issued + Math.floor(this.urlLifeMs / 1000)).toString(16);
    return `${this.origin}${path}?ex=${ex}&is=${is}&hm=${this.#sign(path, ex, is)}&`;
  }

  /** The file behind an address, or undefined: unknown, expired, badly signed, or deleted by age. */
  open(path: string, query: URLSearchParams): StoredFile | undefined {
    const file = this.#files.get(path);
    const ex = query.get('ex') ?? '';
    const isSigned = query.get('hm') === this.#sign(path, ex, query.get('is') ?? '');
    const now = this.#clock.now();
    if (!file || !isSigned || Number.parseInt(ex, 16) * 1000 < now) return undefined;
    return file.isEphemeral && now - file.storedAt > this.ephemeralLifeMs ? undefined : file;
  }

  #sign(path: string, ex: string, is: string): string {
    return createHmac('sha256', this.#key).update(`${path}|${ex}|${is}`).digest('hex');
  }
}
