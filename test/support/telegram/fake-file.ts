import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Json, present } from './json.ts';
import { badRequest } from './refusals.ts';
import type { TelegramClock } from './telegram-clock.ts';

export type FileKind = 'photo' | 'document' | 'sticker' | 'animation' | 'video';

export interface FileDetails {
  readonly fileName?: string | undefined;
  readonly mimeType?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** What the bot may download without a server of its own, in bytes. */
const maxDownloadBytes = 20 * 2 ** 20;

/** A file on the server. */
export class FakeFile {
  readonly fileId: string;
  readonly uniqueId: string;
  readonly kind: FileKind;
  readonly bytes: Buffer;
  readonly fileName: string | undefined;
  readonly mimeType: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** Whether `file_size` is told; it is optional. */
  tellsSize = true;
  /** Whether the server has lost it: getFile and sending by id are refused. */
  isGone = false;

  constructor(serial: number, kind: FileKind, bytes: Buffer, details: FileDetails) {
    const hash = createHash('sha256').update(`${serial}`).digest('base64url');
    this.fileId = `${kind === 'photo' ? 'AgACAgIAAxkBAAI' : 'BQACAgIAAxkBAAI'}${hash}${hash.slice(0, 14)}`;
    this.uniqueId = `AQAD${hash.slice(0, 12)}`;
    this.kind = kind;
    this.bytes = bytes;
    this.fileName = details.fileName;
    this.mimeType = details.mimeType;
    this.width = details.width;
    this.height = details.height;
  }

  get json(): Json {
    return present({
      file_id: this.fileId,
      file_unique_id: this.uniqueId,
      file_size: this.tellsSize ? this.bytes.length : undefined,
      ...(this.kind === 'document' ? {} : { width: this.width, height: this.height }),
      file_name: this.fileName,
      mime_type: this.mimeType,
    });
  }
}

/** The files of the server and the links to them. */
export class FileStore {
  /** How long a link of getFile works, by the server's clock. Telegram promises an hour at least. */
  linkLifeMs = 3_600_000;
  readonly #clock: TelegramClock;
  readonly #isLocal: boolean;
  readonly #files = new Map<string, FakeFile>();
  readonly #links = new Map<string, { readonly file: FakeFile; readonly endsAt: number }>();
  #folder: string | undefined;

  constructor(clock: TelegramClock, isLocal: boolean) {
    this.#clock = clock;
    this.#isLocal = isLocal;
  }

  add(kind: FileKind, bytes: Buffer, details: FileDetails = {}): FakeFile {
    const file = new FakeFile(this.#files.size, kind, bytes, details);
    this.#files.set(file.fileId, file);
    return file;
  }

  find(fileId: string): FakeFile | undefined {
    const file = this.#files.get(fileId);
    return file?.isGone ? undefined : file;
  }

  /** What getFile answers: a path below `/file/bot<token>/`, or of a local server an absolute path on its disk. */
  async link(fileId: string): Promise<Json> {
    const file = this.find(fileId);
    if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
    if (!this.#isLocal && file.bytes.length > maxDownloadBytes) throw badRequest('file is too big');
    const extension = /\.\w+$/.exec(file.fileName ?? '')?.[0] ?? (file.kind === 'photo' ? '.jpg' : '');
    const path = `${file.kind}s/file_${this.#links.size}${extension}`;
    this.#links.set(path, { file, endsAt: this.#clock.now() + this.linkLifeMs });
    const { file_id, file_unique_id, file_size } = file.json;
    const file_path = this.#isLocal ? await this.#onDisk(path, file) : path;
    return present({ file_id, file_unique_id, file_size, file_path });
  }

  open(path: string): FakeFile | undefined {
    const link = this.#links.get(path);
    return link && this.#clock.now() < link.endsAt && !link.file.isGone ? link.file : undefined;
  }

  async close(): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  async #onDisk(path: string, { bytes }: FakeFile): Promise<string> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'fake-telegram-'));
    const absolute = join(this.#folder, path.replace('/', '-'));
    await writeFile(absolute, bytes);
    return absolute;
  }
}
