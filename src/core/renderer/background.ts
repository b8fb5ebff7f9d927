import { openCounters } from './counters.ts';
import { clearFades } from './fades.ts';
import {
  type Bytes3,
  difference,
  edgeWidth,
  floodPaper,
  type InkField,
  inkFieldOf,
  leastInk,
  mark,
  paperNoise,
} from './ink-field.ts';
import type { Picture } from './picture.ts';
import type { Scratch } from './scratch.ts';
import { palest, removeSpecks } from './specks.ts';

/*
 * Taking an opaque logo off its paper. Letters end in soft edges that mix ink and paper; a fixed threshold would leave pale halos
 * round everything, so the mixture is undone.
 */

// The border may differ from the paper by so much, of 255, and so much of it must keep to that.
const borderNoise = 24;
const leastOfBorder = 0.9;
const opaque = 150;
const mostlyInside = 0.6;
// A JPEG smears colors some pixels into the ink: what is so much ink is all ink.
const nearlyAll = 0.85;

/** The color along the border when it is the same nearly all round; undefined when the picture runs to its edges. */
export function findPaper({ pixels, width, height }: Picture): Bytes3 | undefined {
  const border = borderOf(width, height);
  const median = (channel: number): number => {
    const counts = new Uint32Array(256);
    for (const i of border) counts[pixels[4 * i + channel]!]!++;
    let seen = 0;
    return counts.findIndex((count) => (seen += count) * 2 >= border.length);
  };
  const paper: Bytes3 = [median(0), median(1), median(2)];
  const alike = border.filter((i) => difference(pixels, i, paper) < borderNoise).length;
  return alike > border.length * leastOfBorder ? paper : undefined;
}

function borderOf(width: number, height: number): number[] {
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; y++) border.push(y * width, y * width + width - 1);
  return border;
}

/** True where a pixel is something other than paper. */
export function isInk(pixels: Uint8Array, i: number, paper: Bytes3): boolean {
  return difference(pixels, i, paper) > leastInk;
}

/**
 * Makes the paper of an opaque picture transparent, in place: what the border leads to, and the counters of letters. What fades out
 * into the paper, such as a soft shadow, fades out into nothing.
 */
export async function removePaper(picture: Picture, paper: Bytes3, scratch: Scratch): Promise<void> {
  const field = await inkFieldOf(picture, paper, scratch);
  floodPaper(field, borderOf(picture.width, picture.height));
  openCounters(picture, field, paper, scratch);
  removeSpecks(field);
  clearFades(picture, field, paper);
  clearEdges(picture, field, paper);
}

/** Paper becomes transparent; edges become as transparent as they are paper, and get the color that was mixed with it. */
function clearEdges({ pixels, width, height }: Picture, { ink, marks }: InkField, paper: Bytes3): void {
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (marks[i] === mark.paper) pixels[4 * i + 3] = 0;
      if (marks[i]! < mark.edge) continue;
      let strongest = i;
      let strongestInside = i;
      let hasPaper = false;
      let hasOpaqueFade = false;
      for (let ny = Math.max(0, y - edgeWidth); ny <= Math.min(height - 1, y + edgeWidth); ny++) {
        for (let nx = Math.max(0, x - edgeWidth); nx <= Math.min(width - 1, x + edgeWidth); nx++) {
          const j = ny * width + nx;
          if (ink[j]! > ink[strongest]!) strongest = j;
          const isInside = marks[j] === mark.unknown || marks[j] === mark.fade;
          if (isInside && ink[j]! > ink[strongestInside]!) strongestInside = j;
          hasPaper ||= marks[j] === mark.paper;
          hasOpaqueFade ||= marks[j] === mark.fade && pixels[4 * j + 3]! > opaque;
        }
      }
      // An edge between two inks, one of which ends softly elsewhere.
      if (hasOpaqueFade && !hasPaper) continue;
      // Only of thin lines the edges themselves are the best there is.
      if (ink[strongestInside]! > mostlyInside * ink[strongest]!) strongest = strongestInside;
      if (marks[strongest]! >= mark.edge && ink[strongest]! <= palest) {
        pixels[4 * i + 3] = 0;
        continue;
      }
      const most = Math.max(leastInk, ink[strongest]!);
      const cover = Math.max(0, Math.min(1, (ink[i]! - paperNoise) / (nearlyAll * most - paperNoise)));
      if (marks[strongest] === mark.fade) {
        for (let channel = 0; channel < 3; channel++) pixels[4 * i + channel] = pixels[4 * strongest + channel]!;
        pixels[4 * i + 3] = Math.round(cover * pixels[4 * strongest + 3]!);
        continue;
      }
      const share = Math.max(0.08, ink[i]! / most);
      pixels[4 * i + 3] = Math.round(255 * cover);
      for (let channel = 0; channel < 3; channel++) {
        const pure = (pixels[4 * i + channel]! - (1 - share) * paper[channel]!) / share;
        pixels[4 * i + channel] = Math.max(0, Math.min(255, pure));
      }
    }
  }
}
