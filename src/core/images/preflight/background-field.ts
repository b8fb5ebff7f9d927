/*
 * Which part of an opaque picture is its flat background. Letters end in soft edges that mix ink and background, and these belong to
 * both: a fixed threshold would leave pale halos round everything.
 */

/** Largest difference from the background of one channel, of 255, that is background all the same: a JPEG's noise. */
export const noise = 14;
/** From this difference on, a pixel may be a soft edge's, and nothing is reached through it. */
export const softEdge = 60;
/** From this difference on, a pixel is surely ink. */
export const fullInk = 110;
// From this one on it is no edge's.
const lastMixture = 235;
// A JPEG's edges are some pixels wide; from this share of the strongest ink nearby on, a pixel is all ink.
const allInk = 0.93;
const edgeReach = 3;

/** A picture as it is looked through for its background. */
export interface BackgroundField {
  readonly pixels: Uint8Array;
  /** Difference from the background, per pixel. */
  readonly ink: Uint8Array;
  /** The least difference that is taken for pure ink. */
  readonly leastInk: number;
  /** 1 where something fades out: whole parts that change only gently, such as a soft shadow. */
  readonly fading: Uint8Array;
  /** 1 where the background reaches, soft edges and what fades out into it included. */
  readonly reached: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Reaches all background that some pixels of it lead to, up to the soft edges, and through what fades out into it. */
export function flood({ ink, fading, reached, width }: BackgroundField, seeds: readonly number[]): void {
  const queue = new Int32Array(ink.length);
  let end = 0;
  const reach = (i: number): void => {
    if (reached[i] === 1 || (ink[i] ?? 0) >= lastMixture) return;
    reached[i] = 1;
    queue[end++] = i;
  };
  for (const i of seeds) reach(i);
  for (let start = 0; start < end; start++) {
    const i = queue[start] ?? 0;
    if ((ink[i] ?? 0) >= softEdge && fading[i] === 0) continue;
    const x = i % width;
    if (x > 0) reach(i - 1);
    if (x < width - 1) reach(i + 1);
    if (i >= width) reach(i - width);
    if (i + width < ink.length) reach(i + width);
  }
}

/**
 * Takes in the rest of soft edges that are several pixels wide: at each step what has more ink than its neighbour in the edge, and less than
 * there is nearby.
 */
export function reachOn(field: BackgroundField, steps: number): void {
  const { ink, reached, width, height } = field;
  let edge: number[] = [];
  for (let i = 0; i < ink.length; i++) if (reached[i] === 1 && (ink[i] ?? 0) >= softEdge) edge.push(i);
  for (let step = 0; step < steps; step++) {
    const next: number[] = [];
    for (const i of edge) {
      for (const j of [i - 1, i + 1, i - width, i + width]) {
        const x = j % width;
        const y = (j - x) / width;
        const here = ink[j] ?? 0;
        if (reached[j] !== 0 || here <= (ink[i] ?? 0) || x === 0 || y === 0 || x === width - 1 || y === height - 1)
          continue;
        if (here >= allInk * strongestNear(field, x, y)) continue;
        reached[j] = 1;
        next.push(j);
      }
    }
    edge = next;
  }
}

/** The largest difference from the background within three pixels, which stands for the pure ink there. */
export function strongestNear(field: BackgroundField, x: number, y: number): number {
  return Math.max(field.leastInk, field.ink[strongestAt(field, x, y) ?? -1] ?? 0);
}

/** The index of the pixel that has it, of those that count; undefined when none there does. */
export function strongestAt(
  { ink, width, height }: BackgroundField,
  x: number,
  y: number,
  counts: (index: number) => boolean = () => true,
): number | undefined {
  let strongest: number | undefined;
  for (let ny = Math.max(0, y - edgeReach); ny <= Math.min(height - 1, y + edgeReach); ny++) {
    for (let nx = Math.max(0, x - edgeReach); nx <= Math.min(width - 1, x + edgeReach); nx++) {
      const j = ny * width + nx;
      if (counts(j) && (strongest === undefined || (ink[j] ?? 0) > (ink[strongest] ?? 0))) strongest = j;
    }
  }
  return strongest;
}
