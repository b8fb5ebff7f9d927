import { type Depth, depthOf, depthUnit } from './depth.ts';

/** What a logo has in strokes, of its area, 0..1. */
type Ink = { readonly mask: Uint8Array; readonly width: number; readonly height: number };

/** Strokes thinner than so many pixels cannot be measured in whole ones. */
const leastMeasurable = 1.5;
// A corner that no round pen gets into is shorter than twice the pen's width; a stroke is longer.
const strokeLength = 3;
// A speck of less than this share of the pen's square is dust.
const leastSpeck = 0.15;

/**
 * The share of a mask's ink, 0..1, that a round pen of `thin` pixels cannot draw: strokes and specks, but not the tips of corners. Undefined
 * when the pixels are too coarse to tell. `depth` is that of the mask.
 */
export function thinShare(ink: Ink, depth: Depth, thin: number): number | undefined {
  if (thin < leastMeasurable) return undefined;
  const { mask, width, height } = ink;
  // A stroke of 5 pixels is 3 deep in its middle, one of 4 pixels 2: a quarter more than half of the width is fair to both.
  const radius = (thin / 2 + 0.25) * depthUnit;
  const outsideCore = new Uint8Array(mask.length);
  for (let y = 0, i = 0; y < height; y++) {
    const row = (y + 1) * depth.stride + 1;
    for (let x = 0; x < width; x++, i++) outsideCore[i] = (depth.values[row + x] ?? 0) < radius ? 1 : 0;
  }
  const fromCore = depthOf(outsideCore, width, height, true);
  const reach = radius + depthUnit;
  let area = 0;
  // 1 where the pen reaches, 2 where it does not.
  const drawn = new Uint8Array(mask.length);
  for (let y = 0, i = 0; y < height; y++) {
    const row = (y + 1) * fromCore.stride + 1;
    for (let x = 0; x < width; x++, i++) {
      if (mask[i] === 0) continue;
      area++;
      drawn[i] = (fromCore.values[row + x] ?? 0) <= reach ? 1 : 2;
    }
  }
  let thinArea = 0;
  const stack: number[] = [];
  for (let i = 0; i < drawn.length; i++) {
    if (drawn[i] !== 2) continue;
    const part = takePart(drawn, i, width, height, stack);
    const isStroke = part.extent >= strokeLength * thin;
    const isSpeck = part.isAlone && part.area >= leastSpeck * thin * thin;
    if (isStroke || isSpeck) thinArea += part.area;
  }
  return area === 0 ? 0 : thinArea / area;
}

/** Measures a connected part of what is not drawn, and takes it away. */
function takePart(drawn: Uint8Array, first: number, width: number, height: number, stack: number[]) {
  let [left, right, top, bottom, area] = [width, 0, height, 0, 0];
  let isAlone = true;
  drawn[first] = 0;
  stack.push(first);
  for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
    const x = i % width;
    const y = (i - x) / width;
    area++;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const j = ny * width + nx;
        if (drawn[j] === 1) isAlone = false;
        if (drawn[j] !== 2) continue;
        drawn[j] = 0;
        stack.push(j);
      }
    }
  }
  return { area, isAlone, extent: Math.max(right - left, bottom - top) + 1 };
}
