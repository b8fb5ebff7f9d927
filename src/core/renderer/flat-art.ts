import { bestMixture, type Color, colorsOf, nearest, none, sameColor } from './flat-colors.ts';
import type { Picture } from './picture.ts';
import type { Box } from './resize.ts';

/** A small drawing of few flat colors, taken apart: how much of each color every pixel holds. */
export type FlatArt = {
  /** Premultiplied RGBA, 0 to 255; what is transparent is a color too. */
  readonly colors: readonly Color[];
  /** Color of each pixel, the one it holds most of. */
  readonly kinds: Uint8Array;
  /** Share of each color per pixel, of 255; one plane per color. */
  readonly shares: readonly Uint8Array[];
  /** True when hardly a pixel mixes two colors, as in pixel art: nothing tells where between two pixels an edge runs. */
  readonly isHard: boolean;
};

// Pixels that are neither a color nor a mixture, for each one at an edge: a JPEG leaves many that differ from those beside them, in a shadow
// or a gradient they hardly do.
const mostStrays = 0.4;
const mostNoisyStrays = 0.85;
const calmStep = 10;
// Mean difference from the flat colors, of 255, that noise explains; in a gradient it is more, as that goes one way over many pixels. Of
// the colors that take so much of the picture.
const mostNoise = 6;
// In a JPEG it may be so much of how pixels differ from those round them, which they do in noise, and hardly in a gradient; or that much when it
// is so coarse that it has that many strays.
const mostOfRoughness = 1.5;
const mostNoiseOfCoarse = 10;
const coarse = 0.25;
const leastOfPicture = 0.03;
// Share of the pixels at edges that are mixed in a drawing with soft edges.
const leastMixed = 0.15;

/** Takes a part of an RGBA picture apart; undefined when it is no drawing of a few flat colors. */
export function takeApart(source: Picture, box: Box): FlatArt | undefined {
  const pixels = premultiplied(source, box);
  const colors = colorsOf(pixels);
  const count = box.width * box.height;
  const pure = new Uint8Array(count);
  for (let i = 0; i < count; i++) pure[i] = nearest(colors, pixels, i);
  const kinds = new Uint8Array(count);
  const shares = colors.map(() => new Uint8Array(count));
  let strays = 0;
  let calmStrays = 0;
  let mixed = 0;
  let edges = 0;
  for (let i = 0; i < count; i++) {
    const beside = neighbours(pure, i, box);
    const own = pure[i]!;
    if (own !== none && (beside.size === 0 || beside.has(own))) {
      if (beside.size > 1) edges++;
      kinds[i] = own;
      shares[own]![i] = 255;
      continue;
    }
    const mixture = bestMixture(colors, pixels, i, beside.size > 1 ? [...beside] : colors.map((_, kind) => kind));
    // A mixture of what does not lie beside it is part of a gradient, or of a line too thin to show its color anywhere.
    if (own === none && (mixture.miss > sameColor || beside.size < 2)) {
      strays++;
      if (isCalm(pixels, i, box.width)) calmStrays++;
    }
    const isMixed = mixture.miss <= sameColor && mixture.share > 0.1 && mixture.share < 0.9;
    if (isMixed) mixed++;
    edges++;
    const { a, b } = mixture;
    const share = own === none || isMixed ? mixture.share : a === own ? 1 : 0;
    const [first, second] = own !== none && !isMixed ? [own, own] : [a, b];
    shares[second]![i] = Math.round(255 * (1 - share));
    shares[first]![i] = first === second ? 255 : Math.round(255 * share);
    kinds[i] = share >= 0.5 ? first : second;
  }
  // What has more than two colors may have any number of them. And a JPEG is opaque.
  const isJpegOfTwo = colors.length === 2 && colors.every((color) => color[3] === 255);
  const most = isJpegOfTwo ? mostNoisyStrays : mostStrays;
  if (colors.length < 2 || strays > most * edges || calmStrays > mostStrays * edges) return undefined;
  const isNoise = ({ miss, roughness }: Miss): boolean =>
    miss <= mostNoise ||
    (isJpegOfTwo && (miss <= mostOfRoughness * roughness || (strays > coarse * edges && miss <= mostNoiseOfCoarse)));
  if (!missesOf(pixels, pure, colors, box).every(isNoise)) return undefined;
  return { colors, kinds, shares, isHard: mixed < leastMixed * edges };
}

function premultiplied({ pixels, width }: Picture, box: Box): Float32Array {
  const values = new Float32Array(box.width * box.height * 4);
  for (let y = 0, o = 0; y < box.height; y++) {
    let i = ((box.top + y) * width + box.left) * 4;
    for (let x = 0; x < box.width; x++, i += 4, o += 4) {
      const alpha = pixels[i + 3]!;
      for (let channel = 0; channel < 3; channel++) values[o + channel] = (pixels[i + channel]! * alpha) / 255;
      values[o + 3] = alpha;
    }
  }
  return values;
}

/** True when a pixel is about as those to the right of it and below. */
function isCalm(pixels: Float32Array, i: number, width: number): boolean {
  for (let channel = 0; channel < 4; channel++) {
    const here = pixels[4 * i + channel]!;
    if (Math.abs((pixels[4 * (i + 1) + channel] ?? here) - here) > calmStep) return false;
    if (Math.abs((pixels[4 * (i + width) + channel] ?? here) - here) > calmStep) return false;
  }
  return true;
}

/** How far what has a color is from it on the whole, in the mean of each pixel and those round it; and how far each pixel is from that mean. */
type Miss = { readonly miss: number; readonly roughness: number };

/** The misses of those colors that take much of the picture. */
function missesOf(pixels: Float32Array, pure: Uint8Array, colors: readonly Color[], { width, height }: Box): Miss[] {
  const sums = colors.map(() => ({ miss: 0, roughness: 0, count: 0 }));
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const own = pure[i]!;
      if (own === none) continue;
      let miss = 0;
      let roughness = 0;
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        let count = 0;
        for (let row = i - width; row <= i + width; row += width) {
          for (let j = row - 1; j <= row + 1; j++) {
            if (pure[j] !== own) continue;
            sum += pixels[4 * j + channel]!;
            count++;
          }
        }
        miss = Math.max(miss, Math.abs(sum / count - colors[own]![channel]!));
        roughness = Math.max(roughness, Math.abs(sum / count - pixels[4 * i + channel]!));
      }
      sums[own]!.miss += miss;
      sums[own]!.roughness += roughness;
      sums[own]!.count++;
    }
  }
  return sums
    .filter(({ count }) => count > leastOfPicture * pure.length)
    .map(({ miss, roughness, count }) => ({ miss: miss / count, roughness: roughness / count }));
}

/** Kinds of the eight pixels round a pixel. */
function neighbours(pure: Uint8Array, i: number, { width, height }: Box): Set<number> {
  const x = i % width;
  const y = (i - x) / width;
  const found = new Set<number>();
  for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
    for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
      const kind = pure[ny * width + nx]!;
      if ((nx !== x || ny !== y) && kind !== none) found.add(kind);
    }
  }
  return found;
}
