import { noiseBytes, type Rgb } from './light.ts';

// Linear light: oak, warm, of middling lightness, so that white and black things both stand out on it.
const lightGrain: Rgb = [0.51, 0.33, 0.185];
const darkGrain: Rgb = [0.235, 0.124, 0.056];
const seam: Rgb = [0.09, 0.045, 0.02];

const boardCm = 13;
const seamCm = 0.2;
const ringsPerCm = 1.15;

const tableSide = 256;
const table = noiseBytes(tableSide * tableSide, 7_331);

type Board = {
  /** Where in the endless noise it is cut from. */
  readonly x: number;
  readonly z: number;
  /** How far beside the board's middle the tree's was, in centimetres, and how much lighter or darker the tree was. */
  readonly pith: number;
  readonly tone: number;
};

/** Boards of oak side by side: x runs along the grain, z across it, both in centimetres. No two boards are alike, and a seed always gives the same. */
export class Wood {
  readonly #seed: number;
  /** Where in its first board the boarding begins. */
  readonly #start: number;
  readonly #boards = new Map<number, Board>();
  #spans: Spans = spansOf(0, 0);

  constructor(seed: number) {
    this.#seed = seed;
    this.#start = hash(1, seed) / 0x1_0000_0000;
  }

  /**
   * Writes the color of a point as linear light. `spanX` and `spanZ`: how many centimetres a pixel shows there; what is finer than that
   * is left out, for it would only flicker.
   */
  paint(x: number, z: number, spanX: number, spanZ: number, target: Float32Array, o: number): void {
    const number = Math.floor(z / boardCm + this.#start);
    const board = this.#board(number);
    const across = z + (this.#start - number - 0.5) * boardCm;
    const bx = x + board.x;
    const bz = across + board.z;

    // A board is sawn a little askew through the rings of the tree: near its heart they open into the flames that make wood look like wood.
    const wave = 3.4 * noise(bx * 0.016, bz * 0.09) + 0.7 * noise(bx * 0.07, bz * 0.35);
    const depth = 2.2 + 3.2 * noise(bx * 0.011, board.z);
    const radius = Math.sqrt((across - board.pith) ** 2 + depth * depth * 4);
    const rings = (radius + wave) * ringsPerCm;
    const ring = rings - Math.floor(rings);
    // Grows slowly, then ends at once: early wood, late wood.
    const late = ring < 0.88 ? (ring / 0.88) ** 2.2 : (1 - ring) / 0.12;
    if (this.#spans.x !== spanX || this.#spans.z !== spanZ) this.#spans = spansOf(spanX, spanZ);
    const { clear, broad, middle, fine, pores } = this.#spans;

    let grain = 0.3 + board.tone + clear * 0.42 * (late - 0.35) * (0.55 + 0.9 * noise(bx * 0.03 + 9, bz * 0.3));
    grain += 0.2 * (noise(bx * 0.02 + 40, bz * 0.25) - 0.5);
    grain += 0.26 * broad * (noise(bx * 0.05, bz * 1.6) - 0.5);
    if (middle > 0) grain += 0.3 * middle * (noise(bx * 0.16, bz * 5) - 0.5);
    if (fine > 0) grain += 0.26 * fine * (noise(bx * 0.4, bz * 13 + 70) - 0.5);
    // Pores: short dark strokes.
    const pore = pores > 0 ? noise(bx * 0.55 + 20, bz * 9 + 20) - 0.76 : 0;
    if (pore > 0) grain += 1.9 * pores * pore;

    const toSeam = boardCm / 2 - Math.abs(across);
    const gap = Math.max(0, 1 - toSeam / Math.max(seamCm, spanZ)) * Math.min(1, (seamCm * 2) / Math.max(seamCm, spanZ));
    const part = Math.max(0, Math.min(1, grain));
    for (let c = 0; c < 3; c++) {
      const body = lightGrain[c]! + (darkGrain[c]! - lightGrain[c]!) * part;
      target[o + c] = body + (seam[c]! - body) * gap * 0.85;
    }
  }

  #board(number: number): Board {
    const known = this.#boards.get(number);
    if (known) return known;
    const chance = (salt: number): number => hash(Math.imul(number + 1000, 73) + salt, this.#seed) / 0x1_0000_0000;
    const board = {
      x: chance(1) * 4000,
      z: chance(2) * 400,
      pith: (chance(3) - 0.5) * 1.5 * boardCm,
      tone: (chance(4) - 0.5) * 0.36,
    };
    this.#boards.set(number, board);
    return board;
  }
}

/** How much of each part of the grain can be seen when a pixel shows so many centimetres. */
type Spans = ReturnType<typeof spansOf>;

function spansOf(x: number, z: number) {
  return {
    x,
    z,
    clear: keeps(2.2 * ringsPerCm, z),
    broad: keeps(1.6, z),
    middle: keeps(5, z) * keeps(0.16, x),
    fine: keeps(13, z) * keeps(0.4, x),
    pores: keeps(9, z),
  };
}

/** How much of a pattern with so many changes a centimetre is left in pixels that show so many centimetres. */
function keeps(perCm: number, span: number): number {
  const fine = perCm * span;
  return fine < 0.25 ? 1 : fine > 0.9 ? 0 : (0.9 - fine) / 0.65;
}

/** Smooth noise from 0 to 1, which changes once a unit. */
function noise(x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const px = x - left;
  const py = y - top;
  const sx = px * px * (3 - 2 * px);
  const sy = py * py * (3 - 2 * py);
  const row = (top & 255) << 8;
  const next = ((top + 1) & 255) << 8;
  const x0 = left & 255;
  const x1 = (left + 1) & 255;
  const above = table[row | x0]! + (table[row | x1]! - table[row | x0]!) * sx;
  const below = table[next | x0]! + (table[next | x1]! - table[next | x0]!) * sx;
  return (above + (below - above) * sy) / 255;
}

/** Mixes two whole numbers into one of 32 bits. */
function hash(a: number, b: number): number {
  let mixed = Math.imul(a ^ (b >>> 3), 0x9e37_79b1) ^ Math.imul(b + 0x7f4a_7c15, 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b_3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a_2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
