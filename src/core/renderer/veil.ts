import type { Template } from './template.ts';

/**
 * The value of the sheen plane that lies over most of the print area: on a glazed mug, the pale room it mirrors everywhere. Over ink
 * that would be a grey veil through which no black is black, and which a photographer turns the lamp to avoid; so ink shows only
 * what is brighter, the highlights.
 */
export function veilOf({ print, sheen, side }: Template): number {
  const counts = new Uint32Array(256);
  let all = 0;
  for (let y = 0, i = 0; y < print.height; y++) {
    const row = (print.top + y) * side + print.left;
    for (let x = 0; x < print.width; x++, i++) {
      if (print.coverage[i] !== 255) continue;
      counts[sheen[row + x]!]!++;
      all++;
    }
  }
  let seen = 0;
  return Math.max(
    0,
    counts.findIndex((count) => (seen += count) * 2 > all),
  );
}
