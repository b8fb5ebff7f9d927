import { openPicture } from './open-picture.ts';

/** A color as `#rrggbb`. */
export type HexColor = `#${string}`;

const white = '#ffffff';
const darkNeutral = '#262626';

/** The most pixels of the PNGs dealt with here, which are cleaned ones. */
const maxPixels = 2048 * 2048;
/** Ink of less contrast than this can hardly be told from its ground (WCAG ratio; light grey `#dddddd` on white has 1.36). */
const visibleContrast = 1.35;
// Enough to weigh the ink, and as good as nothing to read.
const sampleSide = 128;

const linear = Float64Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** How much of the ink of RGBA pixels is too light to be seen on white, 0..1, each pixel counting as much as it covers. */
function vanishingShare(pixels: Uint8Array): number {
  let ink = 0;
  let vanishing = 0;
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const [r = 0, g = 0, b = 0, alpha = 0] = pixels.subarray(at, at + 4);
    const luminance = 0.2126 * (linear[r] ?? 0) + 0.7152 * (linear[g] ?? 0) + 0.0722 * (linear[b] ?? 0);
    ink += alpha;
    if (1.05 / (luminance + 0.05) < visibleContrast) vanishing += alpha;
  }
  return ink === 0 ? 0 : vanishing / ink;
}

/**
 * The color to put behind a clean logo where transparency cannot be kept: white, or a dark neutral when most of the ink is so light
 * that it would vanish. The same logo always gets the same color.
 */
export async function suitingBackground(png: Uint8Array): Promise<HexColor> {
  const pixels = await openPicture(png, { maxPixels })
    .resize({ width: sampleSide, height: sampleSide, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer();
  return vanishingShare(pixels) > 0.5 ? darkNeutral : white;
}

/**
 * A clean logo without its alpha channel, on a color. A deployment whose input drops alpha by itself would show whatever color
 * hides in the transparent pixels, often black.
 */
export async function flattenLogo(png: Uint8Array, background: HexColor): Promise<Buffer> {
  return openPicture(png, { maxPixels }).flatten({ background }).png().toBuffer();
}
