import { expect, test, vi } from 'vitest';
import { message } from '#core/messages/message.ts';
import { drawHeavy, drawNumbered, makes, numberIn } from '../../support/noisy-shots.ts';
import { quarters } from '../../support/pictures.ts';
import type { FakeMessage } from '../../support/telegram/fake-message.ts';
import { telegramFaults } from '../../support/telegram/telegram-faults.ts';
import { openTelegramMessengerBench, type TelegramMessengerBench } from '../../support/telegram-messenger-bench.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 4 });

const soon = { timeout: 10_000, interval: 10 };
const minuteMs = 60_000;

function wishes(count: number) {
  return Array.from({ length: count }, (_, index) => ({ logo: `logo ${index + 1}.png`, prompt: `mug ${index + 1}` }));
}

async function ask(bench: TelegramMessengerBench, count: number) {
  const ann = bench.telegram.person('ann');
  const asked = ann.sends(ann.dm, { text: 'mugs' });
  const batch = await bench.ask(asked, ann, ...wishes(count));
  return {
    ann,
    asked,
    batch,
    card: () => bench.answers(ann.dm).find(({ mediaGroupId, file }) => mediaGroupId === undefined && !file),
    shots: () => bench.answers(ann.dm).filter(({ file }) => file),
  };
}

/** Each run makes a picture of the number in its prompt: in which order they end is another matter. */
function makesNumbers(bench: TelegramMessengerBench, held: readonly number[] = []) {
  const { promise, resolve } = Promise.withResolvers<void>();
  bench.machine.work = async ({ inputs }, { onPicture }) => {
    const number = Number(/mug (\d+)/.exec(JSON.stringify(inputs))?.[1]);
    if (held.includes(number)) await promise;
    const bytes = await drawNumbered(number * 10);
    await onPicture({ fileName: 'shot.png', bytes, nodeId: '1', outputId: 'out' });
  };
  return resolve;
}

const numbersIn = (shots: readonly FakeMessage[]): Promise<number[]> =>
  Promise.all(shots.map((shot) => numberIn(shot.content.media?.uploaded ?? Buffer.alloc(0))));
const groupsOf = (shots: readonly FakeMessage[]): number =>
  new Set(shots.map(({ mediaGroupId }) => mediaGroupId ?? '')).size;

test.concurrent('a card counts up, and when all have ended the shots come as one album in the order asked', async () => {
  const every = { perMessageMs: 1, perChannel: 1000, windowMs: 1000 };
  await using bench = await openTelegramMessengerBench({ pace: { progress: { alone: every, group: every } } });
  const release = makesNumbers(bench, [1, 3]);
  const { card, shots, asked, ann } = await ask(bench, 10);
  await vi.waitUntil(() => card()?.text?.includes('fetching the shots'), soon);
  expect(shots()).toEqual([]);
  release();
  await bench.service.idle();
  expect(shots()).toHaveLength(10);
  expect(groupsOf(shots())).toBe(1);
  expect(await numbersIn(shots())).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  expect(shots().map(({ caption }) => /mug \d+/.exec(caption ?? '')?.[0])).toEqual(
    wishes(10).map(({ prompt }) => prompt),
  );
  expect(shots()[0]?.replyToId).toBe(asked.id);
  expect(bench.answers(ann.dm)).toHaveLength(11);
  expect(card()?.text).toContain('10. logo 10.png: done');
  expect(card()?.buttons.map(({ text }) => text)).toContain('Again');
  // Nobody is called for what was heard of by itself.
  expect(bench.telegram.of('sendMessage')).toHaveLength(1);
});

test.concurrent('what is ready waits for the others only so long; the others follow as a second album', async () => {
  await using bench = await openTelegramMessengerBench({ pace: { gatherMs: 2500 } });
  const release = makesNumbers(bench, [2, 4]);
  const { card, shots } = await ask(bench, 5);
  await vi.waitUntil(() => shots().length === 3, soon);
  expect(await numbersIn(shots())).toEqual([10, 30, 50]);
  release();
  await bench.service.idle();
  expect(await numbersIn(shots())).toEqual([10, 30, 50, 20, 40]);
  expect(groupsOf(shots())).toBe(2);
  expect(card()?.text).toContain('4. logo 4.png: done');
});

test.concurrent('one that fails tells so and holds back none', async () => {
  await using bench = await openTelegramMessengerBench();
  const draw = bench.machine.work;
  bench.machine.work = async (run, context) => {
    if (JSON.stringify(run.inputs).includes('mug 2')) throw new Error('out of memory');
    await draw(run, context);
  };
  const { card, shots } = await ask(bench, 3);
  await bench.service.idle();
  expect(shots()).toHaveLength(2);
  expect(groupsOf(shots())).toBe(1);
  const lines = card()?.text?.split('\n') ?? [];
  expect(lines.find((line) => line.startsWith('1. '))).toContain('done');
  expect(lines.find((line) => line.startsWith('2. '))).not.toContain('done');
});

test.concurrent('several shots of one mockup come as one album with its words once', async () => {
  await using bench = await openTelegramMessengerBench();
  const pictures = await Promise.all([10, 20, 30].map(drawNumbered));
  makes(bench.machine, () => pictures);
  const { shots, card } = await ask(bench, 1);
  await bench.service.idle();
  expect(await numbersIn(shots())).toEqual([10, 20, 30]);
  expect(groupsOf(shots())).toBe(1);
  expect(shots().map(({ caption }) => caption?.includes('mug 1') ?? false)).toEqual([true, false, false]);
  expect(card()?.buttons.map(({ text }) => text)).toContain('Again');
});

test.concurrent('more than ten shots are as many albums as it takes, with none of one alone lost', async () => {
  await using bench = await openTelegramMessengerBench({
    rates: {
      chat: { most: 100, ms: 1 },
      group: { most: 100, ms: 1 },
      overall: { most: 100, ms: 1 },
    },
  });
  bench.telegram.limits.lift();
  const pictures = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((number) => drawNumbered(number * 10)));
  makes(bench.machine, () => pictures);
  const { shots } = await ask(bench, 3);
  await bench.service.idle();
  expect(shots()).toHaveLength(21);
  expect(await numbersIn(shots())).toEqual([1, 2, 3].flatMap(() => [10, 20, 30, 40, 50, 60, 70]));
  expect(bench.telegram.of('sendMediaGroup')).toHaveLength(2);
  expect(bench.telegram.of('sendPhoto')).toHaveLength(1);
});

test.concurrent('photos and files do not share an album, and each keeps its place', async () => {
  await using bench = await openTelegramMessengerBench();
  const long = await quarters(2100, 100).png().toBuffer();
  const pictures = [await drawNumbered(10), await drawNumbered(20), long, await drawNumbered(40)];
  makes(bench.machine, () => pictures);
  const { shots } = await ask(bench, 1);
  await bench.service.idle();
  expect(shots().map(({ content }) => content.media?.kind)).toEqual(['photo', 'photo', 'document', 'photo']);
  expect(shots()[2]?.document?.bytes.equals(long)).toBe(true);
});

test.concurrent('what is too much for one request goes as several', async () => {
  await using bench = await openTelegramMessengerBench();
  const heavy = await Promise.all([1, 2, 3, 4, 5].map((seed) => drawHeavy(9_900_000, seed)));
  makes(bench.machine, () => heavy);
  const { shots } = await ask(bench, 1);
  await bench.service.idle();
  expect(shots().map(({ content }) => content.media?.uploaded?.equals(heavy[0] ?? Buffer.alloc(0)))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  const requests = bench.telegram.of('sendMediaGroup', 'sendPhoto');
  const sizes = requests.map(({ files }) => files.reduce((sum, { bytes }) => sum + bytes.length, 0));
  expect(Math.max(...sizes)).toBeLessThan(50_000_000);
  expect(requests.map(({ code }) => code)).toEqual([200, 200]);
});

test.concurrent('one picture that Telegram does not like takes none of its album along', async () => {
  await using bench = await openTelegramMessengerBench();
  const pictures = await Promise.all([10, 20, 30].map(drawNumbered));
  makes(bench.machine, () => pictures);
  const refusal = telegramFaults.refuse(400, 'Bad Request: IMAGE_PROCESS_FAILED');
  bench.telegram.next('sendMediaGroup', refusal);
  bench.telegram.next('sendPhoto', telegramFaults.slow(1), refusal);
  const { shots } = await ask(bench, 1);
  await bench.service.idle();
  expect(shots().map(({ content }) => content.media?.kind)).toEqual(['photo', 'document', 'photo']);
  expect(await numbersIn(shots())).toEqual([10, 20, 30]);
});

test.concurrent('an album whose leaving could not be written down does not leave again, nor any picture of it', async () => {
  await using bench = await openTelegramMessengerBench();
  const release = makesNumbers(bench, [1]);
  const { shots, batch } = await ask(bench, 4);
  await vi.waitUntil(() => bench.machine.runs.length === 4, soon);
  bench.telegram.next('sendMediaGroup', telegramFaults.slow(300));
  release();
  await vi.waitUntil(() => shots().length === 4, soon);
  bench.writes.left = 0;
  await vi.waitUntil(() => bench.log.some(({ msg }) => msg === 'batch stopped by our fault'), soon);
  bench.writes.left = Number.POSITIVE_INFINITY;
  const isOver = () => bench.writes.batches.at(-1)?.mockups.every(({ stage }) => stage.state === 'delivered');
  await vi.waitUntil(() => isOver() && !bench.service.isAtWork(batch.id), soon);
  expect(shots()).toHaveLength(4);
  expect(Object.keys(bench.writes.batches.at(-1)?.sent ?? {})).toHaveLength(4);
});

test.concurrent('a stop between two albums leaves the first one alone and sends the second', async () => {
  await using bench = await openTelegramMessengerBench({ pace: { gatherMs: 2500 } });
  const release = makesNumbers(bench, [2, 4]);
  const { shots, card } = await ask(bench, 4);
  const written = () => Object.keys(bench.writes.batches.at(-1)?.sent ?? {}).length;
  await vi.waitUntil(() => shots().length === 2 && written() === 2, soon);
  await bench.stop();
  release();
  await bench.start();
  await bench.service.idle();
  expect(await numbersIn(shots())).toEqual([10, 30, 20, 40]);
  expect(
    bench.telegram.messages(shots()[0]?.chat ?? bench.telegram.person('x').dm).filter(({ file }) => !file),
  ).toHaveLength(2);
  expect(card()?.text).toContain('4. logo 4.png: done');
});

test('whoever waited long for several is not called: albums are heard of', async () => {
  await using bench = await openTelegramMessengerBench();
  const release = makesNumbers(bench, [1, 2]);
  const { shots, ann } = await ask(bench, 2);
  await vi.waitUntil(() => bench.machine.runs.length === 2, soon);
  const now = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + 2 * minuteMs);
  release();
  await bench.service.idle().finally(() => vi.restoreAllMocks());
  expect(shots()).toHaveLength(2);
  expect(bench.answers(ann.dm)).toHaveLength(3);
});

test('whoever waited long for one is called once by a reply, and not again after a stop', async () => {
  await using bench = await openTelegramMessengerBench();
  const release = makesNumbers(bench, [1]);
  const { shots, ann, asked, batch } = await ask(bench, 1);
  await vi.waitUntil(() => bench.machine.runs.length === 1 && bench.answers(ann.dm).length === 1, soon);
  const now = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + 2 * minuteMs);
  try {
    release();
    await bench.service.finished(batch.id);
    await bench.stop();
    await bench.start();
    await bench.service.redirect(batch.id, bench.writes.batches.at(-1)?.thread ?? batch.thread);
    await bench.service.idle();
  } finally {
    vi.restoreAllMocks();
  }
  expect(shots()).toHaveLength(1);
  const call = bench.answers(ann.dm).at(-1);
  expect(bench.answers(ann.dm)).toHaveLength(2);
  expect(call?.text).toBe(message('chat.ready', 'en', { who: '', count: 1 }).trim());
  expect(call?.replyToId).toBe(asked.id);
});

test('a shot that comes as a message of its own is heard of by itself, however long it took', async () => {
  await using bench = await openTelegramMessengerBench();
  const release = makesNumbers(bench, [1]);
  const { shots, ann } = await ask(bench, 1);
  await vi.waitUntil(() => bench.machine.runs.length === 1 && bench.answers(ann.dm).length === 1, soon);
  bench.answers(ann.dm)[0]?.delete();
  const now = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + 2 * minuteMs);
  release();
  await bench.service.idle().finally(() => vi.restoreAllMocks());
  expect(shots()).toHaveLength(1);
  expect(bench.answers(ann.dm)).toHaveLength(1);
});
