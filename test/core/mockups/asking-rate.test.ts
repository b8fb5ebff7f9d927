import { expect, test } from 'vitest';
import { AskingRate } from '#core/mockups/asking-rate.ts';

function following(runs: number): { readonly rate: AskingRate; readonly follows: readonly Disposable[] } {
  const rate = new AskingRate();
  return { rate, follows: Array.from({ length: runs }, () => rate.follow()) };
}

test('asks about a few runs as often as anyone wants', () => {
  expect(following(10).rate.leastDelayMs).toBeLessThan(60);
});

test('asks about ten times as many runs no more often in all', () => {
  const perSecond = (runs: number) => runs / following(runs).rate.leastDelayMs;
  expect(perSecond(10_000)).toBeCloseTo(perSecond(1000));
});

test('runs that have ended no longer count', () => {
  const { rate, follows } = following(1000);
  const before = rate.leastDelayMs;
  for (const follow of follows.slice(500)) follow[Symbol.dispose]();
  expect(rate.leastDelayMs).toBeCloseTo(before / 2);
});
