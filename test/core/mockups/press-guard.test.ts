import { expect, test } from 'vitest';
import { PressGuard } from '#core/mockups/press-guard.ts';

function guardAt() {
  const clock = { now: 1000 };
  const guard = new PressGuard<number>(() => clock.now);
  let done = 0;
  return { clock, press: (person: string, button: string) => guard.press(person, button, async () => ++done) };
}

test('a second press of the same button by the same person within 2 seconds is the first', async () => {
  const { clock, press } = guardAt();
  expect(await Promise.all([press('ann', 'again'), press('ann', 'again')])).toEqual([1, 1]);
  clock.now += 1999;
  expect(await press('ann', 'again')).toBe(1);
  clock.now += 1;
  expect(await press('ann', 'again')).toBe(2);
});

test('another person, or another button, is another press', async () => {
  const { press } = guardAt();
  expect([await press('ann', 'again'), await press('bob', 'again'), await press('ann', 'cancel')]).toEqual([1, 2, 3]);
});

test('a press that failed may be made again at once', async () => {
  const guard = new PressGuard<string>(() => 0);
  await expect(guard.press('ann', 'again', () => Promise.reject(new Error('busy')))).rejects.toThrow('busy');
  expect(await guard.press('ann', 'again', async () => 'done')).toBe('done');
});
