import sharp from 'sharp';
import { type CleanLogo, cleanLogo } from '#core/images/clean-logo.ts';
import type { PixelPicture } from '#core/images/preflight/pixel-picture.ts';
import { randomNumbers, svgOf } from './pictures.ts';

/** A drawing as PNG bytes; what it is drawn of has coordinates in pixels. */
export async function drawPng(width: number, height: number, elements: string): Promise<Buffer> {
  const svg = svgOf(elements, `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`);
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** The same as a logo that came in as a PNG. */
export async function drawLogo(width: number, height: number, elements: string): Promise<CleanLogo> {
  return cleanLogo(await drawPng(width, height, elements));
}

/** The same as pixels. */
export async function drawPixels(width: number, height: number, elements: string): Promise<PixelPicture> {
  return readPixels(await drawPng(width, height, elements));
}

export async function readPixels(picture: Uint8Array): Promise<PixelPicture> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8Array(data), width: info.width, height: info.height };
}

/** A pixel as `[r, g, b, alpha]`. */
export function pixelAt({ pixels, width }: PixelPicture, x: number, y: number): number[] {
  const at = 4 * (y * width + x);
  return [...pixels.subarray(at, at + 4)];
}

/** What a camera would see: soft shapes of every color, and grain; opaque, always the same. */
export async function drawPhoto(width: number, height: number, seed = 7): Promise<Buffer> {
  const random = randomNumbers(seed);
  const small = Buffer.alloc(12 * 9 * 3);
  for (let at = 0; at < small.length; at++) small[at] = random() * 256;
  const soft = await sharp(small, { raw: { width: 12, height: 9, channels: 3 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  for (let at = 0; at < soft.length; at++) {
    soft[at] = Math.max(0, Math.min(255, (soft[at] ?? 0) + (random() - 0.5) * 12));
  }
  return sharp(soft, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
