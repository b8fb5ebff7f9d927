import type { StoredFile } from './cdn.ts';
import type { Json } from './form-errors.ts';
import type { Surroundings } from './surroundings.ts';

/** A file of a message. */
export class FakeAttachment {
  readonly file: StoredFile;
  readonly description: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly #surroundings: Surroundings;
  readonly #claim: AttachmentClaim;

  constructor(surroundings: Surroundings, file: StoredFile, claim: AttachmentClaim = {}) {
    this.#surroundings = surroundings;
    this.#claim = claim;
    this.file = file;
    this.description = claim.description;
    const size = pngSize(file.bytes);
    this.width = claim.width ?? size?.width;
    this.height = claim.height ?? size?.height;
  }

  get id(): string {
    return this.file.id;
  }

  get filename(): string {
    return this.file.filename;
  }

  get bytes(): Buffer {
    return this.file.bytes;
  }

  get contentType(): string | undefined {
    return this.file.contentType;
  }

  /** As Discord says it, which is the file's own size unless a test claims otherwise. */
  get size(): number {
    return this.#claim.size ?? this.file.bytes.length;
  }

  /** A freshly signed address. */
  get url(): string {
    return this.#claim.url ?? this.#surroundings.cdn.url(this.file);
  }

  /** The same file under another alt text, as an edit makes it. */
  described(description: string | undefined): FakeAttachment {
    const { description: _, ...claim } = this.#claim;
    return new FakeAttachment(this.#surroundings, this.file, {
      ...claim,
      ...(description === undefined ? {} : { description }),
    });
  }

  toJson(): Json {
    const { url, width, height, description, contentType } = this;
    return {
      id: this.id,
      filename: this.filename,
      size: this.size,
      url,
      proxy_url: url,
      ...(contentType === undefined ? {} : { content_type: contentType }),
      ...(width === undefined ? {} : { width, height }),
      ...(description === undefined ? {} : { description }),
      ...(this.file.isEphemeral ? { ephemeral: true } : {}),
    };
  }
}

/** What is said of a file beyond its bytes; each may be a lie. */
export interface AttachmentClaim {
  readonly description?: string;
  readonly size?: number;
  readonly width?: number;
  readonly height?: number;
  readonly url?: string;
}

function pngSize(bytes: Buffer): { width: number; height: number } | undefined {
  const isPng = bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47;
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : undefined;
}
