import { expect, test, vi } from 'vitest';
import { threadOf } from '#bots/telegram/telegram-thread.ts';
import { message } from '#core/messages/message.ts';
import { colorDistance, drawDisc, probe } from '../../support/pictures.ts';
import { telegramFaults } from '../../support/telegram/telegram-faults.ts';
import {
  askHeld,
  openTelegramMessengerBench,
  proofRenderer,
  type TelegramMessengerBench,
} from '../../support/telegram-messenger-bench.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 6 });

const soon = { timeout: 10_000, interval: 10 };
const quick = {
  alone: { perMessageMs: 20, perChannel: 1000, windowMs: 1000 },
  group: { perMessageMs: 20, perChannel: 1000, windowMs: 1000 },
};

/** A mockup asked for alone with the bot. */
async function askAlone(bench: TelegramMessengerBench) {
  const ann = bench.telegram.person('ann');
  const held = await askHeld(bench, ann.dm, ann, { by: ann });
  return { ...held, ann, answers: () => bench.answers(ann.dm) };
}

test.concurrent('one message tells of the proof, the queue and the work, and becomes the shot', async () => {
  await using bench = await openTelegramMessengerBench({
    pace: { progress: quick },
    proofRenderer: proofRenderer(),
  });
  const { release, ann, asked, answers } = await askAlone(bench);
  const [answer] = answers();
  await vi.waitUntil(() => answer?.caption?.includes('rendering') || answer?.caption?.includes('Rendering'), soon);
  expect(answer?.photo).toBeDefined();
  expect(answer?.caption).toContain('Rendering 25 %');
  expect(answer?.caption).toContain(message('chat.proof', 'en'));
  expect(answer?.replyToId).toBe(asked.id);
  expect(answer?.buttons.map(({ text }) => text)).toEqual(['Cancel']);
  release();
  await vi.waitUntil(() => answer?.buttons.some(({ text }) => text === 'Again'), soon);
  await bench.service.idle();
  expect(answers()).toHaveLength(1);
  expect(answer?.caption).toContain('a white mug · 512 px · seed');
  expect(answer?.caption).not.toContain(message('chat.proof', 'en'));
  const [made] = bench.machine.made.values();
  expect(answer?.content.media?.uploaded?.equals(made ?? Buffer.alloc(0))).toBe(true);
  const told = answer?.revisions.map(({ content }) => content.caption ?? content.text ?? '') ?? [];
  expect(told.every((words) => words.includes('a white mug'))).toBe(true);
  expect(ann.dm.messages).toHaveLength(2);
});

test.concurrent('without a product nobody waits for a proof: words come first, and the shot takes their place', async () => {
  await using bench = await openTelegramMessengerBench();
  const release = bench.machine.hold();
  const ann = bench.telegram.person('ann');
  await bench.ask(ann.sends(ann.dm, { text: 'something' }), ann, { prompt: 'something nice' });
  await vi.waitUntil(() => bench.answers(ann.dm).length === 1, soon);
  const [answer] = bench.answers(ann.dm);
  expect(answer?.text).toContain('something nice');
  release();
  await bench.service.idle();
  expect(answer?.photo).toBeDefined();
  expect(answer?.text).toBeUndefined();
  expect(bench.answers(ann.dm)).toHaveLength(1);
});

test.concurrent('a stop while it is made costs nothing: the same message becomes the shot after the next start', async () => {
  await using bench = await openTelegramMessengerBench();
  const { release, answers } = await askAlone(bench);
  await bench.stop();
  release();
  await bench.start();
  await bench.service.idle();
  expect(answers()).toHaveLength(1);
  expect(answers()[0]?.photo).toBeDefined();
  expect(answers()[0]?.buttons.map(({ text }) => text)).toContain('Again');
  expect(bench.machine.runs).toHaveLength(1);
});

test.concurrent('the shot whose leaving could not be written down is not sent twice', async () => {
  await using bench = await openTelegramMessengerBench();
  const { release, answers, batch } = await askAlone(bench);
  const sentMedia = () => bench.telegram.of('editMessageMedia').length;
  // The note that it left is the first write after the shot has gone.
  bench.telegram.next('editMessageMedia', telegramFaults.slow(300));
  release();
  await vi.waitUntil(() => sentMedia() === 1, soon);
  bench.writes.left = 0;
  await vi.waitUntil(() => bench.log.some(({ msg }) => msg === 'batch stopped by our fault'), soon);
  bench.writes.left = Number.POSITIVE_INFINITY;
  await vi.waitUntil(() => bench.writes.batches.at(-1)?.mockups[0]?.stage.state === 'delivered', soon);
  await vi.waitUntil(() => !bench.service.isAtWork(batch.id), soon);
  expect(sentMedia()).toBe(1);
  expect(answers()).toHaveLength(1);
  expect(answers()[0]?.buttons.map(({ text }) => text)).toContain('Again');
});

test.concurrent('a stop before the shot was written down ends with one message, one shot and its buttons', async () => {
  await using bench = await openTelegramMessengerBench();
  const { release, answers } = await askAlone(bench);
  bench.telegram.next('editMessageMedia', telegramFaults.slow(300));
  release();
  await vi.waitUntil(() => answers()[0]?.photo !== undefined, soon);
  await bench.stop();
  await bench.start();
  await bench.service.idle();
  expect(answers()).toHaveLength(1);
  expect(answers()[0]?.photo).toBeDefined();
  expect(answers()[0]?.buttons.map(({ text }) => text)).toContain('Again');
});

test.concurrent.each([
  ['lost', telegramFaults.dropAfter()],
  ['a server error', telegramFaults.failAfter(502)],
])('a shot for which the answer is %s is put into the same message again', async (_, fault) => {
  await using bench = await openTelegramMessengerBench();
  const { release, answers } = await askAlone(bench);
  bench.telegram.next('editMessageMedia', fault);
  release();
  await bench.service.idle();
  expect(answers()).toHaveLength(1);
  const shot = answers()[0]?.content.media?.uploaded ?? Buffer.alloc(0);
  const [made] = bench.machine.made.values();
  expect(shot.equals(made ?? Buffer.alloc(0))).toBe(true);
  expect(answers()[0]?.buttons.map(({ text }) => text)).toContain('Again');
});

test.concurrent('a message that somebody took away is replaced by the shot, once', async () => {
  await using bench = await openTelegramMessengerBench();
  const { release, asked, answers } = await askAlone(bench);
  answers()[0]?.delete();
  release();
  await bench.service.idle();
  expect(answers()).toHaveLength(1);
  expect(answers()[0]?.photo).toBeDefined();
  expect(answers()[0]?.replyToId).toBe(asked.id);
});

test.concurrent('a question that was taken away is answered all the same', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const asked = ann.sends(ann.dm, { text: 'a mug' });
  asked.delete();
  await bench.ask(asked, ann);
  await bench.service.idle();
  expect(bench.answers(ann.dm)).toHaveLength(1);
  expect(bench.answers(ann.dm)[0]?.replyToId).toBeUndefined();
});

test.concurrent('what did not work is told in the same message, with what can be done', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  bench.machine.work = async () => {
    throw new Error('no such node');
  };
  await bench.ask(ann.sends(ann.dm, { text: 'a mug' }), ann, { prompt: 'a mug of *mine* <b>' });
  await bench.service.idle();
  const [answer, ...others] = bench.answers(ann.dm);
  expect(others).toEqual([]);
  expect(answer?.text).toContain('a mug of *mine* <b>');
  expect(answer?.buttons.map(({ text }) => text)).toContain('Try again');
});

test.concurrent('a message that already says so counts as said', async () => {
  await using bench = await openTelegramMessengerBench();
  const { release, answers } = await askAlone(bench);
  bench.telegram.next('editMessageMedia', telegramFaults.dropAfter());
  // The picture is compared by the server, which may find nothing new in it.
  release();
  await vi.waitUntil(() => answers()[0]?.photo !== undefined, soon);
  const refusal = telegramFaults.refuse(400, 'Bad Request: message is not modified: specified new message content');
  bench.telegram.always('editMessageMedia', refusal);
  await bench.service.idle();
  expect(answers()).toHaveLength(1);
  expect(bench.telegram.of('sendPhoto', 'sendDocument')).toEqual([]);
  expect(bench.writes.batches.at(-1)?.mockups[0]?.stage.state).toBe('delivered');
});

test.concurrent('a picture with nothing around the object has white there, and its file stays as it was made', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const made = await drawDisc(200);
  bench.machine.work = (_, { onPicture }) =>
    onPicture({ fileName: 'a.png', bytes: made, nodeId: '1', outputId: 'out' });
  const batch = await bench.ask(ann.sends(ann.dm, { text: 'a mug' }), ann);
  await bench.service.idle();
  const { shelf } = bench.service;
  const [mockup] = shelf.view((await shelf.read(batch.id)) ?? batch).mockups;
  expect((await mockup?.shots[0]?.read())?.equals(made)).toBe(true);
  const photo = bench.answers(ann.dm)[0]?.photo?.bytes ?? Buffer.alloc(0);
  expect(colorDistance(await probe(photo, 0.02, 0.02), '#ffffff')).toBeLessThan(8);
  expect(colorDistance(await probe(photo, 0.5, 0.5), '#d02030')).toBeLessThan(16);
});

test.concurrent.each(['preparing', 'queued', 'running', 'collecting', 'delivering', 'delivered'] as const)(
  'a stop when it is %s ends with one message that is the shot, and one run',
  async (state) => {
    await using bench = await openTelegramMessengerBench();
    const ann = bench.telegram.person('ann');
    const record = () => bench.writes.batches.at(-1);
    await bench.ask(ann.sends(ann.dm, { text: 'a mug' }), ann);
    // A message that is not on disk yet is one that nobody knows of after a stop.
    const isTold = () => bench.answers(ann.dm).length === 0 || JSON.stringify(record()?.thread).includes('"status"');
    const states = () => bench.writes.batches.map(({ mockups }) => mockups[0]?.stage.state);
    await vi.waitUntil(() => states().includes(state) && isTold(), { timeout: 10_000, interval: 1 });
    await bench.stop();
    await bench.start();
    await bench.service.idle();
    const [answer, ...others] = bench.answers(ann.dm);
    expect(others).toEqual([]);
    expect(answer?.photo).toBeDefined();
    expect(answer?.buttons.map(({ text }) => text)).toContain('Again');
    expect(bench.machine.runs).toHaveLength(1);
  },
);

test.concurrent('where a stop came between a picture and the note of it, the words are put under the picture', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const signal = new AbortController().signal;
  const picture = { bytes: await drawDisc(64), fileName: 'a.png', as: 'photo' } as const;
  const words = { text: 'former words', entities: [] };
  const { message_id: id } = await bench.messages.sendPicture({ chat_id: ann.id }, picture, { words }, signal);
  const known = threadOf({ chatId: ann.id, kind: 'private', userId: ann.id, status: { id, is: 'text' } });
  const request = { prompt: 'a mug', size: 512, deployment: 'studio', seed: 7 } as const;
  const mockup = {
    id: 'b-1',
    logoName: 'l.png',
    request,
    state: 'cancelled',
    working: false,
    notes: [],
    shots: [],
  } as const;
  const view = { batchId: 'b', locale: 'en', mockups: [mockup], atRest: true };
  const after = await bench.messenger.show(known, view, { signal });
  expect(bench.answers(ann.dm)[0]?.caption).toContain('a mug · 512 px');
  expect(after.data).toMatchObject({ status: { id, is: 'photo' } });
});

test.concurrent('whatever people write, Telegram takes it as written, and nobody and nothing in it is called', async () => {
  await using bench = await openTelegramMessengerBench();
  const ann = bench.telegram.person('ann');
  const prompts = [
    '@everyone /start <b>x</b> https://x.test',
    'قبعة \u202e😀👨‍👩‍👧‍👦',
    '\ue000\uf8ff \ud83d',
    `a${'\u0301'.repeat(1999)}`,
    '😀'.repeat(1000),
  ];
  const logo = '@ann /forget \u202e<i>\ud83d.png';
  for (const prompt of prompts) await bench.ask(ann.sends(ann.dm, { text: 'a mug' }), ann, { prompt, logo });
  await bench.ask(ann.sends(ann.dm, { text: 'mugs' }), ann, ...prompts.map((prompt) => ({ prompt, logo })));
  await bench.service.idle();
  expect(bench.telegram.calls.filter(({ code }) => code !== 200)).toEqual([]);
  expect(bench.answers(ann.dm)).toHaveLength(11);
  for (const { content, revisions } of bench.answers(ann.dm)) {
    for (const { entities = [], captionEntities = [] } of [content, ...revisions.map((each) => each.content)]) {
      expect([...entities, ...captionEntities].filter(({ type }) => type !== 'code')).toEqual([]);
    }
  }
});
