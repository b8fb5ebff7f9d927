import { noiseBytes } from './light.ts';

const tableSide = 256;
const table = noiseBytes(tableSide * tableSide, 7_331);

/**
 * Adds smooth noise along a line to the values there, `weight` of it: from 0 to 1, changing once a unit in both directions. `x` and `y` are where
 * the line begins, `step` how far apart its points are. Between two crossings of the grid only the place between them is worked out.
 */
export function addNoise(
  line: Float64Array,
  { x, step, y }: { readonly x: number; readonly step: number; readonly y: number },
  weight: number,
): void {
  const top = Math.floor(y);
  const below = smooth(y - top);
  const row = (top & 255) << 8;
  const next = ((top + 1) & 255) << 8;
  const scale = weight / 255;
  const crossing = (column: number): number => {
    const above = table[row | (column & 255)]!;
    return scale * (above + (table[next | (column & 255)]! - above) * below);
  };
  let left = Number.NaN;
  let from = 0;
  let change = 0;
  for (let k = 0; k < line.length; k++) {
    const at = x + k * step;
    const column = Math.floor(at);
    if (column !== left) {
      left = column;
      from = crossing(column);
      change = crossing(column + 1) - from;
    }
    line[k]! += from + change * smooth(at - column);
  }
}

function smooth(part: number): number {
  return part * part * (3 - 2 * part);
}
