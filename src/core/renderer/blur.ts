import sharp from 'sharp';
import { readPixels } from './picture.ts';
import type { Scratch } from './scratch.ts';

/** A blurred copy of a plane of bytes, kept in the scratch buffer of that name. */
export async function blur(
  plane: Uint8Array,
  width: number,
  height: number,
  sigma: number,
  name: string,
  scratch: Scratch,
): Promise<Uint8Array> {
  const image = sharp(plane, { raw: { width, height, channels: 1 } })
    .blur(Math.max(0.5, sigma))
    .toColourspace('b-w');
  return (await readPixels(image, name, scratch)).pixels;
}
