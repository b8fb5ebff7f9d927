import type { Metadata, Sharp } from 'sharp';
import { UserError } from '#core/errors.ts';
import { decodeInTurn } from './decode-in-turn.ts';
import { inSrgb, openPicture, openPixels } from './open-picture.ts';

/** The longest side of a cleaned picture, in pixels. */
export const maxCleanSide = 2048;

/** A picture without anything but its pixels: PNG, 8 bits a channel, sRGB, upright, no metadata. */
export interface CleanPicture {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  /** True when there are pixels one can see through; an opaque picture has no alpha channel at all. */
  readonly hasAlpha: boolean;
}

/** A picture that came in as pixels. */
export interface CleanBitmap extends CleanPicture {
  /** Its long side as it came in, in multiples of what it is now: 1 when it was left as it is. */
  readonly shrunkBy: number;
}

/** What the alpha channel of RGBA pixels says. Stops at the first pixel that settles it. */
function alphaOf(pixels: Buffer): 'opaque' | 'some' | 'blank' {
  let seesThrough = false;
  let hasInk = false;
  for (let at = 3; at < pixels.length && !(seesThrough && hasInk); at += 4) {
    const alpha = pixels[at];
    if (alpha !== 255) seesThrough = true;
    if (alpha !== 0) hasInk = true;
  }
  if (!hasInk) return 'blank';
  return seesThrough ? 'some' : 'opaque';
}

/** Decodes only the header. @throws {UserError} */
async function readHeader(bytes: Uint8Array, maxPixels: number): Promise<Metadata> {
  let header: Metadata;
  try {
    // The limit is applied below instead, where the person can be told the size.
    header = await openPicture(bytes, { maxPixels: 0 }).metadata();
  } catch {
    // Its magic number said what it is, so a header that makes no sense has been damaged.
    throw new UserError('logo.truncated');
  }
  const pixels = header.width * header.height;
  if (pixels > maxPixels) {
    throw new UserError('logo.tooManyPixels', {
      megapixels: Math.ceil(pixels / 1_000_000),
      limitMegapixels: Math.floor(maxPixels / 1_000_000),
    });
  }
  return header;
}

function shrink(bytes: Uint8Array, maxPixels: number, header: Metadata): Sharp {
  const picture = openPicture(bytes, { maxPixels, autoOrient: true }).resize({
    width: maxCleanSide,
    height: maxCleanSide,
    fit: 'inside',
    withoutEnlargement: true,
  });
  return inSrgb(picture, header);
}

/**
 * Cleans a PNG, JPEG, WebP, AVIF, GIF (first frame) or TIFF (first page) of anyone. Sizes are checked by the header, before
 * anything is decoded; pictures larger than `maxCleanSide` are shrunk, smaller ones left as they are.
 * @throws {UserError} a sentence for the person: too many pixels, damaged, or nothing to see in it
 * @throws the signal's reason while waiting for its turn
 */
export async function cleanBitmap(
  bytes: Uint8Array,
  options: { readonly maxPixels: number; readonly signal?: AbortSignal | undefined },
): Promise<CleanBitmap> {
  const { maxPixels, signal } = options;
  const header = await readHeader(bytes, maxPixels);
  const picture = await decodeInTurn(
    header.width * header.height,
    () => decode(shrink(bytes, maxPixels, header), header),
    signal,
  );
  return {
    ...picture,
    shrunkBy: Math.max(header.width, header.height) / Math.max(picture.width, picture.height),
  };
}

async function decode(picture: Sharp, header: Metadata): Promise<CleanPicture> {
  try {
    // Decoding, shrinking and encoding overlap in one pipeline; only pictures with alpha need their pixels looked at in between.
    if (!header.hasAlpha) {
      const { data, info } = await picture.png().toBuffer({ resolveWithObject: true });
      return { png: data, width: info.width, height: info.height, hasAlpha: false };
    }
    return await cleanPixels(await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true }));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('logo.truncated');
  }
}

/** As `cleanBitmap`, from decoded RGBA pixels. @throws {UserError} when all of them are transparent */
export async function cleanPixels(pixels: {
  readonly data: Buffer;
  readonly info: { readonly width: number; readonly height: number };
}): Promise<CleanPicture> {
  const { width, height } = pixels.info;
  const alpha = alphaOf(pixels.data);
  if (alpha === 'blank') throw new UserError('logo.blank');
  const picture = openPixels(pixels.data, { width, height, channels: 4 });
  const png = await (alpha === 'opaque' ? picture.removeAlpha() : picture).png().toBuffer();
  return { png, width, height, hasAlpha: alpha === 'some' };
}
