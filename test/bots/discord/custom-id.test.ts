import { expect, test } from 'vitest';
import { actions, customId, readCustomId } from '#bots/discord/custom-id.ts';
import { createBatchId } from '#core/mockups/batch.ts';

test.each(actions)('%s and what it is about come back as they were', (action) => {
  const press = { action, id: createBatchId() };
  expect(readCustomId(customId(press))).toEqual(press);
});

test('the longest one stays within what Discord takes', () => {
  const lengths = actions.map((action) => customId({ action, id: 'x'.repeat(60) }).length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(100);
});

test('an id that was read is written the same way, for as long as messages live', () => {
  expect(customId({ action: 'again', id: 'abcdefghijkm' })).toBe('m1:again:abcdefghijkm');
});

test.each([
  ['', 'nothing'],
  ['again', 'no version'],
  ['m0:again:abc', 'an older version'],
  ['m1:destroy:abc', 'an action there is not'],
  ['m1:again:abc:def', 'one part too many'],
  [`m1:again:${'x'.repeat(61)}`, 'more than an id'],
])('%s is no press of ours: %s', (text) => {
  expect(readCustomId(text)).toBeUndefined();
});
