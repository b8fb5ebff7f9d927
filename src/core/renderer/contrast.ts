import { blur } from './blur.ts';
import { lightness, linearOf, luminance, parseHex } from './light.ts';
import type { Picture } from './picture.ts';
import { shrink } from './resize.ts';
import type { Scratch } from './scratch.ts';
import { firmness, mostOpaque } from './silhouette.ts';

/** What a logo needs to be seen on a product; `tone` is the grey, of 255, that it or its outline gets. */
export type Contrast =
  | { readonly kind: 'enough' }
  | { readonly kind: 'recolor'; readonly tone: number }
  | { readonly kind: 'keyline'; readonly tone: number };

// Colors are counted on a copy of this side at most.
const smallSide = 200;
const rim = 3;
// Largest difference of a channel from a logo's mean color, of 255, and the share of its ink that keeps to it when it has one color.
const sameInk = 48;
const leastOfOneInk = 0.9;
// A small part of quite another color, such as white eyes or lettering, would be gone when all of the logo turned one tone.
const otherInk = 144;
const leastOfOther = 0.006;
const lightTone = 245;
const darkTone = 26;

/**
 * A one-color logo of the product's own color would vanish: it is turned light or dark. A colorful one keeps its colors and gets an
 * outline, but only when its silhouette is lost: counting what lies inside would draw comic-book outlines on white shirts.
 */
export async function chooseContrast(picture: Picture, color: string, scratch: Scratch): Promise<Contrast> {
  const scale = Math.min(1, smallSide / Math.max(picture.width, picture.height));
  const small = shrink(
    picture,
    { left: 0, top: 0, width: picture.width, height: picture.height },
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
    'small',
    scratch,
  );
  const most = mostOpaque(small.pixels);
  const cover = await coverAround(small, most, scratch);
  const cloth = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const clothLightness = lightness(luminance(...parseHex(color)));
  let all = 0;
  let lost = 0;
  let edge = 0;
  let edgeLost = 0;
  for (let i = 0, p = 0; p < small.pixels.length; i++, p += 4) {
    const alpha = firmness(small.pixels[p + 3]!, most);
    if (alpha === 0) continue;
    const r = small.pixels[p]!;
    const g = small.pixels[p + 1]!;
    const b = small.pixels[p + 2]!;
    const difference = (r - cloth[0]!) ** 2 + (g - cloth[1]!) ** 2 + (b - cloth[2]!) ** 2;
    const here = lightness(luminance(linearOf[r]!, linearOf[g]!, linearOf[b]!));
    // Among dark colors the eye sees lightness only: navy letters on black cloth cannot be read.
    const reach = Math.max(here, clothLightness) < 25 ? 150 : 90;
    const isLost = Math.abs(here - clothLightness) < 22 && difference < reach ** 2;
    all += alpha;
    if (isLost) lost += alpha;
    const x = i % small.width;
    const y = (i - x) / small.width;
    if (cover[(y + rim) * (small.width + 2 * rim) + x + rim]! >= 216) continue;
    edge += alpha;
    if (isLost) edgeLost += alpha;
  }
  const tone = clothLightness < 55 ? lightTone : darkTone;
  if (lost > 0.55 * all && isOneColor(small)) return { kind: 'recolor', tone };
  if (edgeLost > 0.18 * edge) return { kind: 'keyline', tone };
  return { kind: 'enough' };
}

/**
 * True when one ink would print the logo, be it in several strengths of grey: what is gone when it turns a single tone is no color and
 * no drawing. White letters on a black badge are two colors.
 */
function isOneColor({ pixels }: Picture): boolean {
  const sum = [0, 0, 0];
  let all = 0;
  for (let p = 0; p < pixels.length; p += 4) {
    const alpha = pixels[p + 3]!;
    for (let channel = 0; channel < 3; channel++) sum[channel]! += alpha * pixels[p + channel]!;
    all += alpha;
  }
  let alike = 0;
  let other = 0;
  for (let p = 0; p < pixels.length; p += 4) {
    const r = Math.abs(pixels[p]! - sum[0]! / all);
    const g = Math.abs(pixels[p + 1]! - sum[1]! / all);
    const b = Math.abs(pixels[p + 2]! - sum[2]! / all);
    const difference = Math.max(r, g, b);
    if (difference < sameInk) alike += pixels[p + 3]!;
    if (difference > otherInk) other += pixels[p + 3]!;
  }
  return alike > leastOfOneInk * all && other < leastOfOther * all;
}

/** How much of each pixel's surroundings the logo covers: less than all along its silhouette, also when it fills its rectangle. */
async function coverAround({ pixels, width, height }: Picture, most: number, scratch: Scratch): Promise<Uint8Array> {
  const stride = width + 2 * rim;
  const alpha = scratch.bytes('alpha', stride * (height + 2 * rim)).fill(0);
  for (let y = 0, i = 3; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) alpha[(y + rim) * stride + x + rim] = 255 * firmness(pixels[i]!, most);
  }
  return await blur(alpha, stride, height + 2 * rim, 1.2, 'cover', scratch);
}

/** Gives every pixel the same grey, in place. */
export function recolor({ pixels }: Picture, tone: number): void {
  for (let i = 0; i < pixels.length; i += 4) {
    pixels[i] = tone;
    pixels[i + 1] = tone;
    pixels[i + 2] = tone;
  }
}
