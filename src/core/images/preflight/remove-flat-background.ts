import {
  type BackgroundField,
  flood,
  fullInk,
  noise,
  reachOn,
  softEdge,
  strongestAt,
  strongestNear,
} from './background-field.ts';
import { arePhotoColors, colorBins } from './color-bins.ts';
import { holesIn } from './enclosed-background.ts';
import { borderOf, difference, findFlatBackground } from './flat-background.ts';
import type { PixelPicture } from './pixel-picture.ts';
import { clearSoftFades, fadingOf, reachBeside } from './soft-fades.ts';

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
  // The bright parts of a photo are no glow that fades into the paper beside it.
  const fading = isPhotoOnPaper(picture, ink) ? new Uint8Array(ink.length) : fadingOf(ink, width, height);
  const field: BackgroundField = { pixels, ink, leastInk, fading, reached: new Uint8Array(ink.length), width, height };
  const border = borderOf(background.box, width);
  flood(
    field,
    border.filter((i) => (ink[i] ?? 0) < fullInk),
  );
  flood(field, holesIn(field, background));
  reachBeside(field);
  reachOn(field, blurSteps);
  const faded = clearSoftFades(field, background);
  // What was translucent already stays so.
  for (let at = 3; at < pixels.length; at += 4) pixels[at] = Math.min(pixels[at] ?? 0, picture.pixels[at] ?? 0);
  unmix(field, [background.r, background.g, background.b], faded);
  return { pixels, width, height };
}

function isPhotoOnPaper({ pixels, width, height }: PixelPicture, ink: Uint8Array): boolean {
  const inkOnly = pixels.slice();
  for (let i = 0; i < ink.length; i++) if ((ink[i] ?? 0) < softEdge) inkOnly[4 * i + 3] = 0;
  return arePhotoColors(colorBins({ pixels: inkOnly, width, height }, 1, () => false));
}

/** Undoes the mixture: each reached pixel becomes as transparent as it is background, in the color of the ink alone. */
function unmix(field: BackgroundField, background: readonly [number, number, number], done: Uint8Array): void {
  const { pixels, ink, reached, width, height } = field;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (reached[i] === 0 || done[i] !== 0) continue;
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
      // Of edges themselves there may be stronger ones, by a JPEG's noise.
      const inside = strongestAt(field, x, y, (j) => reached[j] === 0 || done[j] !== 0) ?? i;
      if (done[inside] !== 0) {
        // The edge of something that is translucent itself by now.
        const cover = Math.min(1, (here - noise) / Math.max(1, (ink[inside] ?? 0) - noise));
        pixels.copyWithin(at, 4 * inside, 4 * inside + 3);
        pixels[at + 3] = Math.round(Math.min(cover * (pixels[4 * inside + 3] ?? 0), pixels[at + 3] ?? 0));
        continue;
      }
      pixels[at + 3] = Math.round(Math.min(alpha, pixels[at + 3] ?? 0));
      for (let channel = 0; channel < 3; channel++) {
        const paper = background[channel] ?? 0;
        const pure = ((pixels[at + channel] ?? 0) - (1 - share) * paper) / share;
        pixels[at + channel] = Math.max(0, Math.min(255, Math.round(pure)));
      }
    }
  }
}
