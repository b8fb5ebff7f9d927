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

type Color = readonly [number, number, number, number];

const mostColors = 6;
// Share of the pixels that a color takes at least; and when it also is a mixture of two others.
const leastOfColor = 0.004;
const leastOfMixture = 0.08;
// Largest difference of a channel, of 255.
const sameColor = 28;
const otherColor = 40;
// Share of the pixels at edges that may be neither a color nor a mixture.
const mostStrays = 0.4;
// Mean difference from the flat colors that noise explains; in a gradient it is more.
const mostNoise = 6;
// Share of the pixels at edges that are mixed in a drawing with soft edges.
const leastMixed = 0.15;
const none = 255;

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
  const noise = colors.map(() => ({ sum: 0, count: 0 }));
  let mixed = 0;
  let edges = 0;
  for (let i = 0; i < count; i++) {
    const beside = neighbours(pure, i, box);
    const own = pure[i]!;
    if (own !== none && (beside.size === 0 || beside.has(own))) {
      if (beside.size > 1) edges++;
      kinds[i] = own;
      shares[own]![i] = 255;
      noise[own]!.sum += missOf(colors[own]!, pixels, i);
      noise[own]!.count++;
      continue;
    }
    const mixture = bestMixture(colors, pixels, i, beside.size > 1 ? [...beside] : colors.map((_, kind) => kind));
    // A mixture of what does not lie beside it is part of a gradient, or of a line too thin to show its color anywhere.
    if (own === none && (mixture.miss > sameColor || beside.size < 2)) strays++;
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
  if (colors.length < 2 || strays > mostStrays * edges || noise.some((of) => of.sum > mostNoise * of.count))
    return undefined;
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

/** The colors that take most room and are no mere mixtures at edges, each as it occurs most often: not a bit of a brand's color is lost. */
function colorsOf(pixels: Float32Array): Color[] {
  const count = pixels.length / 4;
  const exact = new Map<number, number>();
  for (let i = 0; i < pixels.length; i += 4) {
    const key =
      ((Math.round(pixels[i]!) * 256 + Math.round(pixels[i + 1]!)) * 256 + Math.round(pixels[i + 2]!)) * 256 +
      Math.round(pixels[i + 3]!);
    exact.set(key, (exact.get(key) ?? 0) + 1);
  }
  const buckets = new Map<string, { color: Color; most: number; size: number }>();
  for (const [key, times] of exact) {
    const color: Color = [Math.floor(key / 2 ** 24), (key >> 16) & 255, (key >> 8) & 255, key & 255];
    const coarse = color.map((value) => value >> 4).join();
    const bucket = buckets.get(coarse) ?? { color, most: 0, size: 0 };
    bucket.size += times;
    if (times > bucket.most) {
      bucket.most = times;
      bucket.color = color;
    }
    buckets.set(coarse, bucket);
  }
  const colors: Color[] = [];
  for (const { color, size } of [...buckets.values()].sort((a, z) => z.size - a.size)) {
    if (colors.length === mostColors || size < leastOfColor * count) break;
    if (colors.some((other) => distance(other, color) < otherColor)) continue;
    const all = colors.map((_, kind) => kind);
    if (size < leastOfMixture * count && bestMixture(colors, color, 0, all).miss < sameColor / 2) continue;
    colors.push(color);
  }
  return colors;
}

function distance(a: Color, b: Color): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]), Math.abs(a[3] - b[3]));
}

function nearest(colors: readonly Color[], pixels: Float32Array, i: number): number {
  let found = none;
  let least = sameColor;
  for (const [kind, color] of colors.entries()) {
    const miss = missOf(color, pixels, i);
    if (miss >= least) continue;
    least = miss;
    found = kind;
  }
  return found;
}

/** Largest difference of a channel. */
function missOf(color: Color, pixels: Float32Array, i: number): number {
  let miss = 0;
  for (let channel = 0; channel < 4; channel++)
    miss = Math.max(miss, Math.abs(pixels[4 * i + channel]! - color[channel]!));
  return miss;
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

/** The two of the given kinds that come closest to a pixel when they are mixed, and the share of the first. */
function bestMixture(
  colors: readonly Color[],
  pixels: ArrayLike<number>,
  i: number,
  kinds: readonly number[],
): { a: number; b: number; share: number; miss: number } {
  let best = { a: kinds[0] ?? 0, b: kinds[0] ?? 0, share: 1, miss: Number.POSITIVE_INFINITY };
  for (const [at, a] of kinds.entries()) {
    for (const b of kinds.slice(at + 1)) {
      const first = colors[a]!;
      const second = colors[b]!;
      let along = 0;
      let length = 0;
      for (let channel = 0; channel < 4; channel++) {
        const way = first[channel]! - second[channel]!;
        along += (pixels[4 * i + channel]! - second[channel]!) * way;
        length += way * way;
      }
      const share = Math.max(0, Math.min(1, along / length));
      let miss = 0;
      for (let channel = 0; channel < 4; channel++) {
        const value = second[channel]! + share * (first[channel]! - second[channel]!);
        miss = Math.max(miss, Math.abs(pixels[4 * i + channel]! - value));
      }
      if (miss < best.miss) best = { a, b, share, miss };
    }
  }
  return best;
}
