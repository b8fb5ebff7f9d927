import { type Box, inkBox, type PixelPicture } from './pixel-picture.ts';

/** A flat color that a logo lies on, and which part of the picture it fills. */
export interface FlatBackground {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly box: Box;
}

const opaque = 250;
// Largest difference of one channel, of 255: along the border, and from which on something is ink.
const borderNoise = 24;
const leastInk = 28;
/** The share of the border that has to be alike: a logo may touch it. */
const mostOfBorder = 0.9;
// White is paper also when a logo was cut out of it so tightly that it touches much of the border, but for the corners.
const leastOfBorder = 0.6;
const leastWhite = 240;
const leastCorners = 3;
/** With less ink than that the one color is the logo, and what differs is dust. */
const leastInkShare = 0.0005;

/** How far a pixel is from a color: the largest difference of a channel. */
export function difference(
  pixels: Uint8Array,
  at: number,
  { r, g, b }: Readonly<Record<'r' | 'g' | 'b', number>>,
): number {
  const dr = Math.abs((pixels[at] ?? 0) - r);
  const dg = Math.abs((pixels[at + 1] ?? 0) - g);
  const db = Math.abs((pixels[at + 2] ?? 0) - b);
  return dr > dg ? (dr > db ? dr : db) : dg > db ? dg : db;
}

/** The indices of the pixels along a box's four sides. */
export function borderOf({ left, top, width, height }: Box, stride: number): number[] {
  const border: number[] = [];
  for (let x = left; x < left + width; x++) border.push(top * stride + x, (top + height - 1) * stride + x);
  for (let y = top + 1; y < top + height - 1; y++) border.push(y * stride + left, y * stride + left + width - 1);
  return border;
}

/**
 * The color along the border of what can be seen, when it is opaque and nearly the same all round, and there is ink within. Undefined when
 * the picture runs to its edges, is cut out, or is of a single color.
 */
export function findFlatBackground(picture: PixelPicture): FlatBackground | undefined {
  const box = inkBox(picture);
  if (!box || box.width < 3 || box.height < 3) return undefined;
  const { pixels, width } = picture;
  const border = borderOf(box, width);
  const solid = border.filter((i) => (pixels[4 * i + 3] ?? 0) >= opaque);
  if (solid.length < mostOfBorder * border.length) return undefined;
  const median = (channel: number): number => {
    const counts = new Uint32Array(256);
    for (const i of solid) {
      const value = pixels[4 * i + channel] ?? 0;
      counts[value] = (counts[value] ?? 0) + 1;
    }
    let seen = 0;
    return counts.findIndex((count) => (seen += count) * 2 >= solid.length);
  };
  const color = { r: median(0), g: median(1), b: median(2) };
  const isAlike = (i: number): boolean =>
    (pixels[4 * i + 3] ?? 0) >= opaque && difference(pixels, 4 * i, color) < borderNoise;
  const alike = border.filter(isAlike).length / border.length;
  const isWhite = Math.min(color.r, color.g, color.b) >= leastWhite;
  if (alike < (isWhite ? leastOfBorder : mostOfBorder)) return undefined;
  if (alike < mostOfBorder && cornersOf(box, width).filter(isAlike).length < leastCorners) return undefined;
  const needed = Math.max(4, leastInkShare * box.width * box.height);
  if (!hasInk(picture, box, color, needed)) return undefined;
  return { ...color, box };
}

function cornersOf({ left, top, width, height }: Box, stride: number): number[] {
  const [right, bottom] = [left + width - 1, top + height - 1];
  return [top * stride + left, top * stride + right, bottom * stride + left, bottom * stride + right];
}

function hasInk(
  { pixels, width }: PixelPicture,
  box: Box,
  color: Readonly<Record<'r' | 'g' | 'b', number>>,
  needed: number,
): boolean {
  let ink = 0;
  for (let y = box.top; y < box.top + box.height; y++) {
    for (let x = box.left, at = 4 * (y * width + x); x < box.left + box.width; x++, at += 4) {
      if ((pixels[at + 3] ?? 0) >= opaque && difference(pixels, at, color) > leastInk && ++ink >= needed) return true;
    }
  }
  return false;
}
