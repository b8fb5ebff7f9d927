import { type InkField, mark } from './ink-field.ts';
import type { Box } from './resize.ts';
import type { Scratch } from './scratch.ts';

/** Width of the ink round a hole, in pixels: on average, where it is thin and where it is thick. */
export type Stroke = { readonly mean: number; readonly thin: number; readonly thick: number };

// Distances in thirds of a pixel: along a row or column, and across a corner, where 4 is nearest to 3 √2.
const straight = 3;
const slanted = 4;
const far = 2 ** 28;
// A few places at the ends, such as the tips of corners, do not count.
const ends = 0.1;

/**
 * Measures the ink round each hole of a piece that lies within `box`: halfway between the hole and the nearest other paper, which is what is
 * marked, what lies beyond the picture, or another hole.
 */
export function strokesRound(field: InkField, holes: readonly Int32Array[], box: Box, scratch: Scratch): Stroke[] {
  const { marks, width, height } = field;
  const left = Math.max(0, box.left - 1);
  const top = Math.max(0, box.top - 1);
  const right = Math.min(width, box.left + box.width + 1);
  const bottom = Math.min(height, box.top + box.height + 1);
  // Thirds of a pixel to the nearest paper, and which hole that is, counted from 1; 0 is outside.
  const distance = scratch.ints('distance', marks.length);
  const nearest = scratch.ints('nearest', marks.length);
  for (let y = top; y < bottom; y++) {
    for (let x = left, i = y * width + left; x < right; x++, i++) {
      const isRim = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      distance[i] = marks[i] !== mark.unknown ? 0 : isRim ? straight : far;
      nearest[i] = 0;
    }
  }
  for (const [k, hole] of holes.entries()) {
    for (const i of hole) {
      distance[i] = 0;
      nearest[i] = k + 1;
    }
  }
  const pass = (i: number, j: number, step: number): void => {
    const way = distance[j]! + step;
    if (way >= distance[i]!) return;
    distance[i] = way;
    nearest[i] = nearest[j]!;
  };
  for (let y = top + 1; y < bottom; y++) {
    for (let x = left, i = y * width + left; x < right; x++, i++) {
      if (x > left) pass(i, i - 1, straight);
      pass(i, i - width, straight);
      if (x > left) pass(i, i - width - 1, slanted);
      if (x < right - 1) pass(i, i - width + 1, slanted);
    }
  }
  for (let y = bottom - 2; y >= top; y--) {
    for (let x = right - 1, i = y * width + x; x >= left; x--, i--) {
      if (x < right - 1) pass(i, i + 1, straight);
      pass(i, i + width, straight);
      if (x < right - 1) pass(i, i + width + 1, slanted);
      if (x > left) pass(i, i + width - 1, slanted);
    }
  }
  const widths: number[][] = holes.map(() => []);
  const meet = (i: number, j: number): void => {
    if (nearest[i] === nearest[j]) return;
    const across = (distance[i]! + distance[j]!) / straight + 1;
    widths[nearest[i]! - 1]?.push(across);
    widths[nearest[j]! - 1]?.push(across);
  };
  for (let y = top; y < bottom - 1; y++) {
    for (let x = left, i = y * width + left; x < right - 1; x++, i++) {
      meet(i, i + 1);
      meet(i, i + width);
    }
  }
  return widths.map(strokeOf);
}

function strokeOf(widths: number[]): Stroke {
  widths.sort((a, b) => a - b);
  const last = widths.length - 1;
  return {
    mean: widths.reduce((sum, each) => sum + each, 0) / widths.length,
    thin: widths[Math.floor(ends * last)] ?? 0,
    thick: widths[Math.floor((1 - ends) * last)] ?? 0,
  };
}
