import sharp from 'sharp';

/** RGB pixels of a square picture as PNG, by sharp as it comes: what the time of a shot is compared with. */
export async function barePng(pixels: Uint8Array, side: number): Promise<Buffer> {
  return await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
}
