import type { Texels } from './keyline.ts';
import type { Scratch } from './scratch.ts';

/*
 * A needle cannot sew lines as thin as a printer prints them: whoever prepares small lettering for a machine makes its strokes as wide as a
 * satin stitch, and leaves the counters open.
 */
const narrowMm = 0.7;
const growthMm = 0.2;
// A thread covers: what is thinner than a texel gets as opaque as thread.
const threadCover = 1.6;
// Of 255: less is a soft edge.
const leastThin = 24;
const ink = 128;

/** Widens, in place, what is narrower than a satin stitch. Gaps as narrow as that stay as they are. */
export function widenThinStrokes(logo: Texels, texelsPerMm: number, scratch: Scratch): void {
  const { texels, width, height } = logo;
  const reach = Math.round((narrowMm * texelsPerMm - 1) / 2);
  const growth = Math.round(growthMm * texelsPerMm);
  if (reach < 1 || growth < 1) return;
  const count = width * height;
  const alpha = scratch.bytes('alpha', count);
  for (let i = 0; i < count; i++) alpha[i] = 255 * texels[4 * i + 3]! + 0.5;
  const thin = scratch.bytes('thin strokes', count);
  if (!findThin(alpha, thin, width, height, reach, scratch)) return;
  const isInk = (i: number): boolean => alpha[i]! >= ink;
  const near = steps(growth, width);
  const across = [1, width, width + 1, width - 1];
  const room = (growth + 2) * (width + 1);
  for (let i = room; i < count - room; i++) {
    const own = alpha[i]!;
    if (own === 255) continue;
    let most = thin[i]!;
    let from = i;
    for (const step of near) {
      if (thin[i + step]! <= most) continue;
      most = thin[i + step]!;
      from = i + step;
    }
    if (most < leastThin) continue;
    const cover = Math.min(255, threadCover * most);
    if (cover <= own) continue;
    // Between two strokes: what lies there is a counter, or the space between letters.
    const isGap = own < ink && across.some((step) => isNear(i, step, growth, isInk) && isNear(i, -step, growth, isInk));
    if (isGap) continue;
    const added = (cover - own) / 255 / texels[4 * from + 3]!;
    for (let channel = 0; channel < 3; channel++) texels[4 * i + channel]! += texels[4 * from + channel]! * added;
    texels[4 * i + 3] = cover / 255;
  }
}

function isNear(i: number, step: number, growth: number, isInk: (i: number) => boolean): boolean {
  for (let k = 1; k <= growth + 1; k++) if (isInk(i + k * step)) return true;
  return false;
}

/** The ways to all texels within a disc. */
function steps(radius: number, width: number): number[] {
  const found: number[] = [];
  for (let y = -radius; y <= radius; y++) {
    for (let x = -radius; x <= radius; x++) if (x * x + y * y <= (radius + 0.3) ** 2) found.push(y * width + x);
  }
  return found;
}

/** Fills in how much of each texel is part of a thin stroke: of what is wider by two reaches, nothing. False when nothing is. */
function findThin(
  alpha: Uint8Array,
  thin: Uint8Array,
  width: number,
  height: number,
  reach: number,
  scratch: Scratch,
): boolean {
  const turned = scratch.bytes('turned', alpha.length);
  erode(alpha, width, height, reach, turned);
  erode(turned, height, width, reach, thin);
  for (let i = 0; i < thin.length; i++) thin[i] = 255 - thin[i]!;
  erode(thin, width, height, reach, turned);
  erode(turned, height, width, reach, thin);
  let hasThin = false;
  for (let i = 0; i < thin.length; i++) {
    thin[i] = alpha[i]! + thin[i]! - 255;
    hasThin ||= thin[i]! >= leastThin;
  }
  return hasThin;
}

/** The least of `reach` neighbours on both sides along the rows. Rows become columns, so that twice is both ways. */
function erode(plane: Uint8Array, width: number, height: number, reach: number, turned: Uint8Array): void {
  for (let y = 0, row = 0; y < height; y++, row += width) {
    for (let x = 0; x < width; x++) {
      let least = plane[row + x]!;
      const end = Math.min(width - 1, x + reach);
      for (let at = Math.max(0, x - reach); at <= end; at++) if (plane[row + at]! < least) least = plane[row + at]!;
      turned[x * height + y] = least;
    }
  }
}
