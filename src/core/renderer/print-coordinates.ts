import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { release } from './picture.ts';
import type { Scratch } from './scratch.ts';
import type { ViewInfo } from './template-info.ts';

const unpack = promisify(brotliDecompress);

/**
 * Which point of the print area each pixel shows, row by row for the box at `left`, `top` of the planes. `u` and `v` times
 * `unit` run from 0 to 1 across the print area. `coverage` is 0 where a fold, a cord or the edge hides it, else up to 255.
 */
export type PrintCoordinates = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly u: Uint16Array;
  readonly v: Uint16Array;
  readonly coverage: Uint8Array;
  readonly unit: number;
};

/** The box that the print coordinates of a template fill in planes of `side` pixels. */
export function printBox(info: ViewInfo, side: number): Pick<PrintCoordinates, 'left' | 'top' | 'width' | 'height'> {
  const scale = info.size / side;
  const [fullLeft, fullTop, fullWidth, fullHeight] = info.uvBox;
  const left = Math.floor(fullLeft / scale);
  const top = Math.floor(fullTop / scale);
  const width = Math.ceil((fullLeft + fullWidth) / scale) - left;
  return { left, top, width, height: Math.ceil((fullTop + fullHeight) / scale) - top };
}

/**
 * Unpacks the print coordinates of a template into `target`, at the target's size.
 * Packed are five byte planes: high and low bytes of the zig-zag coded differences to the gradient predictor for u, the same for
 * v, and coverage. Thirteen bits of it are a twentieth of a pixel.
 */
export async function unpackPrintCoordinates(
  packed: Uint8Array,
  info: ViewInfo,
  side: number,
  target: PrintCoordinates,
  scratch: Scratch,
): Promise<void> {
  const [left, top, width, height] = info.uvBox;
  const count = width * height;
  const bytes = await unpack(packed, { maxOutputLength: count * 5 });
  const isFullSize = side === info.size;
  const u = isFullSize ? target.u : scratch.shorts('full u', count);
  const v = isFullSize ? target.v : scratch.shorts('full v', count);
  const coverage = bytes.subarray(4 * count);
  undoPrediction(bytes.subarray(0, 2 * count), width, height, info.uvBits, u);
  undoPrediction(bytes.subarray(2 * count, 4 * count), width, height, info.uvBits, v);
  if (isFullSize) target.coverage.set(coverage);
  else resample({ left, top, width, height, u, v, coverage, unit: target.unit }, info.size / side, target);
  release(bytes);
}

/** What `u` and `v` are to be multiplied with: all templates are brought to 16 bits. */
export function unitOf(info: ViewInfo): number {
  return 1 / (((1 << info.uvBits) - 1) << (16 - info.uvBits));
}

function undoPrediction(planes: Uint8Array, width: number, height: number, bits: number, values: Uint16Array): void {
  const count = width * height;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const zigzag = (planes[i]! << 8) | planes[count + i]!;
      const above = y ? values[i - width]! : 0;
      const before = x ? values[i - 1]! : above;
      const corner = x && y ? values[i - width - 1]! : above;
      values[i] = before + (y ? above : before) - (y ? corner : before) + ((zigzag >>> 1) ^ -(zigzag & 1));
    }
  }
  for (let i = 0; i < count; i++) values[i]! <<= 16 - bits;
}

/** Area-weighted, by coverage. Where a pixel straddles a fold the mean would be a point on neither side: then the larger side wins. */
function resample(full: PrintCoordinates, scale: number, target: PrintCoordinates): void {
  const { left, top, width, height, u, v, coverage } = target;
  const fold = 0.03 / full.unit;
  for (let y = 0, o = 0; y < height; y++) {
    const fromY = (top + y) * scale - full.top;
    const toY = fromY + scale;
    for (let x = 0; x < width; x++, o++) {
      const fromX = (left + x) * scale - full.left;
      const toX = fromX + scale;
      let sumU = 0;
      let sumV = 0;
      let sum = 0;
      let largest = 0;
      let at = -1;
      for (let sy = Math.max(0, Math.floor(fromY)); sy < toY && sy < full.height; sy++) {
        const rows = Math.min(sy + 1, toY) - Math.max(sy, fromY);
        for (let sx = Math.max(0, Math.floor(fromX)); sx < toX && sx < full.width; sx++) {
          const i = sy * full.width + sx;
          const weight = rows * (Math.min(sx + 1, toX) - Math.max(sx, fromX)) * full.coverage[i]!;
          sumU += weight * full.u[i]!;
          sumV += weight * full.v[i]!;
          sum += weight;
          if (weight > largest) {
            largest = weight;
            at = i;
          }
        }
      }
      coverage[o] = Math.round(sum / (scale * scale));
      if (at < 0) continue;
      const isFold = Math.abs(sumU / sum - full.u[at]!) + Math.abs(sumV / sum - full.v[at]!) > fold;
      u[o] = isFold ? full.u[at]! : Math.round(sumU / sum);
      v[o] = isFold ? full.v[at]! : Math.round(sumV / sum);
    }
  }
}

// A neighbour that shows less of the print area than this says nothing about its slope.
const leastCoverage = 51;

/**
 * Change of a coordinate from pixel `i` to the next one `step` further, of both neighbours the smaller change: the jump across a
 * fold must not blur the logo beside it. `hasBefore` and `hasAfter` tell whether the neighbours lie inside the box.
 */
export function slopeAt(
  values: Uint16Array,
  coverage: Uint8Array,
  i: number,
  step: number,
  hasBefore: boolean,
  hasAfter: boolean,
): number {
  const value = values[i]!;
  const before = hasBefore && coverage[i - step]! > leastCoverage;
  if (hasAfter && coverage[i + step]! > leastCoverage) {
    const after = values[i + step]! - value;
    if (!before) return after;
    const other = value - values[i - step]!;
    return Math.abs(other) < Math.abs(after) ? other : after;
  }
  return before ? value - values[i - step]! : 0;
}

/** Pixels that the whole width of the print area would take where it is seen straight on. */
export function pixelsPerWidth({ width, height, u, coverage, unit }: PrintCoordinates): number {
  let sum = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y += 3) {
    for (let x = 1; x < width - 1; x += 3) {
      const i = y * width + x;
      if (coverage[i]! < 250) continue;
      sum += Math.hypot(slopeAt(u, coverage, i, 1, true, true), slopeAt(u, coverage, i, width, true, true)) * unit;
      count++;
    }
  }
  return count / Math.max(sum, 1e-6);
}
