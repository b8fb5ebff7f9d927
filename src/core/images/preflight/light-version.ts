import type { PixelPicture } from './pixel-picture.ts';

/** Less opaque pixels are soft edges, which may have any color. */
const solidAlpha = 128;
/** How much a one-color logo's pixels may differ from their mean, in one channel; and how many of them may do so all the same. */
const sameColor = 48;
const strays = 0.04;
// Brightest channel of ink that is certainly dark, and from which on it is none.
const darkEnd = 60;
const lightStart = 130;
// Largest difference of two channels of a neutral color, and from which on it is colorful.
const neutralEnd = 30;
const colorStart = 60;
/** With more white than this share, dark parts made light would run into it. */
const mostWhite = 0.03;
// Of what would be made light, the share that lies between: soft edges are less.
const mostHalfway = 0.25;

/**
 * The logo for dark products: of one dark color, all of it becomes white; of several, only what is black or a dark grey. Undefined when
 * nothing in it is dark, when white parts would no longer be told from what was dark, or when dark parts fade into others: a gradient has
 * no part of it that could be made light.
 */
export function lightVersion(picture: PixelPicture): PixelPicture | undefined {
  const { mean, isOneColor } = inkOf(picture.pixels);
  if (mean === undefined) return undefined;
  const luma = 0.2126 * mean[0] + 0.7152 * mean[1] + 0.0722 * mean[2];
  if (isOneColor) return luma < lightStart ? repaint(picture, () => 1) : undefined;
  if (whiteShare(picture.pixels) > mostWhite) return undefined;
  let [changed, halfway] = [0, 0];
  const light = repaint(picture, (r, g, b) => {
    const share = darkNeutral(r, g, b);
    if (share > 0) changed++;
    if (share > 0.1 && share < 0.9) halfway++;
    return share;
  });
  return changed > 0 && halfway <= mostHalfway * changed ? light : undefined;
}

/** How much of a color is dark and neutral, 0..1. */
function darkNeutral(r: number, g: number, b: number): number {
  const most = Math.max(r, g, b);
  const chroma = most - Math.min(r, g, b);
  const dark = Math.min(1, Math.max(0, (lightStart - most) / (lightStart - darkEnd)));
  return dark * Math.min(1, Math.max(0, (colorStart - chroma) / (colorStart - neutralEnd)));
}

function inkOf(pixels: Uint8Array): {
  readonly mean?: readonly [number, number, number];
  readonly isOneColor: boolean;
} {
  const sums: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    if ((pixels[at + 3] ?? 0) < solidAlpha) continue;
    count++;
    sums[0] += pixels[at] ?? 0;
    sums[1] += pixels[at + 1] ?? 0;
    sums[2] += pixels[at + 2] ?? 0;
  }
  if (count === 0) return { isOneColor: false };
  const [r, g, b] = [sums[0] / count, sums[1] / count, sums[2] / count];
  let others = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    if ((pixels[at + 3] ?? 0) < solidAlpha) continue;
    const difference = Math.max(
      Math.abs((pixels[at] ?? 0) - r),
      Math.abs((pixels[at + 1] ?? 0) - g),
      Math.abs((pixels[at + 2] ?? 0) - b),
    );
    if (difference > sameColor) others++;
  }
  return { mean: [r, g, b], isOneColor: others <= strays * count };
}

function whiteShare(pixels: Uint8Array): number {
  let white = 0;
  let all = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    if ((pixels[at + 3] ?? 0) < solidAlpha) continue;
    all++;
    if (Math.min(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0) > 225) white++;
  }
  return all === 0 ? 0 : white / all;
}

/** A copy in which each color is as much white as `share` says. */
function repaint(picture: PixelPicture, share: (r: number, g: number, b: number) => number): PixelPicture {
  const pixels = picture.pixels.slice();
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] === 0) continue;
    const [r, g, b] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
    const white = share(r, g, b);
    if (white === 0) continue;
    pixels[at] = Math.round(r + white * (255 - r));
    pixels[at + 1] = Math.round(g + white * (255 - g));
    pixels[at + 2] = Math.round(b + white * (255 - b));
  }
  return { ...picture, pixels };
}
