import type { Metadata } from 'sharp';
import { decodeInTurn } from './decode-in-turn.ts';
import { drawSvg } from './draw-svg.ts';
import { inSrgb, openPicture } from './open-picture.ts';
import { type BitmapKind, type PictureKind, sniffPicture } from './sniff-picture.ts';

/** The most bytes and pixels of a picture that a run may return. */
export const maxShotBytes = 64 * 1024 * 1024;
export const maxShotPixels = 100_000_000;
/** Fewer where a run's format has to be converted: decoding AVIF takes 20 bytes a pixel. */
const maxConvertedPixels = 50_000_000;

/** Formats that every chat shows. */
const shownFormats = {
  png: { mime: 'image/png', extension: 'png' },
  jpeg: { mime: 'image/jpeg', extension: 'jpg' },
  webp: { mime: 'image/webp', extension: 'webp' },
  gif: { mime: 'image/gif', extension: 'gif' },
} as const;
type ShownFormat = (typeof shownFormats)[keyof typeof shownFormats];

/** A picture a run returned. */
export interface ShotPicture {
  readonly bytes: Buffer;
  readonly mime: ShownFormat['mime'];
  /** Without the dot. */
  readonly extension: ShownFormat['extension'];
  /** Pixels as it is shown, that is, upright; of one frame when it is animated. */
  readonly width: number;
  readonly height: number;
  /** True when the run returned another format and this is a PNG of it. */
  readonly converted: boolean;
}

function isReadable(kind: PictureKind): kind is BitmapKind | 'svg' {
  return ['png', 'jpeg', 'webp', 'gif', 'avif', 'tiff', 'svg'].includes(kind);
}

/** Whether a format that is shown everywhere holds something that is not: 16 bits a channel, or printing colors. */
function isOdd(header: Metadata): boolean {
  return header.depth !== 'uchar' || header.space === 'cmyk';
}

/** Decodes every pixel, as far as the limit reaches, and keeps none: a shrunken picture needs all of the data too. */
async function assertDecodable(bytes: Uint8Array, header: Metadata): Promise<void> {
  const frame = header.width * (header.pageHeight ?? header.height);
  const pages = Math.max(1, Math.min(header.pages ?? 1, Math.floor(maxShotPixels / frame)));
  await openPicture(bytes, { maxPixels: maxShotPixels, pages })
    .resize({ width: 16, height: 16, fit: 'fill' })
    .raw()
    .toBuffer();
}

async function readBitmap(
  bytes: Buffer,
  kind: BitmapKind,
  signal: AbortSignal | undefined,
): Promise<ShotPicture | undefined> {
  const header = await openPicture(bytes, { maxPixels: 0 }).metadata();
  const pixels = header.width * header.height;
  if (kind in shownFormats && !isOdd(header)) {
    if (pixels > maxShotPixels) return undefined;
    await decodeInTurn(pixels, () => assertDecodable(bytes, header), signal);
    const { width, height } = header.autoOrient;
    return { bytes, ...shownFormats[kind as keyof typeof shownFormats], width, height, converted: false };
  }
  if (pixels > maxConvertedPixels) return undefined;
  const picture = inSrgb(openPicture(bytes, { maxPixels: maxConvertedPixels, autoOrient: true }), header).png();
  const { data, info } = await decodeInTurn(pixels, () => picture.toBuffer({ resolveWithObject: true }), signal);
  return { bytes: data, ...shownFormats.png, width: info.width, height: info.height, converted: true };
}

async function readSvg(bytes: Buffer, signal: AbortSignal | undefined): Promise<ShotPicture> {
  const { png, width, height } = await drawSvg(bytes, {
    maxBytes: maxShotBytes,
    maxPixels: maxConvertedPixels,
    signal,
  });
  return { bytes: png, ...shownFormats.png, width, height, converted: true };
}

/**
 * What a run returned, as a picture that every chat can show: PNG, JPEG, WebP and GIF (animated too) stay byte for byte as they are
 * once they have been decoded without error; other formats become a PNG. Undefined when it is no picture, a damaged one, or larger
 * than 64 MB or 100 megapixels (50 when it had to be converted).
 * @throws the signal's reason
 */
export async function readShot(
  bytes: Uint8Array,
  options: { readonly signal?: AbortSignal } = {},
): Promise<ShotPicture | undefined> {
  const { signal } = options;
  signal?.throwIfAborted();
  const kind = sniffPicture(bytes);
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (whole.length > maxShotBytes || !isReadable(kind)) return undefined;
  try {
    return await (kind === 'svg' ? readSvg(whole, signal) : readBitmap(whole, kind, signal));
  } catch {
    signal?.throwIfAborted();
    // Whatever sharp says about bytes that claimed to be a picture, they cannot be shown.
    return undefined;
  }
}
