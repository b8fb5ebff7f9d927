import { expect, test } from 'vitest';
import { AskingRate } from '#core/mockups/asking-rate.ts';

const following = (runs: number): AskingRate => new AskingRate(() => runs);

test('asks about a few runs as often as anyone wants', () => {
  expect(following(10).leastDelayMs).toBeLessThan(60);
});

test('asks about ten times as many runs no more often in all', () => {
  const perSecond = (runs: number) => runs / following(runs).leastDelayMs;
  expect(perSecond(10_000)).toBeCloseTo(perSecond(1000));
});

test('runs that have ended no longer count', () => {
  let runs = 1000;
  const rate = new AskingRate(() => runs);
  const before = rate.leastDelayMs;
  runs = 500;
  expect(rate.leastDelayMs).toBeCloseTo(before / 2);
});

test('a few runs of an earlier process are asked about at once, many one after another', () => {
  const draws = (runs: number) => Array.from({ length: 200 }, () => following(runs).drawFirstDelayMs());
  expect(Math.max(...draws(100))).toBe(0);
  const many = draws(10_000);
  expect(Math.max(...many)).toBeLessThanOrEqual(following(10_000).leastDelayMs);
  expect(Math.max(...many) - Math.min(...many)).toBeGreaterThan(following(10_000).leastDelayMs / 2);
});
