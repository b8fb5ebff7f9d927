import type { PixelPicture } from './pixel-picture.ts';

/** Pixels of nearly the same color, taken together. */
export interface ColorBin {
  /** Their mean, 0..255. */
  readonly r: number;
  readonly g: number;
  readonly b: number;
  /** How many there are, and how many of them lie along the silhouette. */
  readonly count: number;
  readonly rimCount: number;
}

/** Ink less opaque than this share of a logo's most opaque one is a soft edge or a shadow, whose color is not its own. */
export const solidShare = 0.5;
const binCount = 1 << 15;
const photoColors = 256;
const mostPixels = 0.9;

/** The colors of the pixels that are opaque enough, the most frequent first. `isRim` says whether a pixel lies along the silhouette. */
export function colorBins(
  { pixels }: PixelPicture,
  leastAlpha: number,
  isRim: (index: number) => boolean,
): readonly ColorBin[] {
  const count = new Uint32Array(binCount);
  const rimCount = new Uint32Array(binCount);
  const sums = new Float64Array(3 * binCount);
  for (let i = 0, at = 0; at < pixels.length; i++, at += 4) {
    if ((pixels[at + 3] ?? 0) < leastAlpha) continue;
    const r = pixels[at] ?? 0;
    const g = pixels[at + 1] ?? 0;
    const b = pixels[at + 2] ?? 0;
    const bin = ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3);
    count[bin] = (count[bin] ?? 0) + 1;
    if (isRim(i)) rimCount[bin] = (rimCount[bin] ?? 0) + 1;
    sums[3 * bin] = (sums[3 * bin] ?? 0) + r;
    sums[3 * bin + 1] = (sums[3 * bin + 1] ?? 0) + g;
    sums[3 * bin + 2] = (sums[3 * bin + 2] ?? 0) + b;
  }
  const bins: ColorBin[] = [];
  for (const [bin, here] of count.entries()) {
    if (here === 0) continue;
    const mean = (channel: number): number => (sums[3 * bin + channel] ?? 0) / here;
    bins.push({ r: mean(0), g: mean(1), b: mean(2), count: here, rimCount: rimCount[bin] ?? 0 });
  }
  return bins.sort((one, other) => other.count - one.count);
}

/** How many bins it takes for so many of the pixels. */
function binsForMost(bins: readonly ColorBin[], share: number): number {
  const all = bins.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  const at = bins.findIndex(({ count }) => (seen += count) >= share * all);
  return at + 1;
}

/** Whether colors are those of a photo: a flat logo has a handful, a smooth gradient of many a few dozen, a photo a thousand. */
export function arePhotoColors(bins: readonly ColorBin[]): boolean {
  return binsForMost(bins, mostPixels) > photoColors;
}

/** A color as `#rrggbb`. */
export function hexOf({ r, g, b }: { readonly r: number; readonly g: number; readonly b: number }): string {
  return `#${[r, g, b].map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
