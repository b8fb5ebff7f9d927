import { expect, test } from 'vitest';
import { InvalidRequests } from '#bots/discord/invalid-requests.ts';

const minuteMs = 60_000;

test('after too many in ten minutes ordinary requests wait first, and first answers longest', () => {
  let now = 0;
  const invalid = new InvalidRequests({ ordinary: 10, firstAnswers: 20 }, () => now);
  for (let count = 0; count < 9; count++) invalid.note(403, null);
  expect(invalid.pauseMs('ordinary')).toBe(0);
  invalid.note(401, null);
  expect(invalid.pauseMs('ordinary')).toBeGreaterThanOrEqual(10 * minuteMs);
  expect(invalid.pauseMs('firstAnswers')).toBe(0);
  now += 5 * minuteMs;
  for (let count = 0; count < 10; count++) invalid.note(429, 'user');
  expect(invalid.pauseMs('firstAnswers')).toBeGreaterThan(5 * minuteMs);
  now += invalid.pauseMs('firstAnswers');
  expect(invalid.pauseMs('firstAnswers')).toBe(0);
  expect(invalid.pauseMs('ordinary')).toBeGreaterThan(0);
  now += invalid.pauseMs('ordinary');
  expect(invalid.pauseMs('ordinary')).toBe(0);
});

test('over any ten minutes there are never more than allowed, however they come', () => {
  let now = 0;
  const invalid = new InvalidRequests({ ordinary: 50, firstAnswers: 60 }, () => now);
  const sentAt: number[] = [];
  for (; now < 60 * minuteMs; now += 700) {
    if (invalid.pauseMs('ordinary') > 0) continue;
    invalid.note(403, null);
    sentAt.push(now);
  }
  const most = Math.max(
    ...sentAt.map((at) => sentAt.filter((other) => other >= at && other < at + 10 * minuteMs).length),
  );
  expect(most).toBe(50);
  expect(sentAt.length).toBeGreaterThan(200);
});

test('what others used up, and answers of other kinds, do not count', () => {
  const invalid = new InvalidRequests({ ordinary: 1, firstAnswers: 1 }, () => 0);
  invalid.note(429, 'shared');
  for (const status of [200, 204, 400, 404, 500, 503]) invalid.note(status, null);
  expect(invalid.pauseMs('ordinary')).toBe(0);
});
