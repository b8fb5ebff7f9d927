import { clearFades } from '#core/renderer/fades.ts';
import { mark } from '#core/renderer/ink-field.ts';
import { type BackgroundField, noise } from './background-field.ts';
import type { FlatBackground } from './flat-background.ts';

// Steepest rise per pixel of something that fades out: a shadow, a glow. Edges, blurred ones too, are steeper.
const gentle = 8;
// How much more ink than the fade, and how many pixels wide, what a JPEG makes of its end beside ink.
const restless = 24;
const restlessWidth = 3;

/** 1 where ink changes gently in every direction, a JPEG's noise aside. */
export function fadingOf(ink: Uint8Array, width: number, height: number): Uint8Array {
  const calm = calmed(ink, width, height);
  const fading = new Uint8Array(ink.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      if ((ink[i] ?? 0) <= noise) continue;
      const here = calm[i] ?? 0;
      const isGentle = (j: number): boolean => Math.abs((calm[j] ?? 0) - here) <= gentle;
      if (isGentle(i - 1) && isGentle(i + 1) && isGentle(i - width) && isGentle(i + width)) fading[i] = 1;
    }
  }
  return fading;
}

/** The mean of each pixel and the eight around it. */
export function calmed(ink: Uint8Array, width: number, height: number): Uint8Array {
  const rows = new Uint16Array(ink.length);
  for (let i = 1; i < ink.length - 1; i++) rows[i] = (ink[i - 1] ?? 0) + (ink[i] ?? 0) + (ink[i + 1] ?? 0);
  const calm = ink.slice();
  for (let i = width; i < width * (height - 1); i++) {
    calm[i] = Math.round(((rows[i - width] ?? 0) + (rows[i] ?? 0) + (rows[i + width] ?? 0)) / 9);
  }
  return calm;
}

/** Takes in the restless pixels that lie between what fades out and ink: no stronger than the fade itself, and never far from it. */
export function reachBeside(field: BackgroundField): void {
  const { ink, fading, reached, width } = field;
  const level = new Uint8Array(ink.length);
  let front: number[] = [];
  for (let i = 0; i < ink.length; i++) {
    if (reached[i] === 0 || fading[i] === 0) continue;
    level[i] = Math.min(255, (ink[i] ?? 0) + restless);
    if (fading[i - 1] === 0 || fading[i + 1] === 0 || fading[i - width] === 0 || fading[i + width] === 0) front.push(i);
  }
  for (let step = 0; step < restlessWidth; step++) {
    const next: number[] = [];
    for (const i of front) {
      for (const j of [i - 1, i + 1, i - width, i + width]) {
        const x = j % width;
        if (x === 0 || x === width - 1 || level[j] !== 0 || (ink[j] ?? 0) > (level[i] ?? 0)) continue;
        level[j] = level[i] ?? 0;
        reached[j] = 1;
        next.push(j);
      }
    }
    front = next;
  }
}

/**
 * Makes what fades out into the background as translucent as it may be, so that a shadow is one on any color. Answers with 1 for each pixel
 * that was done.
 */
export function clearSoftFades(field: BackgroundField, { r, g, b }: FlatBackground): Uint8Array {
  const { pixels, ink, fading, reached, width, height } = field;
  const marks = new Uint8Array(ink.length);
  for (let i = 0; i < ink.length; i++) if (reached[i] === 1 && fading[i] === 1) marks[i] = mark.fade;
  const done = marks.slice();
  const inkField = { ink, calm: ink, marks, queue: new Int32Array(ink.length), width, height };
  clearFades({ pixels, width, height }, inkField, [r, g, b]);
  return done;
}
