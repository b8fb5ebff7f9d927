/** Premultiplied RGBA, 0 to 255. */
export type Color = readonly [number, number, number, number];

/** Kind of a pixel that has none of the colors. */
export const none = 255;
/** Largest difference of a channel, of 255, between pixels of one color. */
export const sameColor = 28;

const mostColors = 6;
// Share of the pixels that a color takes at least; and when it also is a mixture of two others.
const leastOfColor = 0.004;
const leastOfMixture = 0.08;
const otherColor = 40;
// As far from a mixture as half a color, but of a color so rare more: what a JPEG leaves along edges is one only nearly.
const rare = 0.03;
const nearMixture = sameColor / 2;
const nearlyMixture = sameColor;
// Of a flat color so many pixels are exactly alike; of a noisy one, fewer.
const leastAlike = 0.2;

/** The colors that take most room and are no mere mixtures at edges, each as it occurs most often: not a bit of a brand's color is lost. */
export function colorsOf(pixels: Float32Array): Color[] {
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
  const noisy: Color[] = [];
  for (const { color, size, most } of [...buckets.values()].sort((a, z) => z.size - a.size)) {
    if (colors.length === mostColors || size < leastOfColor * count) break;
    if (colors.some((other) => distance(other, color) < otherColor)) continue;
    const all = colors.map((_, kind) => kind);
    const reach = size < rare * count ? nearlyMixture : nearMixture;
    if (size < leastOfMixture * count && bestMixture(colors, color, 0, all).miss < reach) continue;
    colors.push(color);
    if (most < leastAlike * size) noisy.push(color);
  }
  const refined: Color[] = [];
  for (const color of colors) {
    const middle = noisy.includes(color) ? middleOf(color, pixels) : color;
    if (refined.every((other) => distance(other, middle) >= otherColor)) refined.push(middle);
  }
  return refined;
}

/** The middle of all that has about that color, in each channel. */
function middleOf(color: Color, pixels: Float32Array): Color {
  const middle = (channel: number): number => {
    const counts = new Uint32Array(256);
    let all = 0;
    for (let i = 0; i < pixels.length / 4; i++) {
      if (missOf(color, pixels, i) >= sameColor) continue;
      counts[Math.round(pixels[4 * i + channel]!)]!++;
      all++;
    }
    let seen = 0;
    return counts.findIndex((count) => (seen += count) * 2 >= all);
  };
  return [middle(0), middle(1), middle(2), middle(3)];
}

function distance(a: Color, b: Color): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]), Math.abs(a[3] - b[3]));
}

export function nearest(colors: readonly Color[], pixels: Float32Array, i: number): number {
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
export function missOf(color: Color, pixels: Float32Array, i: number): number {
  let miss = 0;
  for (let channel = 0; channel < 4; channel++)
    miss = Math.max(miss, Math.abs(pixels[4 * i + channel]! - color[channel]!));
  return miss;
}

/** The two of the given kinds that come closest to a pixel when they are mixed, and the share of the first. */
export function bestMixture(
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
