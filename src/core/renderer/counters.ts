import { type Hole, measureHoles, shapelessPixels } from './hole.ts';
import { type Bytes3, floodPaper, type InkField, mark, neighbour, paperNoise } from './ink-field.ts';
import type { Picture } from './picture.ts';
import type { Scratch } from './scratch.ts';
import { likeness, type Shape, shapeOf } from './shape.ts';
import { isOneInk } from './surround.ts';

/*
 * Paper that ink encloses is either the counter of a letter, through which the cloth must show, or white that is part of the drawing:
 * the bar of a "no entry" sign, a star in a disc, an eye. Nothing in the picture says which; what follows is how a person in a print shop
 * tells. In doubt it stays white: a sign without its white is another sign, a letter with its white is still the letter.
 *
 * - More than one ink round it or in it: a drawing.
 * - Lines that are thin and even beside what they enclose: line art, an outline, a roundel. The cloth shows.
 * - Anything jagged (a star, an n or an s cut out of a badge) is a drawing, and so is all else in the same piece of ink: the o beside
 *   that n is white like it. So are many holes in one closed shape: letters have three at most.
 * - A closed letter (O, D, 0, B) is the same shape within as without, and its stroke even, or as thin above and below as in Bodoni's O. A
 *   bar, a triangle or a square in a disc is none of that, nor are two bars in a square.
 * - A letter that stands open somewhere (A, R, e, 4) may be heavier, but then its stroke is even: that of an animal round its eye is
 *   not. Nor do letters have heavy windows with corners, nor two holes side by side, which are eyes or windows too.
 *
 * Who wants it otherwise sends a logo with transparency, from which nothing is taken.
 */

// Width of the stroke, in widths of the hole.
const hairlines = 0.25;
const lineArt = 0.8;
const heaviestClosed = 4.6;
const heaviestOpen = 7.5;
const heavy = 2.3;
// Thinnest by thickest stroke: of a closed letter; and of an open one for each width of the hole that it is wide.
const leastEven = 0.4;
const evenPerWeight = 0.088;
// Shares of the convex hull.
const bulging = 0.85;
const jagged = 0.75;
const closed = 0.955;
// What a hole has in common with what lies round it, both stretched to one rectangle.
const sameShape = 0.83;
// Share of the rectangle round it.
const cornered = 0.955;
// Height by width: narrower are the counters of Bodoni; flatter none of a closed letter.
const tall = 2;
const flat = 0.35;
// And their share of the letter's height.
const wholeHeight = 0.75;

const mostCounters = 3;
const leastPixels = 6;
// Beside a hole, what has so small a share of its size is dust of a JPEG.
const dust = 0.004;

// The boxes of all pieces that are measured, in pictures: those of letters lie side by side. What is beyond stays white, so that a picture made
// of a thousand slanted lines cannot hold up the thread.
const mostMeasured = 8;
// Rings of counters within counters that are looked into.
const maxNesting = 4;

/** Pieces of ink that have no counters: the number of their pixels by the first of these. */
type WithoutCounters = Map<number, number>;

/**
 * Lets the paper into the counters that it does not reach from outside, and into those within them. What the paper reaches must be marked.
 * Answers with a pixel of each counter.
 */
export function openCounters(picture: Picture, field: InkField, paper: Bytes3, scratch: Scratch): number[] {
  const opened: number[] = [];
  // Each round may open the way to counters further in.
  const without: WithoutCounters = new Map();
  for (let round = 0; round < maxNesting; round++) {
    const counters = findCounters(picture, field, paper, without, scratch);
    for (const counter of counters) {
      floodPaper(field, counter);
      opened.push(counter[0]!);
    }
    if (counters.length === 0) break;
  }
  return opened;
}

/**
 * Counters that the paper outside does not reach, as lists of pixels. What the paper reaches must be marked. Pieces that have none are
 * added to `without`, and not looked at again.
 */
function findCounters(
  picture: Picture,
  field: InkField,
  paper: Bytes3,
  without: WithoutCounters,
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
  let measured = 0;
  const counters: Int32Array[] = [];
  for (let i = 0; i < ink.length; i++) {
    if (inPiece[i] || !isPaper(i)) continue;
    const piece = connected(field, i, inPiece, isUnknown, pieceRoom);
    if (without.get(i) === piece.length) continue;
    const holes: Int32Array[] = [];
    for (const first of piece) {
      if (inHole[first] || !isPaper(first)) continue;
      const pixels = connected(field, first, inHole, isPaper, holeRoom.subarray(holesEnd));
      holesEnd += pixels.length;
      if (pixels.length >= leastPixels) holes.push(pixels);
    }
    without.set(i, piece.length);
    if (holes.length === 0 || measured > mostMeasured * ink.length) continue;
    if (!isOneInk(picture, field, piece, paper)) continue;
    const largest = holes.reduce((most, hole) => Math.max(most, hole.length), 0);
    const clean = holes.filter((hole) => hole.length >= dust * largest);
    const shape = shapeOf(piece, width);
    measured += shape.box.width * shape.box.height;
    const found = countersAmong(measureHoles(picture, field, clean, shape, paper, scratch), shape);
    if (found.length > 0) without.delete(i);
    counters.push(...found);
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

function countersAmong(holes: readonly Hole[], outer: Shape): Int32Array[] {
  const isClosed = outer.solidity > closed;
  const fits = (hole: Hole): boolean => (isClosed ? fitsClosedLetter(hole, outer) : fitsOpenLetter(hole));
  const isLine = (hole: Hole): boolean => isLineArt(hole, isClosed ? outer : undefined);
  const isDrawing =
    (isClosed && (holes.length > mostCounters || holes.some((hole) => !isLine(hole) && !fits(hole)))) ||
    holes.some((hole) => hole.solidity < jagged && !isLine(hole)) ||
    haveEyes(holes.filter((hole) => hole.weight >= heavy));
  return holes
    .filter((hole) => hole.hasOneInk && (isLine(hole) || (!isDrawing && hole.solidity >= bulging && fits(hole))))
    .map((hole) => hole.pixels);
}

/** True when what encloses a hole is lines: the thicker they are beside it, the more even they must be. */
function isLineArt(hole: Hole, outer: Shape | undefined): boolean {
  const { weight, evenness } = hole;
  if (weight > lineArt) return false;
  return weight <= hairlines || !outer || evenness >= weight || isSameShape(hole, outer);
}

function fitsClosedLetter(hole: Hole, outer: Shape): boolean {
  const { weight, evenness, box } = hole;
  if (weight > heaviestClosed || box.height < flat * box.width || !isSameShape(hole, outer)) return false;
  return evenness >= leastEven || (box.height >= tall * box.width && box.height >= wholeHeight * outer.box.height);
}

function fitsOpenLetter({ weight, evenness, box, fill }: Hole): boolean {
  if (weight <= heavy) return true;
  if (weight > heaviestOpen) return false;
  return box.height >= tall * box.width || (fill < cornered && evenness >= evenPerWeight * weight);
}

function isSameShape(hole: Shape, outer: Shape): boolean {
  return hole.area < shapelessPixels || likeness(hole, outer) >= sameShape;
}

/** True when two of the holes, all with heavy ink round them, lie side by side and are about as large. */
function haveEyes(holes: readonly Hole[]): boolean {
  const areEyes = (a: Hole, b: Hole): boolean => {
    const shared = Math.min(a.box.top + a.box.height, b.box.top + b.box.height) - Math.max(a.box.top, b.box.top);
    const areAlike = Math.min(a.area, b.area) >= 0.5 * Math.max(a.area, b.area);
    return a !== b && areAlike && shared > 0.6 * Math.min(a.box.height, b.box.height);
  };
  return holes.some((a) => holes.some((b) => areEyes(a, b)));
}
