import type { Box } from './resize.ts';

/** What can be said of a connected piece of a picture. Holes in it count as part of it. */
export type Shape = {
  /** Pixels, holes included. */
  readonly area: number;
  /** Those of its pixels that lie at its outer edge. */
  readonly edge: Int32Array;
  /** Share of its convex hull that it fills: 1 for a disc or a triangle, 0.6 for a star. */
  readonly solidity: number;
  /** The rectangle round it. */
  readonly box: Box;
  /** Share of that rectangle that it fills: 1 for a rectangle, 0.79 for a disc, 0.5 for a triangle. */
  readonly fill: number;
  /** True when it covers a point of that rectangle, which is given in shares of its width and height. */
  readonly covers: (right: number, down: number) => boolean;
};

type Point = readonly [number, number];

/** Measures a connected piece, given as indices into a picture of that width. */
export function shapeOf(pixels: Int32Array, width: number): Shape {
  let [left, right, top, bottom] = [width, 0, Number.POSITIVE_INFINITY, 0];
  for (const i of pixels) {
    const x = i % width;
    const y = (i - x) / width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  // A frame of one pixel, so that everything outside hangs together.
  const across = right - left + 3;
  const down = bottom - top + 3;
  const local = (i: number): number => (Math.floor(i / width) - top + 1) * across + (i % width) - left + 1;
  const inside = new Uint8Array(across * down).fill(2);
  for (const i of pixels) inside[local(i)] = 1;
  clearOutside(inside, across);
  const edge = pixels.filter((i) => {
    const at = local(i);
    return !inside[at - 1] || !inside[at + 1] || !inside[at - across] || !inside[at + across];
  });
  let area = 0;
  for (const value of inside) if (value) area++;
  const box = { left, top, width: right - left + 1, height: bottom - top + 1 };
  return {
    area,
    edge,
    solidity: area / hullArea(inside, across, down),
    box,
    fill: area / (box.width * box.height),
    covers: (right, down) =>
      inside[(Math.floor(down * box.height) + 1) * across + Math.floor(right * box.width) + 1] !== 0,
  };
}

const grid = 32;

/** How much two shapes have in common when both are stretched to one rectangle: 1 for two ovals, 0.79 for a square and a disc. */
export function likeness(a: Shape, b: Shape): number {
  let both = 0;
  let either = 0;
  for (let k = 0; k < grid * grid; k++) {
    const right = ((k % grid) + 0.5) / grid;
    const down = (Math.floor(k / grid) + 0.5) / grid;
    const [inA, inB] = [a.covers(right, down), b.covers(right, down)];
    if (inA && inB) both++;
    if (inA || inB) either++;
  }
  return both / either;
}

/** What is not the piece (2) and hangs together with the corner becomes 0. */
function clearOutside(inside: Uint8Array, across: number): void {
  const stack = [0];
  inside[0] = 0;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    for (const next of [at - 1, at + 1, at - across, at + across]) {
      if (inside[next] !== 2) continue;
      inside[next] = 0;
      stack.push(next);
    }
  }
}

/** Area of the convex hull, over the corners of pixels. */
function hullArea(inside: Uint8Array, across: number, down: number): number {
  const starts: Point[] = [];
  const ends: Point[] = [];
  for (let y = 1; y < down - 1; y++) {
    const row = inside.subarray(y * across, (y + 1) * across);
    const start = row.findIndex((value) => value > 0);
    const end = row.findLastIndex((value) => value > 0) + 1;
    if (start < 0) continue;
    starts.push([start, y], [start, y + 1]);
    ends.push([end, y], [end, y + 1]);
  }
  const hull = [...chain(starts, -1), ...chain(ends, 1).toReversed()];
  let doubled = 0;
  for (const [k, [x, y]] of hull.entries()) {
    const [nextX, nextY] = hull[(k + 1) % hull.length] ?? [x, y];
    doubled += x * nextY - nextX * y;
  }
  return Math.abs(doubled) / 2;
}

/** Those of the points, which go down, that the hull's side (-1 left, 1 right) is made of. */
function chain(points: readonly Point[], side: -1 | 1): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    for (let a = kept.at(-2), b = kept.at(-1); a && b; a = kept.at(-2), b = kept.at(-1)) {
      const turn = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
      if (turn * side > 0) break;
      kept.pop();
    }
    kept.push(point);
  }
  return kept;
}
