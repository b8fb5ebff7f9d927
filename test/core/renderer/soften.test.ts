import { expect, test } from 'vitest';
import { soften, softenColumns } from '#core/renderer/soften.ts';
import { randomNumbers } from '../../support/pictures.ts';

const side = 40;

function noisyPlane(width: number, height: number): Float32Array {
  const next = randomNumbers(5);
  return Float32Array.from({ length: width * height }, next);
}

const roomFor = (width: number): Float32Array => new Float32Array(width * (side + 1));

/** The mean of some values from `x - radius` to `x + 1 + radius`, each counted by how much of it lies in there. */
function meanRound(values: readonly number[], x: number, radius: number): number {
  let [sum, weights] = [0, 0];
  for (const [at, value] of values.entries()) {
    const weight = Math.max(0, Math.min(at + 1, x + 1 + radius) - Math.max(at, x - radius));
    sum += value * weight;
    weights += weight;
  }
  return sum / weights;
}

/** Two means along each row and down each column, worked out pixel by pixel. */
function softenedSlowly(plane: Float32Array, width: number, radii: Float32Array, alongRows: boolean): number[] {
  let values = [...plane];
  for (let pass = 0; pass < 2; pass++) {
    const rows = values.map((value, i) => {
      const y = Math.floor(i / width);
      return alongRows ? meanRound(values.slice(y * width, (y + 1) * width), i % width, radii[y] ?? 0) : value;
    });
    values = rows.map((_, i) => {
      const column = Array.from(radii, (_radius, y) => rows[y * width + (i % width)] ?? 0);
      const y = Math.floor(i / width);
      return meanRound(column, y, radii[y] ?? 0);
    });
  }
  return values;
}

function expectNear(found: Float32Array, expected: readonly number[]): void {
  const apart = expected.map((value, i) => Math.abs(value - (found[i] ?? Number.NaN)));
  expect(Math.max(...apart)).toBeLessThan(1e-4);
}

test.for([
  ['of no pixel', () => 0],
  ['of part of a pixel', () => 0.7],
  ['of whole pixels', () => 3],
  ['of its own for each row', (y: number) => 0.6 + y / 6],
  ['larger than the plane', () => 55.5],
] as const)('a radius %s gives the means of all that lies within it, also at the edges', ([, radiusAt]) => {
  const radii = Float32Array.from({ length: side }, (_, y) => radiusAt(y));
  const plane = noisyPlane(side, side);
  const expected = softenedSlowly(plane, side, radii, true);
  soften(plane, side, radii, roomFor(side));
  expectNear(plane, expected);
});

test('columns of any width are softened without being mixed', () => {
  const radii = Float32Array.from({ length: side }, (_, y) => 0.6 + y / 6);
  const plane = noisyPlane(3, side);
  const expected = softenedSlowly(plane, 3, radii, false);
  softenColumns(plane, 3, radii, roomFor(3));
  expectNear(plane, expected);
});
