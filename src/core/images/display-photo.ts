import { decodeInTurn } from './decode-in-turn.ts';
import { openPicture } from './open-picture.ts';
import { maxShotPixels } from './shots.ts';

/** What a place takes as a photo. */
export interface PhotoLimits {
  readonly maxBytes: number;
  /** Of width and height together, in pixels. */
  readonly maxSides: number;
  /** Of the longer side to the shorter one. */
  readonly maxRatio: number;
}

/** A picture for looking at. */
export interface DisplayPhoto {
  readonly bytes: Buffer;
  readonly mime: 'image/png' | 'image/jpeg';
  /** Without the dot. */
  readonly extension: 'png' | 'jpg';
  /** It is not the very picture that was made. */
  readonly isChanged: boolean;
}

const attempts = [
  { side: 4000, quality: 92 },
  { side: 2560, quality: 90 },
  { side: 1280, quality: 85 },
  { side: 1024, quality: 75 },
] as const;
const white = '#ffffff';

/**
 * A shot as a photo that a place shows as it is: PNG or JPEG within the limits, with white where nothing was, and never out of proportion.
 * Undefined when it is too long and narrow to be one.
 */
export async function displayPhoto(
  shot: Buffer,
  { maxBytes, maxSides, maxRatio }: PhotoLimits,
  { signal }: { readonly signal: AbortSignal },
): Promise<DisplayPhoto | undefined> {
  const {
    width,
    height,
    format,
    hasAlpha,
    pages = 1,
    orientation = 1,
  } = await openPicture(shot, { maxPixels: maxShotPixels }).metadata();
  if (Math.max(width, height) > maxRatio * Math.min(width, height)) return undefined;
  // Not every place turns a picture by what stands in its head.
  const isUpright = orientation === 1;
  const fits = shot.byteLength <= maxBytes && width + height <= maxSides && pages === 1 && isUpright;
  const decode = async (): Promise<DisplayPhoto | undefined> => {
    const isSolid = !hasAlpha || (await openPicture(shot, { maxPixels: maxShotPixels }).stats()).isOpaque;
    if (fits && isSolid && format === 'png')
      return { bytes: shot, mime: 'image/png', extension: 'png', isChanged: false };
    if (fits && isSolid && format === 'jpeg')
      return { bytes: shot, mime: 'image/jpeg', extension: 'jpg', isChanged: false };
    for (const { side, quality } of attempts) {
      signal.throwIfAborted();
      const bytes = await openPicture(shot, { maxPixels: maxShotPixels, pages: 1, autoOrient: true })
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: white })
        // With all of its color: the edges of a logo are what a shot is looked at for.
        .jpeg({ quality, chromaSubsampling: '4:4:4' })
        .toBuffer();
      if (bytes.byteLength <= maxBytes) return { bytes, mime: 'image/jpeg', extension: 'jpg', isChanged: true };
    }
    return undefined;
  };
  return await decodeInTurn(width * height, decode, signal);
}
