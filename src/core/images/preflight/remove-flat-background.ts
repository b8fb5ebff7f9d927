import { type BackgroundField, flood, fullInk, noise, reachOn, strongestNear } from './background-field.ts';
import { holesIn } from './enclosed-background.ts';
import { borderOf, difference, findFlatBackground } from './flat-background.ts';
import type { PixelPicture } from './pixel-picture.ts';

// Steps that a soft edge is followed beyond where it begins.
const blurSteps = 2;
const leastShare = 0.08;
const paleInk = 0.9;

/**
 * Makes the flat color round a logo transparent, also inside the holes of its letters, and keeps what is of that color on purpose: eyes, highlights, the
 * white of a badge. A picture without such a background stays as it is.
 */
export function removeFlatBackground(picture: PixelPicture): PixelPicture {
  const background = findFlatBackground(picture);
  if (!background) return picture;
  const { width, height } = picture;
  const pixels = picture.pixels.slice();
  const ink = new Uint8Array(width * height);
  let mostInk = 0;
  for (let i = 0; i < ink.length; i++) {
    // What is transparent already leads on to the background beside it.
    const here = (pixels[4 * i + 3] ?? 0) < noise ? 0 : difference(pixels, 4 * i, background);
    ink[i] = here;
    if (here > mostInk) mostInk = here;
  }
  // Specks of a JPEG's noise are no ink beside a strong one; a pale logo has no stronger one.
  const leastInk = Math.min(fullInk / 2, paleInk * mostInk);
  const field: BackgroundField = { pixels, ink, leastInk, reached: new Uint8Array(ink.length), width, height };
  const border = borderOf(background.box, width);
  flood(
    field,
    border.filter((i) => (ink[i] ?? 0) < fullInk),
  );
  const holes = holesIn(field);
  if (holes.length > 0) flood(field, holes);
  reachOn(field, blurSteps);
  unmix(field, [background.r, background.g, background.b]);
  return { pixels, width, height };
}

/** Undoes the mixture: each reached pixel becomes as transparent as it is background, in the color of the ink alone. */
function unmix(field: BackgroundField, background: readonly [number, number, number]): void {
  const { pixels, ink, reached, width, height } = field;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (reached[i] === 0) continue;
      const here = ink[i] ?? 0;
      const at = 4 * i;
      if (here <= noise) {
        pixels[at] = 0;
        pixels[at + 1] = 0;
        pixels[at + 2] = 0;
        pixels[at + 3] = 0;
        continue;
      }
      // How much of it is ink: its difference, compared with that of the strongest ink nearby.
      const strongest = strongestNear(field, x, y);
      const share = Math.max(leastShare, here / strongest);
      const alpha = 255 * Math.min(1, (here - noise) / (strongest - noise));
      pixels[at + 3] = Math.round(Math.min(alpha, pixels[at + 3] ?? 0));
      for (let channel = 0; channel < 3; channel++) {
        const paper = background[channel] ?? 0;
        const pure = ((pixels[at + channel] ?? 0) - (1 - share) * paper) / share;
        pixels[at + channel] = Math.max(0, Math.min(255, Math.round(pure)));
      }
    }
  }
}
