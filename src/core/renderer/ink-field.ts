import { blur } from './blur.ts';
import type { Picture } from './picture.ts';
import type { Scratch } from './scratch.ts';

/** sRGB bytes. */
export type Bytes3 = readonly [number, number, number];

/** Largest difference of one channel, of 255, up to which a pixel is paper in spite of JPEG noise. */
export const paperNoise = 14;
/** From here on a pixel is ink, whatever a JPEG does round sharp edges. */
export const leastInk = 2 * paperNoise;
// At the border, what is mixed with so much ink counts as ink.
const fullInk = 110;
// What is nearly all ink belongs to no edge.
const lastMixture = 235;
// Steepest rise per pixel of something that fades out: a shadow, a glow. Edges, blurred ones too, are steeper.
const fadeStep = 8;
/** The widest edge, in pixels from paper to ink. */
export const edgeWidth = 4;

/** What a pixel was found to be. Marks from `edge` on count how far into the edge it lies. */
export const mark = { unknown: 0, paper: 1, fade: 2, edge: 3 } as const;

/** An opaque picture as its difference from the paper it lies on, and what was found out of each pixel. */
export type InkField = {
  /** Largest difference of a channel from the paper, per pixel. */
  readonly ink: Uint8Array;
  /** The same without noise. */
  readonly calm: Uint8Array;
  /** A `mark` per pixel. */
  readonly marks: Uint8Array;
  readonly queue: Int32Array;
  readonly width: number;
  readonly height: number;
};

/** Compares a picture with its paper. Nothing is marked yet. */
export async function inkFieldOf(
  { pixels, width, height }: Picture,
  paper: Bytes3,
  scratch: Scratch,
): Promise<InkField> {
  const count = width * height;
  const ink = scratch.bytes('ink', count);
  for (let i = 0; i < count; i++) ink[i] = difference(pixels, i, paper);
  return {
    ink,
    calm: await blur(ink, width, height, 1, 'calm ink', scratch),
    marks: scratch.bytes('marks', count).fill(mark.unknown),
    queue: scratch.ints('queue', count),
    width,
    height,
  };
}

/** Largest difference of a channel. By index: taking colors apart by destructuring doubles the time of what is asked of every pixel. */
export function difference(pixels: Uint8Array, i: number, color: Bytes3): number {
  const r = Math.abs(pixels[4 * i]! - color[0]);
  const g = Math.abs(pixels[4 * i + 1]! - color[1]);
  const b = Math.abs(pixels[4 * i + 2]! - color[2]);
  return r > g ? (r > b ? r : b) : g > b ? g : b;
}

/** The pixel beside pixel `i`: 0 left, 1 right, 2 above, 3 below; negative where the picture ends. */
export function neighbour(field: Pick<InkField, 'width' | 'height'>, i: number, direction: number): number {
  const { width, height } = field;
  if (direction === 0) return i % width > 0 ? i - 1 : -1;
  if (direction === 1) return i % width < width - 1 ? i + 1 : -1;
  if (direction === 2) return i - width;
  return i + width < width * height ? i + width : -1;
}

/** Marks the paper that seeds lead to, what fades out into it, and the edges of the ink round it. */
export function floodPaper(field: InkField, seeds: Iterable<number>): void {
  const { ink, marks, queue } = field;
  let end = 0;
  for (const i of seeds) {
    // Ink may lie at the border too, where the picture was cut to it.
    if (marks[i] !== mark.unknown || ink[i]! >= fullInk) continue;
    marks[i] = ink[i]! <= paperNoise ? mark.paper : ink[i]! <= leastInk && isFading(field, i) ? mark.fade : mark.edge;
    queue[end++] = i;
  }
  for (let start = 0; start < end; start++) {
    const i = queue[start]!;
    const from = marks[i]!;
    for (let direction = 0; direction < 4; direction++) {
      const j = neighbour(field, i, direction);
      // An edge pixel that turns out to border on a fade stays what it is: one pixel more or less is not seen.
      if (j < 0 || marks[j] !== mark.unknown) continue;
      const found = markOf(field, from, i, j);
      if (found === mark.unknown) continue;
      marks[j] = found;
      queue[end++] = j;
    }
  }
}

/** What pixel `j` is when one beside it, `i`, is marked `from`. */
function markOf(field: InkField, from: number, i: number, j: number): number {
  const { ink } = field;
  const here = ink[j]!;
  if (from === mark.paper || from === mark.fade) {
    if (here <= paperNoise) return mark.paper;
    if (isFading(field, j)) return mark.fade;
    return here < lastMixture ? mark.edge : mark.unknown;
  }
  if (here <= paperNoise) return mark.paper;
  // JPEG noise round edges comes in patches, and is restless.
  if (here <= leastInk && !isFading(field, j)) return mark.edge;
  const isUphill = here > ink[i]! && here < lastMixture;
  return isUphill && from < mark.edge + edgeWidth - 1 ? from + 1 : mark.unknown;
}

function isFading(field: InkField, i: number): boolean {
  const { calm } = field;
  const here = calm[i]!;
  for (let direction = 0; direction < 4; direction++) {
    const j = neighbour(field, i, direction);
    if (j >= 0 && Math.abs(calm[j]! - here) > fadeStep) return false;
  }
  return true;
}
