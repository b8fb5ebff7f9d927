import { faintAlpha, type PixelPicture } from './pixel-picture.ts';

/** `soft`: not only edges let something through, but whole parts: shadows, glows, gradients. */
export type Transparency = 'none' | 'some' | 'soft';

const opaque = 250;
/** An edge's mixed pixels are no further than this from one that is not mixed. */
const edgeWidth = 2;
/** With less than this share of what can be seen, soft parts are no matter. */
const leastSoft = 0.005;

/** What a picture's alpha channel is like. */
export function transparencyOf({ pixels, width, height }: PixelPicture): Transparency {
  const isMixed = (i: number): boolean => {
    const alpha = pixels[4 * i + 3] ?? 0;
    return alpha > faintAlpha && alpha < opaque;
  };
  let [visible, open, soft] = [0, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const alpha = pixels[4 * i + 3] ?? 0;
      if (alpha < opaque) open++;
      if (alpha <= faintAlpha) continue;
      visible++;
      if (alpha >= opaque || x < edgeWidth || y < edgeWidth || x >= width - edgeWidth || y >= height - edgeWidth)
        continue;
      const isDeep =
        isMixed(i - edgeWidth) &&
        isMixed(i + edgeWidth) &&
        isMixed(i - edgeWidth * width) &&
        isMixed(i + edgeWidth * width);
      if (isDeep) soft++;
    }
  }
  if (open === 0) return 'none';
  return soft > leastSoft * visible ? 'soft' : 'some';
}
