import { type Bytes3, type InkField, mark, neighbour, paperNoise } from './ink-field.ts';
import type { Picture } from './picture.ts';
import type { Scratch } from './scratch.ts';
import { shapeOf } from './shape.ts';
import { hasOneInkAround, isOneInk } from './surround.ts';

/*
 * Paper that ink encloses is either the counter of a letter, through which the cloth must show, or white that is part of the drawing:
 * a star in a disc, white lettering on a badge. Nothing in the picture says which; what follows is how a person in a print shop tells.
 *
 * - More than one ink round it or in it: a drawing. It stays white.
 * - Lines that are thin beside what they enclose: line art, an outline, a roundel. The cloth shows.
 * - A plain, bulging shape whose stroke is of the order of its own width, as in O, A, e, 8: a counter. Strokes may be heavier in letters
 *   that stand open somewhere (A, R, e) than in closed ones (O, D): a small hole in a closed shape is more likely a drawing.
 * - Anything jagged (a star, an n or an s cut out of a badge) is a drawing, and so is all else in the same piece of ink: the o beside
 *   that n is white like it.
 * - So are many holes in one closed shape: letters have three at most.
 *
 * Who wants it otherwise sends a logo with transparency, from which nothing is taken.
 */

// Width of the stroke, in widths of the hole.
const lineArt = 0.8;
const heaviestClosed = 3.2;
const heaviestOpen = 6;
// Shares of the convex hull.
const bulging = 0.85;
const jagged = 0.75;
const closed = 0.955;

const mostCounters = 3;
const leastPixels = 6;
// Of so few pixels no shape can be told.
const shapelessPixels = 40;

type Hole = {
  readonly pixels: Int32Array;
  readonly solidity: number;
  readonly weight: number;
  readonly hasOneInk: boolean;
};

/** Counters that the paper outside does not reach, as lists of pixels. What the paper reaches must be marked. */
export function findCounters(
  picture: Picture,
  field: InkField,
  paper: Bytes3,
  scratch: Scratch,
): readonly Int32Array[] {
  const { ink, marks, width } = field;
  const isUnknown = (i: number): boolean => marks[i] === mark.unknown;
  const isPaper = (i: number): boolean => isUnknown(i) && ink[i]! <= paperNoise;
  const inPiece = scratch.bytes('piece', ink.length).fill(0);
  const inHole = scratch.bytes('hole', ink.length).fill(0);
  const pieceRoom = scratch.ints('piece pixels', ink.length);
  const holeRoom = scratch.ints('hole pixels', ink.length);
  let holesEnd = 0;
  let outside: Int32Array | undefined;
  const counters: Int32Array[] = [];
  for (let i = 0; i < ink.length; i++) {
    if (inPiece[i] || !isPaper(i)) continue;
    const piece = connected(field, i, inPiece, isUnknown, pieceRoom);
    outside ??= distanceFromOutside(field, scratch);
    const holes: Hole[] = [];
    for (const first of piece) {
      if (inHole[first] || !isPaper(first)) continue;
      const pixels = connected(field, first, inHole, isPaper, holeRoom.subarray(holesEnd));
      holesEnd += pixels.length;
      if (pixels.length >= leastPixels) holes.push(measureHole(picture, field, pixels, outside, paper));
    }
    if (holes.length > 0 && isOneInk(picture, field, piece, paper))
      counters.push(...countersAmong(holes, shapeOf(piece, width).solidity));
  }
  return counters;
}

/** What belongs together with a pixel, written to the start of `room`. */
function connected(
  field: InkField,
  first: number,
  seen: Uint8Array,
  belongs: (i: number) => boolean,
  room: Int32Array,
): Int32Array {
  room[0] = first;
  seen[first] = 1;
  let end = 1;
  for (let k = 0; k < end; k++) {
    for (let direction = 0; direction < 4; direction++) {
      const j = neighbour(field, room[k]!, direction);
      if (j < 0 || seen[j] || !belongs(j)) continue;
      seen[j] = 1;
      room[end++] = j;
    }
  }
  return room.subarray(0, end);
}

/** Steps to the nearest pixel that is marked, along rows and columns. */
function distanceFromOutside({ marks, width, height }: InkField, scratch: Scratch): Int32Array {
  const distance = scratch.ints('outside', marks.length);
  for (let i = 0; i < marks.length; i++) {
    const above = i >= width ? distance[i - width]! : width;
    const before = i % width ? distance[i - 1]! : width;
    distance[i] = marks[i] ? 0 : Math.min(above, before) + 1;
  }
  for (let i = marks.length - 1; i >= 0; i--) {
    const below = i < width * (height - 1) ? distance[i + width]! : width;
    const after = i % width < width - 1 ? distance[i + 1]! : width;
    distance[i] = Math.min(distance[i]!, Math.min(below, after) + 1);
  }
  return distance;
}

function measureHole(picture: Picture, field: InkField, pixels: Int32Array, outside: Int32Array, paper: Bytes3): Hole {
  const { area, edge, solidity } = shapeOf(pixels, field.width);
  const stroke = edge.reduce((sum, i) => sum + outside[i]!, 0) / edge.length;
  return {
    pixels,
    solidity: area < shapelessPixels ? 1 : solidity,
    weight: (stroke * edge.length) / (2 * area),
    hasOneInk: hasOneInkAround(picture, field, pixels, paper),
  };
}

function countersAmong(holes: readonly Hole[], solidity: number): Int32Array[] {
  const isClosed = solidity > closed;
  const heaviest = isClosed ? heaviestClosed : heaviestOpen;
  const isDrawing =
    (isClosed && holes.length > mostCounters) || holes.some((hole) => hole.solidity < jagged && hole.weight > lineArt);
  return holes
    .filter(({ hasOneInk, weight, solidity: own }) => {
      if (!hasOneInk) return false;
      return weight <= lineArt || (!isDrawing && own >= bulging && weight <= heaviest);
    })
    .map((hole) => hole.pixels);
}
