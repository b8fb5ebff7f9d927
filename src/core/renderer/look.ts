import type { Rgb } from './light.ts';
import type { TemplateInfo } from './template-info.ts';

/** How a shot is staged: everything a seed may move, and nothing that belongs to the logo. */
export type Look = {
  /** Linear light of the backdrop where no shadow falls. */
  readonly backdrop: Rgb;
  /** The light's color, multiplied with product and logo alike. */
  readonly light: Rgb;
  /** How much the light changes across the picture: 0.1 is 5 % more at the right (bottom) edge and 5 % less at the left (top). */
  readonly fallX: number;
  readonly fallY: number;
  /** Side of the template's square as a share of the picture's. Never above 1: a template is shrunk, never blown up. */
  readonly zoom: number;
  /** Where the square's top left corner lies, as a share of the picture's side. */
  readonly shiftX: number;
  readonly shiftY: number;
};

const house: Look = {
  backdrop: [0.791, 0.791, 0.776],
  light: [1, 1, 1],
  fallX: 0,
  fallY: 0,
  zoom: 1,
  shiftX: 0,
  shiftY: 0,
};

// Linear light. Pale and quiet, so that they stand behind any product and any logo.
const backdrops: readonly Rgb[] = [
  [0.791, 0.791, 0.776],
  [0.83, 0.8, 0.745],
  [0.7, 0.745, 0.79],
  [0.87, 0.87, 0.865],
  [0.66, 0.66, 0.655],
  [0.76, 0.69, 0.6],
  [0.705, 0.755, 0.71],
  [0.8, 0.7, 0.67],
  [0.745, 0.735, 0.78],
  [0.55, 0.575, 0.6],
];

// Few steps, so that templates of these sides stay in the cache.
const zooms = [1, 0.96, 0.92] as const;

// Room that stays free round the product and its shadow, as a share of the picture's side.
const margin = 0.03;
const maxShift = 0.035;

/** The look of a seed (0 to 4294967295); without one the house look. The same seed stages every product and size alike. */
export function lookOf(seed: number | undefined, info: TemplateInfo): Look {
  if (seed === undefined) return house;
  const random = randomOf(seed);
  const tone = backdrops[Math.floor(random() * backdrops.length)]!;
  const level = 0.94 + 0.1 * random();
  const warmth = (random() - 0.5) * 0.05;
  const exposure = 0.95 + 0.09 * random();
  const fallX = (random() - 0.5) * 0.24;
  const fallY = (random() - 0.5) * 0.14;
  const zoom = zooms[Math.floor(random() * zooms.length)]!;
  const light: Rgb = [exposure * (1 + warmth), exposure, exposure * (1 - warmth)];
  const [left, top, width, height] = info.contentBox;
  return {
    backdrop: [tone[0] * level * light[0], tone[1] * level * light[1], tone[2] * level * light[2]],
    light,
    fallX,
    fallY,
    zoom,
    shiftX: shift(left / info.size, width / info.size, zoom, random()),
    shiftY: shift(top / info.size, height / info.size, zoom, random()),
  };
}

/** Moves the square a little from the middle, as far as its content keeps clear of the picture's edges. */
function shift(start: number, length: number, zoom: number, random: number): number {
  const middle = (1 - zoom) / 2;
  const lowest = Math.min(middle, Math.max(middle - maxShift, margin - start * zoom));
  const highest = Math.max(middle, Math.min(middle + maxShift, 1 - margin - (start + length) * zoom));
  return lowest + random * (highest - lowest);
}

/** A small generator with even numbers from 0 to 1 whose first values already differ for neighbouring seeds (splitmix32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e37_79b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
  };
}
