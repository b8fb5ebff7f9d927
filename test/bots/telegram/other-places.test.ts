import { expect, test, vi } from 'vitest';
import { message } from '#core/messages/message.ts';
import { telegramFaults } from '../../support/telegram/telegram-faults.ts';
import {
  askHeld,
  openTelegramMessengerBench,
  type TelegramMessengerBench,
} from '../../support/telegram-messenger-bench.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 6 });

const movedWords = message('chat.moved', 'en', { who: '' }).trim();
const calls = ['sendMessage', 'sendPhoto', 'sendDocument', 'sendMediaGroup', 'editMessageText', 'editMessageMedia'];

const record = (bench: TelegramMessengerBench) => bench.writes.batches.at(-1);
const refusedCalls = (bench: TelegramMessengerBench) => bench.telegram.of(...calls).filter(({ code }) => code !== 200);
const isInDistress = ({ level }: Record<string, unknown>): boolean => Number(level) >= 50;

test.concurrent('who blocks the bot is written to no more, and finds it in the history', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const { batch, status, finish } = await askHeld(bench, ann.dm, ann, { by: ann });
  ann.blocks();
  await finish();
  expect(refusedCalls(bench)).toHaveLength(1);
  expect(record(bench)?.undeliverable?.reason).toContain('blocked');
  expect(bench.log.filter(isInDistress)).toEqual([]);
  // A later start does not try either.
  await bench.stop();
  await bench.start();
  await bench.service.idle();
  expect(refusedCalls(bench)).toHaveLength(1);
  ann.unblocks();
  await bench.service.redirect(batch.id, record(bench)?.thread ?? batch.thread);
  await bench.service.idle();
  expect(status.file).toBeDefined();
  expect(record(bench)?.mockups[0]?.stage.state).toBe('delivered');
  expect(record(bench)).not.toHaveProperty('undeliverable');
});

test.concurrent('a deleted account ends it', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const { finish } = await askHeld(bench, ann.dm, ann, { by: ann });
  ann.isDeactivated = true;
  await finish();
  expect(refusedCalls(bench)).toHaveLength(1);
  expect(record(bench)?.undeliverable).toBeDefined();
});

test.concurrent('in a channel where the bot may post no more there is nobody to bring it to: it is kept', async () => {
  await using bench = await openTelegramMessengerBench();
  const channel = bench.telegram.channel('News');
  const ann = bench.telegram.person('ann');
  const { status, finish } = await askHeld(bench, channel, undefined, { by: ann });
  expect(status.text).toContain('a white mug');
  channel.demoteBot();
  bench.telegram.always('editMessageMedia', telegramFaults.refuse(400, 'Bad Request: need administrator rights'));
  await finish();
  expect(bench.answers(ann.dm)).toEqual([]);
  expect(record(bench)?.undeliverable).toBeDefined();
});

test.concurrent('a post of a channel is answered there', async () => {
  await using bench = await openTelegramMessengerBench();
  const channel = bench.telegram.channel('News');
  const { status, asked, finish } = await askHeld(bench, channel, undefined, { by: bench.telegram.person('ann') });
  await finish();
  expect(status.file).toBeDefined();
  expect(status.replyToId).toBe(asked.id);
  expect(channel.actions).toEqual([]);
});

test.concurrent('a business chat is answered through its connection, and not at all once that has ended', async () => {
  await using bench = await openTelegramMessengerBench();
  const [shop, ann] = [bench.telegram.person('shop'), bench.telegram.person('ann', { hasStarted: false })];
  const business = bench.telegram.business(shop);
  const chat = bench.telegram.businessChat(business, ann);
  const sent = { businessConnectionId: business.id };
  const { status, finish } = await askHeld(bench, chat, ann, { by: ann, sent });
  await finish();
  expect(status.file).toBeDefined();
  const all = bench.telegram.of(...calls);
  expect(all.every(({ params }) => params['business_connection_id'] === business.id)).toBe(true);
  const second = await askHeld(bench, chat, ann, { by: ann, sent });
  business.isEnabled = false;
  await second.finish();
  expect(record(bench)?.undeliverable).toBeDefined();
  expect(refusedCalls(bench)).toHaveLength(1);
});

test.concurrent("in a channel's direct messages the answer is in the person's own topic, or kept when that is gone", async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const direct = bench.telegram.directMessages(bench.telegram.channel('News'));
  const { status, finish } = await askHeld(bench, direct, ann, { by: ann, count: 2 });
  await finish();
  expect(bench.answers(direct).map(({ origin }) => origin.directTopicId)).toEqual([ann.id, ann.id, ann.id]);
  expect(status.buttons.map(({ text }) => text)).toContain('Again');
  const second = await askHeld(bench, direct, ann, { by: ann, count: 2 });
  const refusal = telegramFaults.refuse(400, 'Bad Request: wrong direct messages topic specified');
  bench.telegram.always('sendMediaGroup', refusal);
  await second.finish();
  expect(bench.telegram.of('sendMediaGroup').filter(({ code }) => code !== 200)).toHaveLength(1);
  expect(record(bench)?.undeliverable).toBeDefined();
});

test.concurrent('in a topic of a private chat the answer is there, and beside it when the topic is gone', async () => {
  await using bench = await openTelegramMessengerBench({
    prepare: ({ bot }) => void Object.assign(bot, { has_topics_enabled: true }),
  });
  const ann = bench.telegram.person('ann');
  const topic = ann.dm.topic('Caps');
  const { status, finish } = await askHeld(bench, ann.dm, ann, { by: ann, sent: { topic } });
  expect(status.topic).toBe(topic);
  topic.delete();
  await finish();
  const [answer, ...others] = bench.answers(ann.dm);
  expect(others).toEqual([]);
  expect(answer?.topic).toBeUndefined();
  expect(answer?.caption).not.toContain(movedWords);
});
