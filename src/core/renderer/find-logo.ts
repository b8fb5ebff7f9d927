import { findPaper, isInk } from './background.ts';
import type { Picture } from './picture.ts';
import type { Box } from './resize.ts';

/** Where in a picture the logo is, and the color of the paper it lies on when it is opaque. */
export type FoundLogo = { readonly box: Box; readonly paper: readonly [number, number, number] | undefined };

// Alpha up to this is dust that must not count as part of the logo.
const faintAlpha = 12;

// With less ink than that a picture is no logo on paper: the one color is the logo, what differs is dust.
const leastInkOfBox = 0.01;
const leastBoxOfPicture = 0.001;

/** Finds what is visible of an RGBA picture; undefined when nothing is. A picture of a single color is its own logo. */
export function findLogo(picture: Picture): FoundLogo | undefined {
  const { pixels, width, height } = picture;
  const paper = isOpaque(pixels) ? findPaper(picture) : undefined;
  if (!paper) {
    const box = inkBox(picture, (i) => pixels[4 * i + 3]! > faintAlpha);
    return box && { box, paper };
  }
  const box = inkBox(picture, (i) => isInk(pixels, i, paper));
  if (box && isLogoOnPaper(picture, box, paper)) return { box, paper };
  return { box: { left: 0, top: 0, width, height }, paper: undefined };
}

function isLogoOnPaper(
  { pixels, width, height }: Picture,
  box: Box,
  paper: readonly [number, number, number],
): boolean {
  const area = box.width * box.height;
  if (area < leastBoxOfPicture * width * height) return false;
  let ink = 0;
  for (let y = box.top; y < box.top + box.height; y++) {
    for (let x = box.left; x < box.left + box.width; x++) {
      if (isInk(pixels, y * width + x, paper) && ++ink >= leastInkOfBox * area) return true;
    }
  }
  return false;
}

function isOpaque(pixels: Uint8Array): boolean {
  for (let i = 3; i < pixels.length; i += 4) if (pixels[i]! < 250) return false;
  return true;
}

function inkBox({ width, height }: Picture, hasInk: (i: number) => boolean): Box | undefined {
  const rowHasInk = (y: number): boolean => {
    for (let i = y * width; i < (y + 1) * width; i++) if (hasInk(i)) return true;
    return false;
  };
  let top = 0;
  while (top < height && !rowHasInk(top)) top++;
  if (top === height) return undefined;
  let bottom = height - 1;
  while (!rowHasInk(bottom)) bottom--;
  let left = width - 1;
  let right = 0;
  for (let y = top; y <= bottom; y++) {
    for (let x = 0; x < left; x++) if (hasInk(y * width + x)) left = x;
    for (let x = width - 1; x > right; x--) if (hasInk(y * width + x)) right = x;
  }
  left = Math.min(left, right);
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}
