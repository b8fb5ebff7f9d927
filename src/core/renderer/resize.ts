import sharp from 'sharp';
import { type Picture, readPixels } from './picture.ts';
import type { Scratch } from './scratch.ts';
import { upscale } from './upscale.ts';

/** A rectangle of pixels. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** A part of an RGBA picture at another size, kept in the scratch buffer of that name. */
export async function resize(
  source: Picture,
  box: Box,
  width: number,
  height: number,
  name: string,
  scratch: Scratch,
): Promise<Picture> {
  if (width <= box.width && height <= box.height) return shrink(source, box, width, height, name, scratch);
  const crisp = await upscale(source, box, width, height, name, scratch);
  if (crisp) return crisp;
  const image = sharp(source.pixels, { raw: { width: source.width, height: source.height, channels: 4 } })
    .extract(box)
    .resize(width, height, { fit: 'fill', kernel: 'cubic' });
  return await readPixels(image, name, scratch);
}

/**
 * A part of an RGBA picture at a smaller size: the mean of what each pixel covers, weighted by alpha. Not sharp's resize, which
 * keeps hundreds of rows as floating point for that, in each of libvips' threads.
 */
export function shrink(
  source: Picture,
  box: Box,
  width: number,
  height: number,
  name: string,
  scratch: Scratch,
): Picture {
  const pixels = scratch.bytes(name, width * height * 4);
  const sums = scratch.floats('row sums', width * 4);
  const scaleX = width / box.width;
  const scaleY = height / box.height;
  sums.fill(0);
  for (let y = 0, row = 0; y < box.height; y++) {
    const end = (y + 1) * scaleY;
    // A source row that straddles two target rows is added to both, by its shares.
    const later = Math.max(0, Math.min(scaleY, end - (row + 1)));
    addRow(source, box, y, scaleX, scaleY - later, sums);
    if (end < row + 1 - 1e-6 && y < box.height - 1) continue;
    writeRow(sums, pixels, row * width * 4);
    sums.fill(0);
    row++;
    if (row < height && later > 1e-6) addRow(source, box, y, scaleX, later, sums);
  }
  return { pixels, width, height };
}

/** Adds a source row, `weight` of it, to the sums of a target row: colors times alpha, and alpha. */
function addRow(
  { pixels, width }: Picture,
  box: Box,
  y: number,
  scaleX: number,
  weight: number,
  sums: Float32Array,
): void {
  const targetWidth = sums.length / 4;
  let i = ((box.top + y) * width + box.left) * 4;
  for (let x = 0; x < box.width; x++, i += 4) {
    const alpha = pixels[i + 3]!;
    if (alpha === 0) continue;
    const start = x * scaleX;
    const column = start | 0;
    const over = start + scaleX - column - 1;
    const here = (over > 0 ? scaleX - over : scaleX) * weight * alpha;
    const o = column * 4;
    const r = pixels[i]!;
    const g = pixels[i + 1]!;
    const b = pixels[i + 2]!;
    sums[o]! += r * here;
    sums[o + 1]! += g * here;
    sums[o + 2]! += b * here;
    sums[o + 3]! += here;
    if (over <= 0 || column + 1 >= targetWidth) continue;
    const next = over * weight * alpha;
    sums[o + 4]! += r * next;
    sums[o + 5]! += g * next;
    sums[o + 6]! += b * next;
    sums[o + 7]! += next;
  }
}

function writeRow(sums: Float32Array, pixels: Uint8Array, start: number): void {
  for (let s = 0, o = start; s < sums.length; s += 4, o += 4) {
    const alpha = sums[s + 3]!;
    const perAlpha = alpha > 0 ? 1 / alpha : 0;
    pixels[o] = sums[s]! * perAlpha + 0.5;
    pixels[o + 1] = sums[s + 1]! * perAlpha + 0.5;
    pixels[o + 2] = sums[s + 2]! * perAlpha + 0.5;
    pixels[o + 3] = Math.min(255, alpha + 0.5);
  }
}
