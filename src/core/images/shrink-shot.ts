import { decodeInTurn } from './decode-in-turn.ts';
import { openPicture } from './open-picture.ts';
import { maxShotPixels } from './shots.ts';

/** A picture made to fit. */
export interface ShrunkenShot {
  readonly bytes: Buffer;
  readonly mime: 'image/webp' | 'image/jpeg';
  /** Without the dot. */
  readonly extension: 'webp' | 'jpg';
}

/** Good first; a side in pixels of `Infinity` leaves the size alone. */
const attempts = [
  { side: Number.POSITIVE_INFINITY, quality: 90 },
  { side: Number.POSITIVE_INFINITY, quality: 80 },
  { side: 2048, quality: 82 },
  { side: 1024, quality: 80 },
  { side: 768, quality: 70 },
  { side: 512, quality: 60 },
] as const;

/**
 * A shot as a good WebP or, where nothing shines through, JPEG of at most `maxBytes` bytes: for places that take no larger file. Animated ones
 * keep their first frame. Undefined when even a small one does not fit.
 */
export async function shrinkShot(
  shot: Buffer,
  maxBytes: number,
  { signal }: { readonly signal: AbortSignal },
): Promise<ShrunkenShot | undefined> {
  const { width, height, hasAlpha } = await openPicture(shot, { maxPixels: maxShotPixels }).metadata();
  const shrink = async (): Promise<ShrunkenShot | undefined> => {
    for (const { side, quality } of attempts) {
      signal.throwIfAborted();
      if (Number.isFinite(side) && Math.max(width, height) <= side) continue;
      const picture = openPicture(shot, { maxPixels: maxShotPixels, pages: 1, autoOrient: true });
      if (Number.isFinite(side)) picture.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
      // With all of its color: the edges of a logo are what a shot is looked at for.
      const jpeg = { quality, chromaSubsampling: '4:4:4' } as const;
      const bytes = await (hasAlpha ? picture.webp({ quality }) : picture.jpeg(jpeg)).toBuffer();
      if (bytes.byteLength > maxBytes) continue;
      return hasAlpha
        ? { bytes, mime: 'image/webp', extension: 'webp' }
        : { bytes, mime: 'image/jpeg', extension: 'jpg' };
    }
    return undefined;
  };
  return await decodeInTurn(width * height, shrink, signal);
}
