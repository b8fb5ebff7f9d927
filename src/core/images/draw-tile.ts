import { blankPicture } from './open-picture.ts';

/** A plain grey square, in place of a picture that is to be gone; a PNG. */
export async function drawTile(): Promise<Buffer> {
  return await blankPicture(512, 512, '#d8d8d8').png().toBuffer();
}
