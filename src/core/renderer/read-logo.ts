import sharp from 'sharp';
import { type Picture, readPixelsInto } from './picture.ts';
import type { Scratch } from './scratch.ts';

const maxSourcePixels = 2048 * 2048;
const stripBytes = 1.5 * 1024 * 1024;
const maxStrips = 4;

/**
 * A logo's file as RGBA in sRGB, kept in the scratch memory.
 * It is read in strips, though each starts decoding from the top: every thread of libvips would keep room for the largest buffer
 * it ever gave out, and a whole logo is by far the largest. (Shrinking it there instead costs more still, in time and in memory.)
 */
export async function readLogo(png: Uint8Array, scratch: Scratch): Promise<Picture> {
  const { width, height } = await sharp(png, { limitInputPixels: maxSourcePixels }).metadata();
  const pixels = scratch.bytes('whole logo', width * height * 4);
  const strips = Math.min(maxStrips, Math.ceil(pixels.length / stripBytes), height);
  for (let strip = 0; strip < strips; strip++) {
    const top = Math.floor((height * strip) / strips);
    const bottom = Math.floor((height * (strip + 1)) / strips);
    const image = sharp(png, { limitInputPixels: maxSourcePixels })
      .toColourspace('srgb')
      .ensureAlpha()
      .extract({ left: 0, top, width, height: bottom - top });
    await readPixelsInto(image, pixels.subarray(top * width * 4, bottom * width * 4));
  }
  return { pixels, width, height };
}
