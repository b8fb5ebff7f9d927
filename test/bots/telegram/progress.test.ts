import { expect, test, vi } from 'vitest';
import { message } from '#core/messages/message.ts';
import { drawShot } from '../../support/bench-machine.ts';
import { telegramFaults } from '../../support/telegram/telegram-faults.ts';
import { openTelegramMessengerBench, proofRenderer } from '../../support/telegram-messenger-bench.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 6 });

const soon = { timeout: 10_000, interval: 5 };
const secondMs = 1000;

/** The same in every chat. */
const pace = (perMessageMs: number, perChannel = 1000) => ({
  progress: {
    alone: { perMessageMs, perChannel, windowMs: 60 * secondMs },
    group: { perMessageMs, perChannel, windowMs: 60 * secondMs },
  },
});

/** Runs tell of so many steps, each seen by the service, and then wait for the test. */
function steps(bench: Awaited<ReturnType<typeof openTelegramMessengerBench>>, count: number, known: { id?: string }) {
  const { promise, resolve } = Promise.withResolvers<void>();
  bench.machine.work = async (_, { onProgress, onPicture }) => {
    for (let step = 1; step <= count; step++) {
      onProgress(step / 100, 'Executing KSampler');
      await vi.waitUntil(() => bench.service.view(known.id ?? '')?.mockups[0]?.fraction === step / 100, soon);
    }
    await promise;
    await onPicture({ fileName: 'a.png', bytes: await drawShot(1), nodeId: '1', outputId: 'out' });
  };
  return resolve;
}

const edits = ['editMessageText', 'editMessageCaption', 'editMessageMedia'];

test.concurrent('a message is changed only so often, by what is newest then, and the last word waits for nothing', async () => {
  await using bench = await openTelegramMessengerBench({ pace: pace(400) });
  const ann = bench.telegram.person('ann');
  const known: { id?: string } = {};
  const release = steps(bench, 30, known);
  known.id = (await bench.ask(ann.sends(ann.dm, { text: 'a mug' }), ann)).id;
  await vi.waitUntil(() => bench.answers(ann.dm)[0]?.text?.includes('Rendering 30 %'), soon);
  const progress = bench.telegram.of(...edits).map(({ at }) => at);
  const gaps = progress.slice(1).map((at, index) => at - (progress[index] ?? 0));
  // A call that took long arrives late, and the one after it may not.
  expect(Math.min(...gaps, 400)).toBeGreaterThan(300);
  expect(progress.length).toBeLessThan(15);
  const before = bench.telegram.of(...edits).length;
  release();
  await bench.service.idle();
  expect(bench.answers(ann.dm)[0]?.photo).toBeDefined();
  // The shot came with its words and buttons; nothing had to be said after it.
  expect(bench.telegram.of('editMessageMedia')).toHaveLength(1);
  expect(bench.telegram.of(...edits).length - before).toBeLessThanOrEqual(2);
});

test.concurrent('last words come at once where progress has used up what it may', async () => {
  await using bench = await openTelegramMessengerBench({ pace: pace(600_000, 1) });
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann] });
  const release = bench.machine.hold();
  await bench.ask(ann.sends(team, { text: 'one' }), ann);
  await bench.ask(ann.sends(team, { text: 'two' }), ann);
  await vi.waitUntil(() => bench.machine.runs.length === 2 && bench.answers(team).length === 1, soon);
  release();
  await bench.service.idle();
  expect(bench.answers(team)).toHaveLength(2);
  for (const answer of bench.answers(team)) expect(answer.buttons.map(({ text }) => text)).toContain('Again');
});

test.concurrent('progress leaves room for the shots and all that is said with them', async () => {
  const most = { most: 14, ms: 10 * 60 * secondMs };
  const rates = { chat: most, group: most, overall: { most: 1000, ms: 1 } };
  await using bench = await openTelegramMessengerBench({ pace: pace(1), rates });
  const ann = bench.telegram.person('ann');
  const known: { id?: string } = {};
  const release = steps(bench, 30, known);
  known.id = (await bench.ask(ann.sends(ann.dm, { text: 'a mug' }), ann)).id;
  await vi.waitUntil(() => bench.service.view(known.id ?? '')?.mockups[0]?.fraction === 0.3, soon);
  expect(bench.telegram.of('sendMessage', ...edits)).toHaveLength(3);
  release();
  // Whoever had to wait for room would wait for minutes.
  await bench.service.idle();
  expect(bench.answers(ann.dm)[0]?.photo).toBeDefined();
});

test.concurrent('the progress of a group keeps to what it may have, whoever it is for', async () => {
  await using bench = await openTelegramMessengerBench({ pace: pace(20, 8) });
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann] });
  bench.machine.work = async (_, { onProgress, signal }) => {
    for (let step = 1; !signal.aborted; step++) {
      onProgress((step % 99) / 100, 'Executing KSampler');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const asked = Array.from({ length: 12 }, () => ann.sends(team, { text: 'a mug' }));
  const batches = await Promise.all(asked.map((each) => bench.ask(each, ann)));
  await vi.waitUntil(() => bench.telegram.of('sendMessage', ...edits).length >= 8, soon);
  await vi.waitUntil(() => bench.machine.runs.length === 12, soon);
  const count = () => bench.telegram.of('sendMessage', ...edits).length;
  expect(count()).toBe(8);
  await Promise.all(batches.map(({ id }) => bench.service.cancel(id)));
  await bench.service.idle();
  // Each has its last word.
  expect(bench.answers(team)).toHaveLength(12);
  expect(bench.telegram.of('sendMessage', ...edits).filter(({ code }) => code === 429)).toEqual([]);
});

test.concurrent('a proof takes the place of words that were there first, and is said to be one', async () => {
  const gate = Promise.withResolvers<void>();
  await using bench = await openTelegramMessengerBench({
    pace: pace(20),
    proofRenderer: proofRenderer(() => gate.promise),
  });
  const ann = bench.telegram.person('ann');
  const release = bench.machine.hold();
  await bench.ask(ann.sends(ann.dm, { text: 'a mug' }), ann, { prompt: 'a white mug' });
  await vi.waitUntil(() => bench.answers(ann.dm)[0]?.text?.includes('a white mug'), soon);
  const [answer] = bench.answers(ann.dm);
  gate.resolve();
  await vi.waitUntil(() => answer?.photo, soon);
  expect(answer?.caption).toContain(message('chat.proof', 'en'));
  const proof = answer?.content.media?.uploaded;
  release();
  await bench.service.idle();
  expect(answer?.content.media?.uploaded?.equals(proof ?? Buffer.alloc(0))).toBe(false);
  expect(bench.telegram.of('sendPhoto')).toEqual([]);
  expect(bench.answers(ann.dm)).toHaveLength(1);
});

test.concurrent('a proof that Telegram does not like leaves words, and is not sent again', async () => {
  await using bench = await openTelegramMessengerBench({ pace: pace(20), proofRenderer: proofRenderer() });
  const ann = bench.telegram.person('ann');
  const known: { id?: string } = {};
  const release = steps(bench, 5, known);
  const refusal = telegramFaults.refuse(400, 'Bad Request: IMAGE_PROCESS_FAILED');
  bench.telegram.next('sendPhoto', refusal);
  bench.telegram.next('sendDocument', refusal);
  known.id = (await bench.ask(ann.sends(ann.dm, { text: 'a mug' }), ann, { prompt: 'a white mug' })).id;
  await vi.waitUntil(() => bench.answers(ann.dm)[0]?.text?.includes('Rendering 5 %'), soon);
  expect(bench.telegram.of('sendPhoto', 'sendDocument')).toHaveLength(2);
  expect(bench.telegram.of('editMessageMedia')).toEqual([]);
  release();
  await bench.service.idle();
  expect(bench.answers(ann.dm)[0]?.photo).toBeDefined();
});

test.concurrent('what is asked to wait is told later, once, by what is newest then', async () => {
  await using bench = await openTelegramMessengerBench({ pace: pace(20) });
  const ann = bench.telegram.person('ann');
  const known: { id?: string } = {};
  const release = steps(bench, 3, known);
  bench.telegram.next('sendMessage', telegramFaults.tooMany(1));
  known.id = (await bench.ask(ann.sends(ann.dm, { text: 'a mug' }), ann)).id;
  await vi.waitUntil(() => bench.answers(ann.dm)[0]?.text?.includes('Rendering 3 %'), soon);
  const [refused, sent] = bench.telegram.of('sendMessage');
  expect(bench.telegram.of('sendMessage')).toHaveLength(2);
  expect((sent?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(990);
  release();
  await bench.service.idle();
});
