import { openCounters } from '#core/renderer/counters.ts';
import { floodPaper, mark } from '#core/renderer/ink-field.ts';
import { Scratch } from '#core/renderer/scratch.ts';
import type { BackgroundField } from './background-field.ts';
import { borderOf, type FlatBackground } from './flat-background.ts';
import { calmed } from './soft-fades.ts';

/**
 * A pixel of each part of the background that ink encloses and that is to go: the counters of letters and what lines enclose, not the white of
 * a sign or of an eye. It is what the renderer takes for that, so that a logo looks the same whether it is repaired first or not.
 */
export function holesIn(field: BackgroundField, { r, g, b, box }: FlatBackground): number[] {
  const { pixels, ink, width, height } = field;
  const inkField = {
    ink,
    calm: calmed(ink, width, height),
    marks: new Uint8Array(ink.length).fill(mark.unknown),
    queue: new Int32Array(ink.length),
    width,
    height,
  };
  floodPaper(inkField, borderOf(box, width));
  return openCounters({ pixels, width, height }, inkField, [r, g, b], new Scratch());
}
