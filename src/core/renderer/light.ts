/*
 * Color arithmetic in linear light. A picture made by multiplying sRGB values has shadows that are too black and dark cloth that
 * is dead, so everything is added and multiplied here as light adds and multiplies, and encoded once at the end.
 */

/** Three numbers, one per channel, as linear light where 1 is white. */
export type Rgb = readonly [number, number, number];

const toLinear = Float32Array.from({ length: 256 }, (_, value) => {
  const c = value / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
});

/** Linear light of each 8-bit sRGB value. */
export const linearOf: Readonly<Float32Array> = toLinear;

/** Steps of linear light between 0 and 1 in the tone table: fine enough that black cloth shows no steps. */
export const toneSteps = 16_384;
/** Last entry of the tone table: light up to 1.6 is told apart, more is white. */
export const lastTone = Math.floor(toneSteps * 1.6);

/** Identity up to 0.8, then bending towards 1: white cloth keeps its folds instead of clipping. */
function shoulder(light: number): number {
  return light <= 0.8 ? light : 0.8 + 0.2 * (1 - Math.exp(-(light - 0.8) / 0.2));
}

/** sRGB value, 0 to 1, of linear light. */
export function encode(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** sRGB value of light `i / toneSteps` after the shoulder, times 256: the low byte meets the dither. */
export const toneOf: Readonly<Uint16Array> = Uint16Array.from({ length: lastTone + 1 }, (_, step) =>
  Math.round(encode(shoulder(step / toneSteps)) * 255 * 256),
);

/** Mask of the dither's index. */
export const ditherMask = 0xffff;

/** One least significant bit of noise, the same in every shot, against bands in the smooth backdrop. */
export const dither: Readonly<Uint8Array> = noiseBytes(ditherMask + 1, 12_345);

/** Even noise that is always the same. */
export function noiseBytes(length: number, seed: number): Uint8Array {
  const noise = new Uint8Array(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    noise[i] = state >>> 24;
  }
  return noise;
}

/** Linear light of `#rrggbb`. Throws a RangeError on anything else. */
export function parseHex(hex: string): Rgb {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new RangeError('A color must be #rrggbb');
  const channel = (at: number): number => toLinear[Number.parseInt(hex.slice(at, at + 2), 16)]!;
  return [channel(1), channel(3), channel(5)];
}

export function luminance(r: number, g: number, b: number): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** CIE lightness, 0 to 100, of a luminance. */
export function lightness(y: number): number {
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}
