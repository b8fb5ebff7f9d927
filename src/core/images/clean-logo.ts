import { UserError } from '#core/errors.ts';
import type { MessageKey } from '#core/messages/message.ts';
import { type CleanBitmap, cleanBitmap } from './clean-bitmap.ts';
import { drawSvg } from './draw-svg.ts';
import { type BitmapKind, type OtherKind, type PictureKind, sniffPicture } from './sniff-picture.ts';

/** The most bytes a logo may have as it arrives. */
export const maxLogoBytes = 20 * 1024 * 1024;
/** The most pixels a logo may have as it arrives. */
export const maxLogoPixels = 50_000_000;

/** A logo that is safe to hand on: see `CleanPicture` for what its PNG is. */
export interface CleanLogo extends CleanBitmap {
  /** What came in. */
  readonly format: BitmapKind | 'svg';
}

// What a person is told about a file that is no picture we can read.
const refusals = {
  empty: 'logo.empty',
  heic: 'logo.heic',
  pdf: 'logo.pdf',
  postscript: 'logo.postscript',
  psd: 'logo.psd',
  archive: 'logo.archive',
  text: 'logo.text',
  unknown: 'logo.unknown',
} as const satisfies Record<OtherKind, MessageKey>;

/**
 * Turns bytes of anyone into a clean PNG of at most 2048 pixels a side: PNG, JPEG, WebP, AVIF, GIF (first frame), TIFF (first page)
 * and SVG (drawn so that its long side is 2048), told by their content alone. Bytes and pixels are limited before anything
 * is decoded, and few are decoded at once.
 * @throws {UserError} with one sentence for the person, whatever is wrong with the file
 * @throws the signal's reason, at once while waiting or drawing an SVG, else when the bitmap under way is done
 */
export async function cleanLogo(
  bytes: Uint8Array,
  options: { readonly signal?: AbortSignal } = {},
): Promise<CleanLogo> {
  const { signal } = options;
  signal?.throwIfAborted();
  if (bytes.length > maxLogoBytes) throw new UserError('logo.tooLarge', { limitMb: maxLogoBytes / 1024 / 1024 });
  const kind = sniffPicture(bytes);
  const logo = await decode(bytes, kind, signal);
  signal?.throwIfAborted();
  return logo;
}

async function decode(bytes: Uint8Array, kind: PictureKind, signal: AbortSignal | undefined): Promise<CleanLogo> {
  switch (kind) {
    case 'png':
    case 'jpeg':
    case 'webp':
    case 'avif':
    case 'gif':
    case 'tiff':
      return { ...(await cleanBitmap(bytes, { maxPixels: maxLogoPixels, signal })), format: kind };
    case 'svg':
    case 'gzip':
      return {
        ...(await drawSvg(bytes, { maxBytes: maxLogoBytes, maxPixels: maxLogoPixels, signal })),
        shrunkBy: 1,
        format: 'svg',
      };
    default:
      throw new UserError(refusals[kind]);
  }
}
