import { dither, ditherMask, encode, linearOf, toneSteps } from './light.ts';
import { ditherRow } from './paint-product.ts';
import type { Stage } from './stage.ts';

/** What lies behind a product: fills in one row of the picture, three floats a pixel, as linear light before the product's shadow falls on it. */
export type Backdrop = (y: number, row: Float32Array) => void;

// Without the shoulder that keeps white cloth from clipping: a backdrop has the very color it was asked to have.
const toneOf = Uint16Array.from({ length: toneSteps + 1 }, (_, step) =>
  Math.round(encode(step / toneSteps) * 255 * 256),
);

/** Puts a backdrop behind a product that was painted for it, and the product's shadow on the backdrop. RGB bytes, in place. */
export function putBehind(stage: Stage, backdrop: Backdrop, picture: Uint8Array): void {
  const { size, left, top, template } = stage;
  const { side } = template;
  const lights = new Float32Array(3 * size);
  for (let y = 0; y < size; y++) {
    backdrop(y, lights);
    const hasPlane = y >= top && y < top + side;
    const from = hasPlane ? Math.min(size, Math.max(0, left)) : size;
    const to = hasPlane ? Math.max(from, Math.min(size, left + side)) : size;
    putBare(lights, picture, y, size, 0, from);
    if (hasPlane) putBehindRow(stage, lights, picture, y, from, to);
    putBare(lights, picture, y, size, to, size);
  }
}

/** Part of a row that the product's template does not reach to. */
function putBare(lights: Float32Array, picture: Uint8Array, y: number, size: number, from: number, to: number): void {
  const grainRow = ditherRow(y);
  for (let x = from, o = 3 * (y * size + x), k = 3 * x; x < to; x++, o += 3, k += 3) {
    const grain = dither[(grainRow + x) & ditherMask]!;
    picture[o] = toneAt(lights[k]!, grain);
    picture[o + 1] = toneAt(lights[k + 1]!, grain);
    picture[o + 2] = toneAt(lights[k + 2]!, grain);
  }
}

function putBehindRow(
  stage: Stage,
  lights: Float32Array,
  picture: Uint8Array,
  y: number,
  from: number,
  to: number,
): void {
  const { size, left, top, template } = stage;
  const { mask, shadow, side } = template;
  const grainRow = ditherRow(y);
  for (
    let x = from, i = (y - top) * side + x - left, o = 3 * (y * size + x), k = 3 * x;
    x < to;
    x++, i++, o += 3, k += 3
  ) {
    const cover = mask[i]!;
    if (cover === 255) continue;
    const part = cover / 255;
    const rest = ((1 - part) * shadow[i]!) / 255;
    const grain = dither[(grainRow + x) & ditherMask]!;
    if (cover === 0) {
      picture[o] = toneAt(lights[k]! * rest, grain);
      picture[o + 1] = toneAt(lights[k + 1]! * rest, grain);
      picture[o + 2] = toneAt(lights[k + 2]! * rest, grain);
      continue;
    }
    picture[o] = toneAt(lights[k]! * rest + linearOf[picture[o]!]! * part, grain);
    picture[o + 1] = toneAt(lights[k + 1]! * rest + linearOf[picture[o + 1]!]! * part, grain);
    picture[o + 2] = toneAt(lights[k + 2]! * rest + linearOf[picture[o + 2]!]! * part, grain);
  }
}

function toneAt(light: number, grain: number): number {
  return (toneOf[light < 1 ? (light * toneSteps) | 0 : toneSteps]! + grain) >> 8;
}

// What a shadow leaves of white, as the share of its sRGB value: programs lay pictures over each other in these values, not in light.
const shadowAlpha = Float32Array.from({ length: 256 }, (_, value) => 1 - encode(value / 255));
// Less than that would be a few scattered specks and no shadow.
const leastShadow = 1 / 255;

/**
 * Cuts out a product that was painted for it: RGBA bytes with straight alpha into `target`, the shadow as black that lets through what it leaves
 * of the light. What shows nothing is all zeros.
 */
export function cutOut(stage: Stage, picture: Uint8Array, target: Uint8Array): void {
  const { size, left, top, template } = stage;
  const { mask, shadow, side } = template;
  target.fill(0);
  for (let y = Math.max(0, top); y < Math.min(size, top + side); y++) {
    const grainRow = ditherRow(y);
    const from = Math.max(0, left);
    const to = Math.min(size, left + side);
    for (let x = from, i = (y - top) * side + from - left, p = y * size + from; x < to; x++, i++, p++) {
      const part = mask[i]! / 255;
      const dark = shadowAlpha[shadow[i]!]!;
      if (part === 0 && dark < leastShadow) continue;
      const alpha = part + (1 - part) * dark;
      const grain = dither[(grainRow + x) & ditherMask]!;
      target[4 * p + 3] = (alpha * 255 * 256 + grain) >> 8;
      if (part === 0) continue;
      const share = part / alpha;
      for (let c = 0; c < 3; c++) target[4 * p + c] = Math.round(picture[3 * p + c]! * share);
    }
  }
}
