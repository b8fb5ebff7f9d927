import { arePhotoColors, type ColorBin, colorBins, hexOf, solidShare } from './color-bins.ts';
import { type Contrast, contrastOf, differenceFrom, mostLost, vanishingDifference } from './contrast.ts';
import { type Depth, depthOf, depthUnit } from './depth.ts';
import { findFlatBackground } from './flat-background.ts';
import { lightVersion } from './light-version.ts';
import { type Box, crop, inkBox, type PixelPicture } from './pixel-picture.ts';
import { removeFlatBackground } from './remove-flat-background.ts';
import { thinShare } from './thin-strokes.ts';
import { type Transparency, transparencyOf } from './transparency.ts';

/** What a logo is looked at for. */
export interface MeasureTarget {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Of the product, `#rrggbb`. */
  readonly color: string;
  /** Thinnest stroke that comes out, in millimetres. */
  readonly thinMm: number;
}

/** What there is to be known of a logo. All but size and transparency is of what is left without white or black paper. */
export interface LogoFacts {
  readonly width: number;
  readonly height: number;
  readonly transparency: Transparency;
  /** Around what can be seen; undefined when nothing can. */
  readonly ink: Box | undefined;
  readonly background: FoundBackground | undefined;
  /** A picture of very many colors that fills its box. */
  readonly isPhoto: boolean;
  readonly contrast: Contrast;
  /** Whether something would vanish on a dark product, and would not in the light version. */
  readonly needsLightVersion: boolean;
  /** Of the ink, what is thinner than `thinMm`, 0..1; undefined when the pixels are too coarse to tell. */
  readonly thin: number | undefined;
}

export interface FoundBackground {
  readonly color: string;
  /** White, black or nearly so, as the background of an exported picture is. */
  readonly isPaper: boolean;
  /** It has the product's color, and would hardly be seen. */
  readonly isHidden: boolean;
  /** Without it the logo would vanish on the product. */
  readonly isNeeded: boolean;
}

/** The share of its box that a photo fills at least: one cut out as a circle has 0.78. */
const photoCover = 0.7;
/** How far from the outside the silhouette goes, in shares of the longer side. */
const rimShare = 0.006;
const leastRim = 2;

/** Looks at every pixel of a logo. Takes 1 to 2 s for 2048 × 2048 pixels on a busy machine, so that it is a worker thread's task. */
export function measureLogo(picture: PixelPicture, target: MeasureTarget): LogoFacts {
  const transparency = transparencyOf(picture);
  const found = backgroundOf(picture, transparency, target.color);
  const bare = found && lookAtInk(removeFlatBackground(picture), target);
  // A colored box may be part of the logo, and is taken for it while it is there.
  const { thin, ...ink } = bare && (found.isPaper || found.isHidden) ? bare : lookAtInk(picture, target);
  const isNeeded = bare && !found.isHidden && bare.contrast.outlineLost > mostLost && !bare.needsLightVersion;
  return {
    ...ink,
    thin: thin(),
    width: picture.width,
    height: picture.height,
    transparency,
    background: found && { ...found, isNeeded: isNeeded === true },
  };
}

interface InkFacts extends Pick<LogoFacts, 'ink' | 'isPhoto' | 'contrast' | 'needsLightVersion'> {
  /** Not every look needs it, and it takes its time. */
  readonly thin: () => number | undefined;
}

function lookAtInk(picture: PixelPicture, { color, widthMm, heightMm, thinMm }: MeasureTarget): InkFacts {
  const box = inkBox(picture);
  const ink = box ? crop(picture, box) : { pixels: new Uint8Array(4), width: 1, height: 1 };
  const mostAlpha = mostAlphaOf(ink);
  const leastAlpha = solidShare * mostAlpha;
  const mask = maskOf(ink, leastAlpha);
  const depth = depthOf(mask, ink.width, ink.height);
  const isRim = silhouette(ink, depth);
  const bins = colorBins(ink, leastAlpha, isRim);
  const contrastIn = (bins: readonly ColorBin[]): Contrast => contrastOf(bins, color, mostAlpha / 255);
  const solid = bins.reduce((sum, { count }) => sum + count, 0);
  const isPhoto = arePhotoColors(bins) && solid > photoCover * ink.width * ink.height;
  const contrast = contrastIn(bins);
  const hard = hardToSee(contrast);
  const light = contrast.isDarkProduct && hard > 0 && !isPhoto ? lightVersion(ink) : undefined;
  const pixelsPerMm = Math.max(ink.width / widthMm, ink.height / heightMm);
  return {
    ink: box,
    isPhoto,
    contrast,
    needsLightVersion: light !== undefined && 2 * hardToSee(contrastIn(colorBins(light, leastAlpha, isRim))) < hard,
    thin: () => thinShare({ mask, width: ink.width, height: ink.height }, depth, thinMm * pixelsPerMm),
  };
}

function hardToSee({ outlineLost, outlineFaint }: Contrast): number {
  return outlineLost + outlineFaint;
}

function backgroundOf(picture: PixelPicture, transparency: Transparency, product: string) {
  const found = findFlatBackground(picture);
  if (!found) return undefined;
  const isWhite = differenceFrom('#ffffff')(found) < vanishingDifference;
  // Somebody who has cut it out already meant a colored plate to be there; a white one was more likely left behind.
  if (transparency !== 'none' && !isWhite) return undefined;
  return {
    color: hexOf(found),
    isPaper: isWhite || differenceFrom('#000000')(found) < vanishingDifference,
    isHidden: differenceFrom(product)(found) < vanishingDifference,
  };
}

function mostAlphaOf({ pixels }: PixelPicture): number {
  let most = 1;
  for (let at = 3; at < pixels.length; at += 4) most = Math.max(most, pixels[at] ?? 0);
  return most;
}

function maskOf({ pixels, width, height }: PixelPicture, leastAlpha: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let i = 0; i < mask.length; i++) mask[i] = (pixels[4 * i + 3] ?? 0) >= leastAlpha ? 1 : 0;
  return mask;
}

/** Whether a pixel of the ink lies near the outside. */
function silhouette({ width, height }: PixelPicture, { values, stride }: Depth): (index: number) => boolean {
  const rim = depthUnit * Math.max(leastRim, Math.round(rimShare * Math.max(width, height)));
  return (index) => {
    const x = index % width;
    return (values[((index - x) / width + 1) * stride + x + 1] ?? 0) <= rim;
  };
}
