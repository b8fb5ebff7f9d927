import { type InkField, leastInk, mark, neighbour } from './ink-field.ts';

const largest = 12;
/** Up to this difference from the paper, a few pixels alone are dust. */
export const palest = 1.5 * leastInk;

/** Marks the dust that a JPEG scatters on the paper as paper: a few pale pixels that touch no ink. */
export function removeSpecks(field: InkField): void {
  const { ink, marks } = field;
  for (let first = 0; first < ink.length; first++) {
    if (marks[first] !== mark.unknown || ink[first]! > palest) continue;
    const speck = speckAt(field, first);
    for (const i of speck) marks[i] = mark.paper;
  }
}

/** The pixels of the speck that a pixel is part of; none when it is part of something else. */
function speckAt(field: InkField, first: number): readonly number[] {
  const found = [first];
  for (const i of found) {
    for (let direction = 0; direction < 4; direction++) {
      const j = neighbour(field, i, direction);
      if (j < 0 || field.marks[j] !== mark.unknown || found.includes(j)) continue;
      if (field.ink[j]! > palest || found.length === largest) return [];
      found.push(j);
    }
  }
  return found;
}
