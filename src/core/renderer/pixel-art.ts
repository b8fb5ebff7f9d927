import type { Picture } from './picture.ts';
import type { Box } from './resize.ts';
import type { Scratch } from './scratch.ts';

// A drawing larger than that, with hard edges, is one that was saved without soft ones.
const largestSide = 48;
// Soft edges have more colors than somebody chose one by one.
const mostColors = 32;

/** True when a part of a picture was drawn pixel by pixel: it is small, and has few colors and no translucent ones. */
export function isPixelArt({ pixels, width }: Picture, box: Box): boolean {
  if (Math.max(box.width, box.height) > largestSide) return false;
  const colors = new Set<number>();
  for (let y = box.top; y < box.top + box.height; y++) {
    for (let x = box.left, i = 4 * (y * width + x); x < box.left + box.width; x++, i += 4) {
      const alpha = pixels[i + 3]!;
      if (alpha > 0 && alpha < 255) return false;
      colors.add(alpha === 0 ? -1 : (pixels[i]! << 16) | (pixels[i + 1]! << 8) | pixels[i + 2]!);
      if (colors.size > mostColors) return false;
    }
  }
  return true;
}

/** Enlarges a part of a picture so that each of its pixels is a square. */
export function enlargeSquares(
  { pixels, width: stride }: Picture,
  box: Box,
  width: number,
  height: number,
  name: string,
  scratch: Scratch,
): Picture {
  const large = scratch.bytes(name, width * height * 4);
  const columns = stepsOf(box.width, width);
  for (const [y, row] of stepsOf(box.height, height).entries()) {
    for (const [x, column] of columns.entries()) {
      const o = 4 * (y * width + x);
      const sum = [0, 0, 0, 0];
      for (const [down, part] of row) {
        for (const [right, share] of column) {
          const i = 4 * ((box.top + down) * stride + box.left + right);
          const alpha = part * share * pixels[i + 3]!;
          for (let channel = 0; channel < 3; channel++) sum[channel]! += alpha * pixels[i + channel]!;
          sum[3]! += alpha;
        }
      }
      for (let channel = 0; channel < 3; channel++)
        large[o + channel] = sum[3]! > 0 ? Math.round(sum[channel]! / sum[3]!) : 0;
      large[o + 3] = Math.round(sum[3]!);
    }
  }
  return { pixels: large, width, height };
}

type Step = readonly (readonly [at: number, share: number])[];

/** For each of `many` pixels the one or two of `few` that it lies on, and how much of it lies on each. */
function stepsOf(few: number, many: number): Step[] {
  return Array.from({ length: many }, (_, k) => {
    const start = (k * few) / many;
    const at = Math.floor(start);
    const after = Math.max(0, ((k + 1) * few) / many - at - 1) * (many / few);
    return after > 1e-6 && at + 1 < few
      ? [
          [at, 1 - after],
          [at + 1, after],
        ]
      : [[at, 1]];
  });
}
