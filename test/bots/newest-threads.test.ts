import { expect, test } from 'vitest';
import type { DiscordThread } from '#bots/discord/discord-thread.ts';
import { NewestThreads } from '#bots/newest-threads.ts';

const thread = (change: Partial<DiscordThread> = {}): DiscordThread => ({
  applicationId: '100000000000000001',
  channelId: '100000000000000002',
  userId: '100000000000000003',
  canPost: true,
  isEphemeral: false,
  fileLimit: 1,
  proofs: {},
  ...change,
});
const withMessage = (id: number, change: Partial<DiscordThread> = {}): DiscordThread => {
  return thread({ messageId: `10000000000000000${id}`, ...change });
};

test('a thread that nothing became of is given back as it is', () => {
  expect(new NewestThreads<DiscordThread>().of('batch', thread())).toEqual(thread());
});

test('whoever was called with what it was meanwhile gets what it is now', () => {
  const newest = new NewestThreads<DiscordThread>();
  newest.note('batch', thread(), withMessage(1));
  newest.note('batch', withMessage(1), withMessage(2));
  expect(newest.of('batch', thread())).toEqual(withMessage(2));
  expect(newest.of('batch', withMessage(1))).toEqual(withMessage(2));
  expect(newest.of('batch', withMessage(2))).toEqual(withMessage(2));
});

test('two that began with the same one after another: the later has the last word', () => {
  const newest = new NewestThreads<DiscordThread>();
  newest.note('batch', thread(), withMessage(1));
  newest.note('batch', thread(), withMessage(2));
  expect(newest.of('batch', thread())).toEqual(withMessage(2));
  expect(newest.of('batch', withMessage(1))).toEqual(withMessage(2));
});

test('a copy for another place leaves the batch its own', () => {
  const newest = new NewestThreads<DiscordThread>();
  const elsewhere = { channelId: '200000000000000001' };
  newest.note('batch', thread(), withMessage(1));
  newest.note('batch', thread(elsewhere), withMessage(9, elsewhere));
  expect(newest.of('batch', thread())).toEqual(withMessage(1));
  expect(newest.of('batch', thread(elsewhere))).toEqual(withMessage(9, elsewhere));
});

test('one that is given anew is not taken for an old one', () => {
  const newest = new NewestThreads<DiscordThread>();
  newest.note('batch', thread(), withMessage(1));
  expect(newest.of('batch', withMessage(3))).toEqual(withMessage(3));
  expect(newest.of('other', thread())).toEqual(thread());
});
