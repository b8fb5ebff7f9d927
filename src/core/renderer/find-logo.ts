import { findPaper, isInk } from './background.ts';
import { type Bytes3, difference, paperNoise } from './ink-field.ts';
import { photoKind } from './photo.ts';
import type { Picture } from './picture.ts';
import type { Box } from './resize.ts';

/** Where in a picture the logo is, and the color of the paper it lies on when it is opaque. */
export type FoundLogo = { readonly box: Box; readonly paper: Bytes3 | undefined };

// Alpha up to this is dust that must not count as part of the logo.
const faintAlpha = 12;

// With less ink than that a picture is no logo on paper: the one color is the logo, what differs is dust.
const leastInkOfBox = 0.01;
const leastBoxOfPicture = 0.001;

// How far the faint end of a shadow may go on, in shares of the logo, and how much of a row it takes: dust is less.
const longestFade = 0.12;
const leastOfFade = 0.08;
// How far a JPEG smears an edge, in pixels, and the ink from which on it is the edge.
const smear = 2;
const smearedInk = 64;

/** Finds what is visible of an RGBA picture; undefined when nothing is. A picture of a single color is its own logo. */
export function findLogo(picture: Picture): FoundLogo | undefined {
  const { pixels, width, height } = picture;
  const paper = isOpaque(pixels) ? findPaper(picture) : undefined;
  if (!paper) {
    const box = inkBox(picture, (i) => pixels[4 * i + 3]! > faintAlpha);
    return box && { box, paper };
  }
  const box = inkBox(picture, (i) => isInk(pixels, i, paper));
  const whole = { left: 0, top: 0, width, height };
  if (!box || !isLogoOnPaper(picture, box, paper)) return { box: whole, paper: undefined };
  const kind = photoKind(picture, box, paper);
  if (kind === 'none') return { box: withFades(picture, withoutSmear(picture, box, paper), paper), paper };
  // A plain frame is cut off; what looks like paper in the photograph itself is never touched.
  return { box: kind === 'framed' ? box : whole, paper: undefined };
}

/** A JPEG smears edges outwards: a box without what is only that, so that the logo does not come out smaller than it is. */
function withoutSmear(picture: Picture, box: Box, paper: Bytes3): Box {
  const core = inkBox(picture, (i) => difference(picture.pixels, i, paper) > smearedInk);
  if (!core) return box;
  const near = (outer: number, inner: number): number => (Math.abs(outer - inner) <= smear ? inner : outer);
  const left = near(box.left, core.left);
  const top = near(box.top, core.top);
  const right = near(box.left + box.width, core.left + core.width);
  const bottom = near(box.top + box.height, core.top + core.height);
  return { left, top, width: right - left, height: bottom - top };
}

/** A logo's box and as far as a shadow or a glow goes on beyond it. */
function withFades({ pixels, width, height }: Picture, box: Box, paper: Bytes3): Box {
  const isFaint = (x: number, y: number): boolean => difference(pixels, y * width + x, paper) > paperNoise;
  const share = (length: number, hasInk: (k: number) => boolean): number => {
    let count = 0;
    for (let k = 0; k < length; k++) if (hasInk(k)) count++;
    return count / length;
  };
  const rowFades = (y: number): boolean => share(box.width, (k) => isFaint(box.left + k, y)) > leastOfFade;
  const columnFades = (x: number): boolean => share(box.height, (k) => isFaint(x, box.top + k)) > leastOfFade;
  const reachX = Math.ceil(box.width * longestFade);
  const reachY = Math.ceil(box.height * longestFade);
  const left = reachOf((k) => columnFades(box.left - k), Math.min(reachX, box.left));
  const right = reachOf(
    (k) => columnFades(box.left + box.width - 1 + k),
    Math.min(reachX, width - box.left - box.width),
  );
  const top = reachOf((k) => rowFades(box.top - k), Math.min(reachY, box.top));
  const bottom = reachOf(
    (k) => rowFades(box.top + box.height - 1 + k),
    Math.min(reachY, height - box.top - box.height),
  );
  return {
    left: box.left - left,
    top: box.top - top,
    width: box.width + left + right,
    height: box.height + top + bottom,
  };
}

/** How many lines in a row fade; a few are no fade but the edge itself. */
function reachOf(fades: (k: number) => boolean, most: number): number {
  let reach = 0;
  while (reach < most && fades(reach + 1)) reach++;
  return reach > smear ? reach : 0;
}

function isLogoOnPaper({ pixels, width, height }: Picture, box: Box, paper: Bytes3): boolean {
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
