import type { Picture } from './picture.ts';
import type { Scratch } from './scratch.ts';

/*
 * Taking an opaque logo off its paper. Letters end in soft edges that mix ink and paper; a fixed threshold would leave pale halos
 * round everything, so the mixture is undone.
 */

/** sRGB bytes. */
type Bytes3 = readonly [number, number, number];

// Largest difference of one channel, of 255. Up to the first a pixel is paper in spite of JPEG noise.
const paperNoise = 14;
const softEdge = 60;
const fullInk = 110;
const lastMixture = 235;

/** The color along the border when it is the same nearly all round; undefined when the picture runs to its edges. */
export function findPaper({ pixels, width, height }: Picture): Bytes3 | undefined {
  const border = borderOf(width, height);
  const median = (channel: number): number => {
    const counts = new Uint32Array(256);
    for (const i of border) counts[pixels[4 * i + channel]!]!++;
    let seen = 0;
    return counts.findIndex((count) => (seen += count) * 2 >= border.length);
  };
  const paper: Bytes3 = [median(0), median(1), median(2)];
  const alike = border.filter((i) => difference(pixels, i, paper) < 24).length;
  return alike > border.length * 0.9 ? paper : undefined;
}

function borderOf(width: number, height: number): number[] {
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; y++) border.push(y * width, y * width + width - 1);
  return border;
}

// By index: taking the color apart by destructuring doubles the time of what is asked of every pixel.
function difference(pixels: Uint8Array, i: number, color: Bytes3): number {
  const r = Math.abs(pixels[4 * i]! - color[0]);
  const g = Math.abs(pixels[4 * i + 1]! - color[1]);
  const b = Math.abs(pixels[4 * i + 2]! - color[2]);
  return r > g ? (r > b ? r : b) : g > b ? g : b;
}

/** True where a pixel is something other than paper. */
export function isInk(pixels: Uint8Array, i: number, paper: Bytes3): boolean {
  return difference(pixels, i, paper) > 2 * paperNoise;
}

/** Makes the paper of an opaque picture transparent, in place: what the border leads to, and the counters of letters. */
export function removePaper(picture: Picture, paper: Bytes3, scratch: Scratch): void {
  const { pixels, width, height } = picture;
  const count = width * height;
  const ink = scratch.bytes('ink', count);
  for (let i = 0; i < count; i++) ink[i] = difference(pixels, i, paper);
  const field: InkField = {
    ink,
    reached: scratch.bytes('reached', count).fill(0),
    queue: scratch.ints('queue', count),
    width,
    height,
  };
  const border = borderOf(width, height);
  flood(
    field,
    border.filter((i) => ink[i]! < fullInk),
  );
  for (const counter of findCounters(picture, field, scratch)) flood(field, counter);
  unmix(picture, field, paper);
}

type InkField = {
  /** Difference from the paper, per pixel. */
  readonly ink: Uint8Array;
  /** 1 where the paper outside leads to, mixed edges included. */
  readonly reached: Uint8Array;
  readonly queue: Int32Array;
  readonly width: number;
  readonly height: number;
};

function neighbour({ width, height }: InkField, i: number, direction: number): number {
  const x = i % width;
  if (direction === 0) return x > 0 ? i - 1 : -1;
  if (direction === 1) return x < width - 1 ? i + 1 : -1;
  if (direction === 2) return i - width;
  return i + width < width * height ? i + width : -1;
}

function flood(field: InkField, seeds: Iterable<number>): void {
  const { ink, reached, queue } = field;
  let end = 0;
  for (const i of seeds) {
    if (reached[i]) continue;
    reached[i] = 1;
    queue[end++] = i;
  }
  for (let start = 0; start < end; start++) {
    const i = queue[start]!;
    if (ink[i]! >= softEdge) continue;
    for (let direction = 0; direction < 4; direction++) {
      const j = neighbour(field, i, direction);
      if (j < 0 || reached[j] || ink[j]! >= lastMixture) continue;
      reached[j] = 1;
      queue[end++] = j;
    }
  }
}

/**
 * Paper that ink encloses: the counter of an O, or white that is meant to be white. In a one-color logo all of it is paper. In
 * others it is a counter when a single color surrounds it whose stroke is not much wider than the hole.
 */
function findCounters(picture: Picture, field: InkField, scratch: Scratch): number[][] {
  const { ink, reached } = field;
  const seen = scratch.bytes('enclosed', ink.length).fill(0);
  let isOneColor: boolean | undefined;
  let outside: Int32Array | undefined;
  const counters: number[][] = [];
  for (let i = 0; i < ink.length; i++) {
    if (reached[i] || seen[i] || ink[i]! > paperNoise) continue;
    const region = regionOf(field, seen, i);
    if (region.length < 6) continue;
    isOneColor ??= hasOneInk(picture, field);
    outside ??= distanceFromOutside(field, scratch);
    if (isOneColor || isCounter(picture, field, region, outside)) counters.push(region);
  }
  return counters;
}

function regionOf(field: InkField, seen: Uint8Array, first: number): number[] {
  const region = [first];
  seen[first] = 1;
  for (let k = 0; k < region.length; k++) {
    for (let direction = 0; direction < 4; direction++) {
      const j = neighbour(field, region[k]!, direction);
      if (j < 0 || seen[j] || field.reached[j] || field.ink[j]! > paperNoise) continue;
      seen[j] = 1;
      region.push(j);
    }
  }
  return region;
}

function hasOneInk({ pixels }: Picture, { ink, reached }: InkField): boolean {
  const solid: number[] = [];
  // Every 17th pixel is plenty, and no multiple of a usual width.
  for (let i = 0; i < ink.length; i += 17) if (!reached[i] && ink[i]! >= softEdge) solid.push(i);
  return isUniform(pixels, solid);
}

function isUniform(pixels: Uint8Array, at: readonly number[]): boolean {
  if (at.length === 0) return false;
  const mean = [0, 1, 2].map((channel) => at.reduce((sum, i) => sum + pixels[4 * i + channel]!, 0) / at.length);
  const color: Bytes3 = [mean[0]!, mean[1]!, mean[2]!];
  return at.filter((i) => difference(pixels, i, color) < 48).length > at.length * 0.9;
}

/** Steps to the nearest pixel that the outside reaches, along rows and columns. */
function distanceFromOutside({ reached, width, height }: InkField, scratch: Scratch): Int32Array {
  const distance = scratch.ints('outside', reached.length);
  for (let i = 0; i < reached.length; i++) {
    const above = i >= width ? distance[i - width]! : width;
    const before = i % width ? distance[i - 1]! : width;
    distance[i] = reached[i] ? 0 : Math.min(above, before) + 1;
  }
  for (let i = reached.length - 1; i >= 0; i--) {
    const below = i < width * (height - 1) ? distance[i + width]! : width;
    const after = i % width < width - 1 ? distance[i + 1]! : width;
    distance[i] = Math.min(distance[i]!, Math.min(below, after) + 1);
  }
  return distance;
}

function isCounter(picture: Picture, field: InkField, region: readonly number[], outside: Int32Array): boolean {
  const { ink, width } = field;
  const edge: number[] = [];
  const surround: number[] = [];
  const steps = [-1, 1, -width, width];
  for (const i of region) {
    for (let direction = 0; direction < 4; direction++) {
      const j = neighbour(field, i, direction);
      if (j < 0 || ink[j]! <= paperNoise) continue;
      edge.push(i);
      // Past the mixed edge, where the ink is pure.
      const beyond = j + 2 * steps[direction]!;
      if (beyond >= 0 && beyond < ink.length && ink[beyond]! >= softEdge) surround.push(beyond);
    }
  }
  const holeWidth = (2 * region.length) / Math.max(1, edge.length);
  const strokeWidth = edge.reduce((sum, i) => sum + outside[i]!, 0) / Math.max(1, edge.length);
  return strokeWidth <= 2.5 * holeWidth + 2 && isUniform(picture.pixels, surround);
}

/** Reached pixels become as transparent as they are paper, and get the color that was mixed with it. */
function unmix({ pixels, width, height }: Picture, { ink, reached }: InkField, paper: Bytes3): void {
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (!reached[i]) continue;
      if (ink[i]! <= paperNoise) {
        pixels[4 * i + 3] = 0;
        continue;
      }
      // How much of it is ink: its difference, compared with that of the strongest ink within three pixels.
      let strongest = fullInk / 2;
      for (let ny = Math.max(0, y - 3); ny <= Math.min(height - 1, y + 3); ny++) {
        for (let nx = Math.max(0, x - 3); nx <= Math.min(width - 1, x + 3); nx++)
          strongest = Math.max(strongest, ink[ny * width + nx]!);
      }
      const share = Math.max(0.08, ink[i]! / strongest);
      pixels[4 * i + 3] = Math.round(255 * Math.min(1, (ink[i]! - paperNoise) / (strongest - paperNoise)));
      for (let channel = 0; channel < 3; channel++) {
        const pure = (pixels[4 * i + channel]! - (1 - share) * paper[channel]!) / share;
        pixels[4 * i + channel] = Math.max(0, Math.min(255, pure));
      }
    }
  }
}
