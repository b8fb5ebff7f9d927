import { blur } from './blur.ts';
import { lightness, linearOf, luminance, parseHex } from './light.ts';
import type { Picture } from './picture.ts';
import { shrink } from './resize.ts';
import type { Scratch } from './scratch.ts';

/** What a logo needs to be seen on a product; `tone` is the grey, of 255, that it or its outline gets. */
export type Contrast =
  | { readonly kind: 'enough' }
  | { readonly kind: 'recolor'; readonly tone: number }
  | { readonly kind: 'keyline'; readonly tone: number };

// Colors are counted on a copy of this side at most.
const smallSide = 200;
const rim = 3;
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
  const cover = await coverAround(small, scratch);
  const cloth = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const clothLightness = lightness(luminance(...parseHex(color)));
  let all = 0;
  let lost = 0;
  let chroma = 0;
  let edge = 0;
  let edgeLost = 0;
  for (let i = 0, p = 0; p < small.pixels.length; i++, p += 4) {
    const alpha = small.pixels[p + 3]! / 255;
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
    chroma += alpha * (Math.max(r, g, b) - Math.min(r, g, b));
    if (isLost) lost += alpha;
    const x = i % small.width;
    const y = (i - x) / small.width;
    if (cover[(y + rim) * (small.width + 2 * rim) + x + rim]! >= 216) continue;
    edge += alpha;
    if (isLost) edgeLost += alpha;
  }
  const tone = clothLightness < 55 ? lightTone : darkTone;
  if (lost > 0.55 * all && chroma < 40 * all) return { kind: 'recolor', tone };
  if (edgeLost > 0.18 * edge) return { kind: 'keyline', tone };
  return { kind: 'enough' };
}

/** How much of each pixel's surroundings the logo covers: less than all along its silhouette, also when it fills its rectangle. */
async function coverAround({ pixels, width, height }: Picture, scratch: Scratch): Promise<Uint8Array> {
  const stride = width + 2 * rim;
  const alpha = scratch.bytes('alpha', stride * (height + 2 * rim)).fill(0);
  for (let y = 0, i = 3; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) alpha[(y + rim) * stride + x + rim] = pixels[i]!;
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
