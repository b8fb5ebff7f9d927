import type { Rgb } from './light.ts';
import { addNoise } from './noise-line.ts';

// Linear light: oak, warm, of middling lightness, so that white and black things both stand out on it.
export const lightGrain: Rgb = [0.51, 0.33, 0.185];
export const darkGrain: Rgb = [0.235, 0.124, 0.056];
export const seam: Rgb = [0.09, 0.045, 0.02];

const boardCm = 13;
const seamCm = 0.2;
const seamDepth = 0.85;
const ringsPerCm = 1.15;

type Board = {
  /** Where in the endless noise it is cut from. */
  readonly x: number;
  readonly z: number;
  /** How far beside the board's middle the tree's was, in centimetres, and how much lighter or darker the tree was. */
  readonly pith: number;
  readonly tone: number;
};

/** A row of points along the grain, in centimetres: `count` of them, `step` apart. A pixel shows `step` along the grain and `span` across it. */
export type GrainLine = {
  readonly z: number;
  readonly x: number;
  readonly step: number;
  readonly span: number;
  readonly count: number;
};

/**
 * Boards of oak side by side: x runs along the grain, z across it, both in centimetres. No two boards are alike, and a seed always gives the same.
 * It is drawn line by line along the grain, where all that only changes across it is worked out once.
 */
export class Wood {
  readonly #seed: number;
  /** Where in its first board the boarding begins. */
  readonly #start: number;
  readonly #boards = new Map<number, Board>();
  #wave = new Float64Array(0);
  #depth = new Float64Array(0);
  #strength = new Float64Array(0);
  #grain = new Float64Array(0);
  #pores = new Float64Array(0);

  constructor(seed: number) {
    this.#seed = seed;
    this.#start = hash(1, seed) / 0x1_0000_0000;
  }

  /**
   * Writes how much of each point is dark grain, from 0 to 1, into `target` from `at` on, `stride` apart, and gives how much of the line is seam:
   * the rest of a point is light grain. What is finer than a pixel is left out, for it would only flicker.
   */
  drawLine({ z, x, step, span, count }: GrainLine, target: Float32Array, at: number, stride: number): number {
    const number = Math.floor(z / boardCm + this.#start);
    const board = this.#board(number);
    const across = z + (this.#start - number - 0.5) * boardCm;
    const bx = x + board.x;
    const bz = across + board.z;
    const clear = keeps(2.2 * ringsPerCm, span);
    const broad = keeps(1.6, span);
    const middle = keeps(5, span) * keeps(0.16, step);
    const fine = keeps(13, span) * keeps(0.4, step);
    const pores = keeps(9, span);
    this.#clear(count);
    const add = (line: Float64Array, weight: number, perX: number, beside: number, down: number): void => {
      if (weight > 0) addNoise(line, { x: bx * perX + beside, step: step * perX, y: down }, weight);
    };

    // A board is sawn a little askew through the rings of the tree: near its heart they open into the flames that make wood look like wood.
    add(this.#wave, 3.4, 0.016, 0, bz * 0.09);
    add(this.#wave, 0.7, 0.07, 0, bz * 0.35);
    add(this.#depth, 3.2, 0.011, 0, board.z);
    add(this.#strength, 0.9, 0.03, 9, bz * 0.3);
    add(this.#grain, 0.2, 0.02, 40, bz * 0.25);
    add(this.#grain, 0.26 * broad, 0.05, 0, bz * 1.6);
    add(this.#grain, 0.3 * middle, 0.16, 0, bz * 5);
    add(this.#grain, 0.26 * fine, 0.4, 0, bz * 13 + 70);
    add(this.#pores, pores, 0.55, 20, bz * 9 + 20);

    const even = 0.3 + board.tone - 0.5 * (0.2 + 0.26 * broad + 0.3 * middle + 0.26 * fine);
    const beside = (across - board.pith) ** 2;
    const toSeam = boardCm / 2 - Math.abs(across);
    const widest = Math.max(seamCm, span);
    const gap = seamDepth * Math.max(0, 1 - toSeam / widest) * Math.min(1, (seamCm * 2) / widest);
    for (let k = 0, o = at; k < count; k++, o += stride) {
      const depth = 2.2 + this.#depth[k]!;
      const rings = (Math.sqrt(beside + depth * depth * 4) + this.#wave[k]!) * ringsPerCm;
      const late = lateWood[((rings - Math.floor(rings)) * lateSteps) | 0]!;
      let grain = even + this.#grain[k]! + clear * 0.42 * (late - 0.35) * (0.55 + this.#strength[k]!);
      // Pores: short dark strokes.
      const pore = this.#pores[k]! - 0.76 * pores;
      if (pore > 0) grain += 1.9 * pore;
      target[o] = (grain < 0 ? 0 : grain > 1 ? 1 : grain) * (1 - gap);
    }
    return gap;
  }

  #clear(count: number): void {
    if (this.#wave.length === count) {
      for (const line of [this.#wave, this.#depth, this.#strength, this.#grain, this.#pores]) line.fill(0);
      return;
    }
    this.#wave = new Float64Array(count);
    this.#depth = new Float64Array(count);
    this.#strength = new Float64Array(count);
    this.#grain = new Float64Array(count);
    this.#pores = new Float64Array(count);
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

// How dark a ring is from its one side to the other. It grows slowly, then ends at once: early wood, late wood.
const lateSteps = 4096;
const lateWood = Float32Array.from({ length: lateSteps + 1 }, (_, step) => {
  const ring = (step + 0.5) / lateSteps;
  return ring < 0.88 ? (ring / 0.88) ** 2.2 : (1 - Math.min(1, ring)) / 0.12;
});

/** How much of a pattern with so many changes a centimetre is left in pixels that show so many centimetres. */
function keeps(perCm: number, span: number): number {
  const fine = perCm * span;
  return fine < 0.25 ? 1 : fine > 0.9 ? 0 : (0.9 - fine) / 0.65;
}

/** Mixes two whole numbers into one of 32 bits. */
function hash(a: number, b: number): number {
  let mixed = Math.imul(a ^ (b >>> 3), 0x9e37_79b1) ^ Math.imul(b + 0x7f4a_7c15, 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b_3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a_2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
