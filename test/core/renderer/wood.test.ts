import { expect, test } from 'vitest';
import { addNoise } from '#core/renderer/noise-line.ts';
import { Wood } from '#core/renderer/wood.ts';

const count = 200;
const boardCm = 13;

/** A line along the grain as the shares of dark grain in it, and how much of it is seam. */
function lineOf(wood: Wood, z: number, x = 0): { shares: readonly number[]; gap: number } {
  const shares = new Float32Array(count);
  const gap = wood.drawLine({ z, x, step: 0.2, span: 0.1, count }, shares, 0, 1);
  return { shares: [...shares], gap };
}

test('noise along a line is what it is at each of its points', () => {
  const place = { x: -3.7, step: 0.13, y: 2.4 };
  const line = new Float64Array(count);
  addNoise(line, place, 2);
  for (const [k, value] of line.entries()) {
    const point = new Float64Array(1);
    addNoise(point, { ...place, x: place.x + k * place.step }, 2);
    expect(Math.abs(value - (point[0] ?? Number.NaN))).toBeLessThan(1e-9);
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(2);
  }
  expect(Math.max(...line) - Math.min(...line)).toBeGreaterThan(0.5);
});

test('noise is added to what is there', () => {
  const place = { x: 5.2, step: 0.3, y: 0.9 };
  const [once, twice] = [new Float64Array(count), new Float64Array(count).fill(1)];
  addNoise(once, place, 1);
  addNoise(twice, place, 1);
  for (const [k, value] of once.entries()) expect((twice[k] ?? 0) - value).toBeCloseTo(1, 9);
});

test('a point of the wood is the same from wherever its line begins', () => {
  const wood = new Wood(3);
  const [from, later] = [lineOf(wood, 4).shares, lineOf(wood, 4, 50 * 0.2).shares];
  for (let k = 50; k < count; k++) expect(from[k]).toBeCloseTo(later[k - 50] ?? Number.NaN, 2);
});

test('each board ends at a seam, and nothing else is seam', () => {
  const wood = new Wood(3);
  const perCm = 20;
  const gaps = Array.from({ length: 10 * boardCm * perCm }, (_, line) => lineOf(wood, line / perCm).gap);
  const starts = gaps.flatMap((gap, line) => (gap > 0 && !gaps[line - 1] ? [line / perCm] : []));
  expect(starts.length).toBeGreaterThanOrEqual(9);
  expect(starts.length).toBeLessThanOrEqual(11);
  expect(Math.max(...gaps)).toBeGreaterThan(0.5);
  expect(gaps.filter((gap) => gap > 0).length / gaps.length).toBeLessThan(0.05);
});

test('grain and seam together are never more than all of a point', () => {
  const wood = new Wood(8);
  for (let z = 0; z < 40; z += 0.05) {
    const { shares, gap } = lineOf(wood, z);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...shares) + gap).toBeLessThanOrEqual(1 + 1e-6);
  }
});

test('a seed always gives the same wood, and another seed another', () => {
  expect(lineOf(new Wood(3), 7)).toEqual(lineOf(new Wood(3), 7));
  expect(lineOf(new Wood(3), 7).shares).not.toEqual(lineOf(new Wood(4), 7).shares);
});

test('lines are drawn down a picture as well as across it', () => {
  const wood = new Wood(3);
  const across = lineOf(wood, 7).shares;
  const down = new Float32Array(count * 5);
  wood.drawLine({ z: 7, x: 0, step: 0.2, span: 0.1, count }, down, 2, 5);
  expect(down.filter((_, i) => i % 5 === 2)).toEqual(Float32Array.from(across));
  expect(down.filter((_, i) => i % 5 !== 2).every((value) => value === 0)).toBe(true);
});
