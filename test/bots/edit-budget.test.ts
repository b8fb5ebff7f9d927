import { expect, test } from 'vitest';
import { EditBudget } from '#bots/edit-budget.ts';

const secondMs = 1000;

/** A budget on a clock in the test's hands. */
function budgetAt(startMs = 0) {
  const clock = { ms: startMs };
  return { clock, budget: new EditBudget(undefined, () => clock.ms) };
}

/** Asks for every message each 100 ms for so long; gives when each edit was made. */
function editAll(seconds: number, messages: readonly string[]): { readonly message: string; readonly at: number }[] {
  const { clock, budget } = budgetAt();
  const edits: { readonly message: string; readonly at: number }[] = [];
  for (; clock.ms < seconds * secondMs; clock.ms += 100) {
    for (const message of messages) {
      if (budget.take('general', message) === 0) edits.push({ message, at: clock.ms });
    }
  }
  return edits;
}

test('a message is changed every four seconds at most', () => {
  const times = editAll(120, ['one']).map(({ at }) => at);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(Math.min(...gaps)).toBe(4 * secondMs);
  // Alone in its channel it is never held up for longer.
  expect(Math.max(...gaps)).toBe(4 * secondMs);
});

test('the messages of one channel are changed 20 times in any minute at most, all together', () => {
  const messages = Array.from({ length: 30 }, (_, index) => `message ${index}`);
  const times = editAll(300, messages).map(({ at }) => at);
  const inMinute = times.map((from) => times.filter((at) => at >= from && at <= from + 60 * secondMs).length);
  expect(Math.max(...inMinute)).toBe(20);
  expect(times.length).toBeGreaterThan(60);
});

test('of many who ask at the same moment only as many hear that there is room as there is', () => {
  const { budget } = budgetAt();
  const pauses = Array.from({ length: 50 }, (_, index) => budget.take('general', `message ${index}`));
  expect(pauses.filter((ms) => ms === 0)).toHaveLength(20);
});

test('progress of others leaves room for the first words of ten who ask one after another', () => {
  const { clock, budget } = budgetAt();
  const asked: string[] = [];
  const waits: number[] = [];
  for (; clock.ms < 30 * secondMs; clock.ms += 100) {
    if (clock.ms % (3 * secondMs) === 0) {
      asked.push(`message ${asked.length}`);
      waits.push(budget.take('general', asked.at(-1) ?? ''));
    }
    for (const message of asked.slice(0, -1)) budget.take('general', message);
  }
  expect(waits).toEqual(Array.from({ length: 10 }, () => 0));
});

test('a pause that was told is long enough', () => {
  const { clock, budget } = budgetAt(7);
  expect(budget.take('general', 'one')).toBe(0);
  clock.ms += 1500;
  const pauseMs = budget.take('general', 'one');
  expect(pauseMs).toBe(2500);
  clock.ms += pauseMs;
  expect(budget.take('general', 'one')).toBe(0);
});

test('the distance counts from the end of an edit, however long it took', () => {
  const { clock, budget } = budgetAt();
  budget.take('general', 'one');
  clock.ms += 10 * secondMs;
  budget.ended('one');
  expect(budget.take('general', 'one')).toBe(4 * secondMs);
});

test('first words that were not taken are still first words', () => {
  const { clock, budget } = budgetAt();
  for (; clock.ms < 45 * secondMs; clock.ms += 100) {
    for (let index = 0; index < 8; index++) budget.take('general', `message ${index}`);
  }
  expect(budget.take('general', 'new')).toBe(0);
  budget.failed('general', 'new');
  expect(budget.take('general', 'new')).toBe(0);
  budget.ended('new');
  expect(budget.take('general', 'new')).toBeGreaterThan(0);
});

test('an edit that was not made is not counted', () => {
  const { budget } = budgetAt();
  for (let index = 0; index < 100; index++) {
    expect(budget.take('general', 'one')).toBe(0);
    budget.failed('general', 'one');
  }
  const pauses = Array.from({ length: 50 }, (_, index) => budget.take('general', `message ${index}`));
  expect(pauses.filter((ms) => ms === 0)).toHaveLength(20);
});

test('a full channel does not hold another one up', () => {
  const { budget } = budgetAt();
  for (let index = 0; index < 30; index++) budget.take('general', `message ${index}`);
  expect(budget.take('random', 'message')).toBe(0);
});

test('a message that had its last word begins anew', () => {
  const { budget } = budgetAt();
  budget.take('general', 'one');
  expect(budget.take('general', 'one')).toBeGreaterThan(0);
  budget.forget('one');
  budget.ended('one');
  expect(budget.take('general', 'one')).toBe(0);
});
