import { type Bytes3, type InkField, mark, neighbour } from './ink-field.ts';
import type { Picture } from './picture.ts';

// A fade of which so much has its strongest ink is a flat color with a soft edge; of a shadow little lies open at full strength.
const leastOfFlat = 0.25;
const flatNoise = 10;
const leastPixels = 40;
// Spread of the channels from which a fade is no shadow.
const leastChroma = 40;
const leastRoom = 64;

/**
 * Makes what fades out into the paper translucent, in place: each pixel as little opaque as still gives its color on the paper. So a
 * shadow becomes translucent black, which is a shadow on any cloth. A flat color that only ends softly stays opaque.
 */
export function clearFades(picture: Picture, field: InkField, paper: Bytes3): void {
  const { marks, ink, queue } = field;
  const done = mark.fade + 0x80;
  for (let first = 0; first < marks.length; first++) {
    if (marks[first] !== mark.fade) continue;
    let end = 0;
    queue[end++] = first;
    marks[first] = done;
    for (let start = 0; start < end; start++) {
      const i = queue[start]!;
      for (let direction = 0; direction < 4; direction++) {
        const j = neighbour(field, i, direction);
        if (j < 0 || marks[j] !== mark.fade) continue;
        marks[j] = done;
        queue[end++] = j;
      }
    }
    const region = queue.subarray(0, end);
    const opaque = opaqueInk(picture, region, ink, paper);
    for (const i of region) clear(picture, i, paper, ink[i]!, opaque);
  }
  for (let i = 0; i < marks.length; i++) if (marks[i] === done) marks[i] = mark.fade;
}

/**
 * The ink at which a fade is opaque. That of its flat part; or the strongest when that is a color, as a drawing may fade out too.
 * Undefined when it is a shadow, which nowhere hides what lies under it.
 */
function opaqueInk({ pixels }: Picture, at: Int32Array, ink: Uint8Array, paper: Bytes3): number | undefined {
  const counts = new Uint32Array(256);
  for (const i of at) counts[ink[i]!]!++;
  let strongest = 255;
  for (let seen = 0; strongest > 0; strongest--) if ((seen += counts[strongest]!) > 0.02 * at.length) break;
  let alike = 0;
  let colorful = 0;
  for (const i of at) {
    if (ink[i]! < strongest - flatNoise) continue;
    alike++;
    const [r, g, b] = [paper[0] - pixels[4 * i]!, paper[1] - pixels[4 * i + 1]!, paper[2] - pixels[4 * i + 2]!];
    if (Math.max(r, g, b) - Math.min(r, g, b) > leastChroma) colorful++;
  }
  const isFlat = alike >= leastPixels && alike >= leastOfFlat * at.length;
  return isFlat || colorful * 2 > alike ? strongest : undefined;
}

function clear({ pixels }: Picture, i: number, paper: Bytes3, ink: number, opaque: number | undefined): void {
  let opacity = opaque === undefined ? 0 : Math.min(1, ink / Math.max(1, opaque - flatNoise));
  for (let channel = 0; channel < 3; channel++) {
    const value = pixels[4 * i + channel]!;
    const white = paper[channel]!;
    // At least so opaque that the pure color is one that exists, but for noise on paper that is all but white (or black).
    opacity = Math.max(
      opacity,
      value < white ? (white - value) / Math.max(leastRoom, white) : (value - white) / Math.max(leastRoom, 255 - white),
    );
  }
  pixels[4 * i + 3] = Math.round(255 * opacity);
  if (opacity === 0) return;
  for (let channel = 0; channel < 3; channel++) {
    const pure = (pixels[4 * i + channel]! - (1 - opacity) * paper[channel]!) / opacity;
    pixels[4 * i + channel] = Math.max(0, Math.min(255, Math.round(pure)));
  }
}
