import { type BackgroundField, noise, softEdge } from './background-field.ts';
import { type Depth, depthOf, depthUnit } from './depth.ts';
import { difference } from './flat-background.ts';

// The most that ink's colors may differ, and the share of the pixels that may do so all the same: near soft edges, and away from them.
const sameColor = 48;
const strays = 0.1;
const fewStrays = 0.005;
const leastRegion = 6;
/** Of the stroke round a hole, in widths of the hole: the counter of a bold A has 3.4. */
const widestStroke = 3.5;
/** How far into a stroke its color is looked for. */
const deepest = 6;

/**
 * The background that ink encloses. In a one-color logo that is all of its color; in others it is a hole when a single color surrounds it
 * whose stroke is not much wider than the hole: the inside of an O, and not the eye of a face.
 */
export function holesIn(field: BackgroundField): number[] {
  const { ink, reached, width, height } = field;
  const seen = new Uint8Array(ink.length);
  const holes: number[] = [];
  let depth: Depth | undefined;
  let isOneColor: boolean | undefined;
  for (let i = 0; i < ink.length; i++) {
    if (reached[i] === 1 || seen[i] === 1 || (ink[i] ?? 0) > noise) continue;
    const region = takeRegion(field, seen, i);
    if (region.pixels.length < leastRegion) continue;
    isOneColor ??= hasOneInk(field);
    depth ??= depthOf(
      reached.map((is) => 1 - is),
      width,
      height,
    );
    if (isOneColor || isHole(field, region, depth)) for (const pixel of region.pixels) holes.push(pixel);
  }
  return holes;
}

/** Enclosed background, and where it meets ink: one of its pixels, and the step from there. */
interface Region {
  readonly pixels: number[];
  readonly edge: (readonly [pixel: number, step: number])[];
}

function takeRegion({ ink, reached, width }: BackgroundField, seen: Uint8Array, first: number): Region {
  const region: Region = { pixels: [first], edge: [] };
  seen[first] = 1;
  const visit = (i: number, step: number): void => {
    const j = i + step;
    if ((ink[j] ?? 0) > noise) region.edge.push([i, step]);
    else if (seen[j] === 0 && reached[j] === 0) {
      seen[j] = 1;
      region.pixels.push(j);
    }
  };
  for (const i of region.pixels) {
    const x = i % width;
    if (x > 0) visit(i, -1);
    if (x < width - 1) visit(i, 1);
    if (i >= width) visit(i, -width);
    if (i + width < ink.length) visit(i, width);
  }
  return region;
}

function hasOneInk({ pixels, ink, reached, width }: BackgroundField): boolean {
  const solid: number[] = [];
  const deep: number[] = [];
  const isInk = (i: number): boolean => reached[i] === 0 && (ink[i] ?? 0) >= softEdge;
  // Every 7th pixel is plenty, and no multiple of a usual width.
  for (let i = 0; i < ink.length; i += 7) {
    if (!isInk(i)) continue;
    solid.push(i);
    if (isInk(i - 2) && isInk(i + 2) && isInk(i - 2 * width) && isInk(i + 2 * width)) deep.push(i);
  }
  // Away from the edges a second color shows however little there is of it; lines may be too thin to have such a place.
  return deep.length > solid.length / 4 ? isUniform(pixels, deep, fewStrays) : isUniform(pixels, solid, strays);
}

function isUniform(pixels: Uint8Array, at: readonly number[], most: number): boolean {
  if (at.length === 0) return false;
  const mean = (channel: number): number => at.reduce((sum, i) => sum + (pixels[4 * i + channel] ?? 0), 0) / at.length;
  const color = { r: mean(0), g: mean(1), b: mean(2) };
  return at.filter((i) => difference(pixels, 4 * i, color) > sameColor).length <= most * at.length;
}

function isHole({ pixels, ink, width }: BackgroundField, region: Region, depth: Depth): boolean {
  const surround: number[] = [];
  let strokes = 0;
  for (const [i, step] of region.edge) {
    const x = i % width;
    strokes += (depth.values[((i - x) / width + 1) * depth.stride + x + 1] ?? 0) / depthUnit;
    // Past noise and soft edges, where the ink is purest.
    let purest = i + step;
    for (let n = 2, j = purest + step; n <= deepest; n++, j += step) if ((ink[j] ?? 0) > (ink[purest] ?? 0)) purest = j;
    if ((ink[purest] ?? 0) >= softEdge) surround.push(purest);
  }
  const length = Math.max(1, region.edge.length);
  const holeWidth = (2 * region.pixels.length) / length;
  return strokes / length <= widestStroke * holeWidth + 2 && isUniform(pixels, surround, strays);
}
