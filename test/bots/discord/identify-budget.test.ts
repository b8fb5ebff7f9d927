import { expect, test } from 'vitest';
import { IdentifyBudget } from '#bots/discord/identify-budget.ts';

test('a day of sessions that end at once stays far from the thousand that cost the token', () => {
  let now = 0;
  const budget = new IdentifyBudget(undefined, () => now);
  const at: number[] = [];
  while (now < 24 * 3_600_000) {
    now += budget.pauseMs();
    budget.spend();
    at.push(now);
  }
  expect(at.length).toBeLessThan(500);
  const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5000);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(180_000);
});

test('the first one waits for nothing, and after a quiet time neither do the next few', () => {
  let now = 0;
  const budget = new IdentifyBudget({ most: 2, refillMs: 1000, spacingMs: 10 }, () => now);
  expect(budget.pauseMs()).toBe(0);
  budget.spend();
  expect(budget.pauseMs()).toBe(10);
  now = 10;
  budget.spend();
  expect(budget.pauseMs()).toBeCloseTo(990);
  now = 100_000;
  budget.spend();
  now += 10;
  expect(budget.pauseMs()).toBe(0);
});
