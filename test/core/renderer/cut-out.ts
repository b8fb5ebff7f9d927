import sharp from 'sharp';
import { removePaper } from '#core/renderer/background.ts';
import { type FoundLogo, findLogo } from '#core/renderer/find-logo.ts';
import { readLogo } from '#core/renderer/read-logo.ts';
import { resize } from '#core/renderer/resize.ts';
import { Scratch } from '#core/renderer/scratch.ts';

/** A logo that was taken off its paper. `at` gives red, green, blue and alpha at a point of the picture it was drawn in. */
export type CutOut = {
  readonly found: FoundLogo | undefined;
  readonly at: (x: number, y: number) => readonly [number, number, number, number];
};

const scratch = new Scratch();

/** Draws SVG on paper and takes it off again. With `quality` it has been a JPEG. */
export async function cutOut(
  width: number,
  height: number,
  content: string,
  { paper = '#ffffff', quality }: { readonly paper?: string; readonly quality?: number } = {},
): Promise<CutOut> {
  const drawing = sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`),
  ).flatten({ background: paper });
  return await cutOutOf(quality ? await drawing.jpeg({ quality }).toBuffer() : await drawing.png().toBuffer());
}

/** The same of a picture's file. */
export async function cutOutOf(file: Uint8Array): Promise<CutOut> {
  const whole = await readLogo(await sharp(file).png().toBuffer(), scratch);
  const found = findLogo(whole);
  const box = found?.box ?? { left: 0, top: 0, width: whole.width, height: whole.height };
  const picture = await resize(whole, box, box.width, box.height, 'cut out', scratch);
  if (found?.paper) await removePaper(picture, found.paper, scratch);
  const pixels = Uint8Array.from(picture.pixels);
  return {
    found,
    at(x, y) {
      const [column, row] = [x - box.left, y - box.top];
      if (column < 0 || row < 0 || column >= box.width || row >= box.height) return [0, 0, 0, 0];
      const [r = 0, g = 0, b = 0, alpha = 0] = pixels.subarray(4 * (row * box.width + column));
      return [r, g, b, alpha];
    },
  };
}
