import { isInk } from './background.ts';
import type { Bytes3 } from './ink-field.ts';
import type { Picture } from './picture.ts';
import type { Box } from './resize.ts';

// So many points are looked at along the longer side.
const grid = 128;
// Between neighbouring points: below is flat color or a soft gradient, above an edge between two flat colors. Of 255.
const leastTexture = 5;
const mostTexture = 70;
const textured = 0.4;
const manyColors = 90;
const fillsBox = 0.9;
const nearlyWhite = 225;

/**
 * Tells photographs from drawings on paper: they have texture nearly everywhere and many colors. One that fills its rectangle has a plain
 * frame (`framed`); round others lies what is no paper, such as night (`whole`). A mascot painted in many colors on a white page is no
 * photograph (`none`).
 */
export function photoKind({ pixels, width }: Picture, box: Box, paper: Bytes3): 'none' | 'framed' | 'whole' {
  const step = Math.max(1, Math.max(box.width, box.height) / grid);
  const columns = Math.floor((box.width - 1) / step);
  const rows = Math.floor((box.height - 1) / step);
  const at = (column: number, row: number): number =>
    (box.top + Math.floor(row * step)) * width + box.left + Math.floor(column * step);
  const colors = new Set<number>();
  let ink = 0;
  let texture = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const i = at(column, row);
      if (!isInk(pixels, i, paper)) continue;
      ink++;
      const rise = Math.max(rises(pixels, i, at(column + 1, row)), rises(pixels, i, at(column, row + 1)));
      if (rise >= leastTexture && rise <= mostTexture) texture++;
      colors.add(((pixels[4 * i]! >> 4) << 8) | ((pixels[4 * i + 1]! >> 4) << 4) | (pixels[4 * i + 2]! >> 4));
    }
  }
  if (texture < textured * ink || colors.size < manyColors) return 'none';
  if (ink >= fillsBox * rows * columns) return 'framed';
  return Math.min(...paper) < nearlyWhite ? 'whole' : 'none';
}

function rises(pixels: Uint8Array, i: number, j: number): number {
  const r = Math.abs(pixels[4 * i]! - pixels[4 * j]!);
  const g = Math.abs(pixels[4 * i + 1]! - pixels[4 * j + 1]!);
  const b = Math.abs(pixels[4 * i + 2]! - pixels[4 * j + 2]!);
  return Math.max(r, g, b);
}
