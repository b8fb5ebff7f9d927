import { expect, test } from 'vitest';
import { actions, pressData, readPress } from '#bots/telegram/press-data.ts';
import { createBatchId } from '#core/mockups/batch.ts';

test('what a button says is read as it was written, in at most 64 bytes', () => {
  for (const action of actions) {
    const longest = { action, id: `chat.-${Number.MAX_SAFE_INTEGER}`, value: 'c.1b2a4a' };
    expect(readPress(pressData(longest))).toEqual(longest);
    expect(Buffer.byteLength(pressData(longest))).toBeLessThanOrEqual(64);
    const short = { action, id: createBatchId() };
    expect(readPress(pressData(short))).toEqual(short);
  }
});

test.for([
  '',
  'again:abc',
  'm1:again:a b',
  'm1:again:abc:d:e',
  'm1:again:ä',
  `m1:again:${'a'.repeat(31)}`,
  'M1:again:abc',
])('anything else is not read: %s', (data) => {
  expect(readPress(data)).toBeUndefined();
});
