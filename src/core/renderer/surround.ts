import { type Bytes3, type InkField, leastInk, neighbour, paperNoise } from './ink-field.ts';
import type { Picture } from './picture.ts';

type Ink = readonly [number, number, number];
const channels = [0, 1, 2] as const;

// How far into the ink, past its mixed edge, its pure color is looked for.
const reach = 7;
// Of two that are about as strong the deeper one is purer: a JPEG smears hues further than light and dark.
const asStrong = 0.97;
const sameInk = 0.3;
const leastAlike = 0.88;
// Between neighbours in flat color, of 255; and from so many pixels a color can be told.
const flatStep = 12;
const leastFlat = 30;
const mostFlat = 5000;
const bins = 12;
const strays = 0.02;
const leastOfBin = 0.02;

/**
 * True when a single ink lies round a hole, and round everything in it: a color in whatever strength, or a gradient. Thin
 * lines are nowhere pure ink, so inks are told apart by what they take from the paper's channels in proportion.
 */
export function hasOneInkAround({ pixels }: Picture, field: InkField, hole: Int32Array, paper: Bytes3): boolean {
  const inks: Ink[] = [];
  for (const i of hole) {
    for (let direction = 0; direction < 4; direction++) {
      const at = strongestBeside(field, i, direction);
      const ink = field.ink[at] ?? 0;
      if (ink < 1.5 * leastInk) continue;
      inks.push(inkAt(pixels, at, paper, ink));
    }
  }
  return areAlike(inks);
}

/** True when the flat parts of a piece have a single ink: a letter, not a drawing. A piece of thin lines has none, and is one. */
export function isOneInk({ pixels }: Picture, field: InkField, piece: Int32Array, paper: Bytes3): boolean {
  const { ink, width } = field;
  const inks: Ink[] = [];
  for (let k = 0; k < piece.length; k += Math.ceil(piece.length / mostFlat)) {
    const i = piece[k]!;
    const here = ink[i]!;
    if (
      here < leastInk ||
      Math.abs((ink[i + 1] ?? 0) - here) > flatStep ||
      Math.abs((ink[i + width] ?? 0) - here) > flatStep
    )
      continue;
    inks.push(inkAt(pixels, i, paper, 255));
  }
  return inks.length < leastFlat || areAlike(inks);
}

/** What a pixel takes from each channel of the paper, in shares of `whole`. */
function inkAt(pixels: Uint8Array, i: number, paper: Bytes3, whole: number): Ink {
  return [
    (paper[0] - pixels[4 * i]!) / whole,
    (paper[1] - pixels[4 * i + 1]!) / whole,
    (paper[2] - pixels[4 * i + 2]!) / whole,
  ];
}

function areAlike(inks: readonly Ink[]): boolean {
  if (inks.length === 0) return false;
  const mean = channels.map((channel) => inks.reduce((sum, ink) => sum + ink[channel], 0) / inks.length);
  const alike = inks.filter((ink) => ink.every((value, channel) => Math.abs(value - (mean[channel] ?? 0)) < sameInk));
  return alike.length >= leastAlike * inks.length || channels.some((channel) => isGradient(inks, channel));
}

/** Where the ink is strongest within a few pixels of a pixel of paper; negative when none begins there. */
function strongestBeside(field: InkField, i: number, direction: number): number {
  const { ink } = field;
  let at = neighbour(field, i, direction);
  if (at < 0 || ink[at]! <= paperNoise) return -1;
  let strongest = at;
  for (let step = 1; step < reach; step++) {
    at = neighbour(field, at, direction);
    if (at < 0) break;
    if (ink[at]! > asStrong * ink[strongest]!) strongest = at;
  }
  return strongest;
}

/** True when the values of a channel that varies lie everywhere between its extremes: two inks lie at two places. */
function isGradient(inks: readonly Ink[], channel: 0 | 1 | 2): boolean {
  const values = inks.map((ink) => ink[channel]).sort((a, b) => a - b);
  const low = values[Math.floor(values.length * strays)] ?? 0;
  const high = values[Math.ceil(values.length * (1 - strays)) - 1] ?? 0;
  if (high - low < sameInk) return false;
  const counts = new Uint32Array(bins);
  for (const value of values)
    counts[Math.max(0, Math.min(bins - 1, Math.floor((bins * (value - low)) / (high - low))))]!++;
  return counts.subarray(1, -1).every((count) => count >= leastOfBin * values.length);
}
