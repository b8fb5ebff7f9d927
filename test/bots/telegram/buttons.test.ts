import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { colorDistance, probe } from '../../support/pictures.ts';
import { telegramFaults } from '../../support/telegram/telegram-faults.ts';
import type { TelegramBench } from '../../support/telegram-bench.ts';
import {
  answerSaying,
  answers,
  answerWhere,
  doneIn,
  eventually,
  labels,
  openQuickBench,
  troubles,
  wishesOf,
  wordsOf,
} from '../../support/telegram-talk.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 4 });

const twoDaysMs = 49 * 60 * 60_000;

async function make(bench: TelegramBench, { count = 1, caption = 'a mug' } = {}) {
  const ann = bench.telegram.person('ann');
  const item = { document: { bytes: bench.logo, fileName: 'logo.png' } };
  if (count === 1) ann.sends(ann.dm, { ...item, caption });
  else
    ann.sendsAlbum(
      ann.dm,
      Array.from({ length: count }, (_, index) => ({ ...item, ...(index === 0 ? { caption } : {}) })),
    );
  return { ann, answer: await doneIn(bench, ann.dm) };
}

test.concurrent('Again makes the same once more, as a message of its own', async () => {
  await using bench = await openQuickBench();
  const { ann, answer } = await make(bench);
  const press = await ann.presses(answer, 'Again');
  expect(press.answer).toMatchObject({ text: undefined });
  await eventually(() => answers(bench, ann.dm).length === 2);
  const again = await doneIn(bench, ann.dm);
  expect(again).not.toBe(answer);
  expect(again.replyToId).toBe(answer.id);
  expect(wishesOf(bench)).toEqual(['a mug, 768', 'a mug, 768']);
  expect(troubles(bench)).toEqual([]);
});

test.concurrent('two presses of one button in a moment are one, and both are answered', async () => {
  await using bench = await openQuickBench();
  const { ann, answer } = await make(bench);
  const presses = await Promise.all([1, 2, 3].map(() => ann.presses(answer, 'Again')));
  expect(presses.map((press) => press.answer !== undefined)).toEqual([true, true, true]);
  await eventually(() => answers(bench, ann.dm).length === 2);
  ann.sends(ann.dm, { text: '/help' });
  await answerSaying(bench, ann.dm, 'Send a logo');
  await bench.service.idle();
  expect(bench.machine.runs).toHaveLength(2);
});

test.concurrent('Edit prompt asks for another, and the reply makes it', async () => {
  await using bench = await openQuickBench();
  const { ann, answer } = await make(bench);
  await ann.presses(answer, 'Edit prompt');
  const question = await answerSaying(bench, ann.dm, 'It is now:');
  expect(wordsOf(question)).toContain('a mug');
  ann.sends(ann.dm, { text: 'a cup on the moon', replyTo: question });
  await eventually(() => bench.machine.runs.length === 2);
  expect(wishesOf(bench)).toEqual(['a mug, 768', 'a cup on the moon, 768']);
  await eventually(() => question.isDeleted);
});

test.concurrent('Another size shows the sizes, goes back, and makes the one that is pressed', async () => {
  await using bench = await openQuickBench();
  const { ann, answer } = await make(bench);
  const usual = labels(answer);
  await ann.presses(answer, 'Another size');
  await eventually(() => labels(answer).includes('512 × 512'));
  expect(labels(answer)).toEqual(['512 × 512', '768 × 768', '1024 × 1024', 'Back']);
  await ann.presses(answer, 'Back');
  await eventually(() => labels(answer).includes('Again'));
  await ann.presses(answer, 'Another size');
  await eventually(() => labels(answer).includes('1024 × 1024'));
  await ann.presses(answer, '1024 × 1024');
  await eventually(() => bench.machine.runs.length === 2);
  await eventually(() => labels(answer).includes('Again'));
  expect(labels(answer)).toEqual(usual);
  expect(wishesOf(bench)).toEqual(['a mug, 768', 'a mug, 1024']);
});

test.concurrent.for([1, 3])('Original files are documents, byte for byte: %i', async (count) => {
  await using bench = await openQuickBench();
  const { ann, answer } = await make(bench, { count });
  await ann.presses(answer, 'Original files');
  const documents = await eventually(() => {
    const found = answers(bench, ann.dm).flatMap(({ document }) => document ?? []);
    return found.length === count && found;
  });
  const made = [...bench.machine.made.values()].map((bytes) => bytes.toString('base64'));
  expect(documents.map(({ bytes }) => bytes.toString('base64')).toSorted()).toEqual(made.toSorted());
  const albums = new Set(
    answers(bench, ann.dm).flatMap(({ document, mediaGroupId }) => (document ? [mediaGroupId] : [])),
  );
  expect(albums.size).toBe(1);
});

test.concurrent.for([1, 3])(
  'Delete takes all of an answer away, and what was made stays in the history: %i',
  async (count) => {
    await using bench = await openQuickBench();
    const { ann, answer } = await make(bench, { count });
    await ann.presses(answer, 'Delete');
    await eventually(() => answers(bench, ann.dm).length === 0);
    ann.sends(ann.dm, { text: '/history' });
    await answerSaying(bench, ann.dm, `${count} of ${count} made`);
  },
);

test.concurrent.for([1, 3])('what is too old to be deleted becomes a plain tile without buttons: %i', async (count) => {
  await using bench = await openQuickBench();
  const { ann, answer } = await make(bench, { count });
  const before = answers(bench, ann.dm);
  bench.telegram.clock.offsetMs += twoDaysMs;
  await ann.presses(answer, 'Delete');
  await eventually(() => before.every((message) => wordsOf(message) === 'Removed.'));
  expect(answers(bench, ann.dm)).toEqual(before);
  for (const message of before) {
    expect(message.buttons).toEqual([]);
    if (!message.photo) continue;
    const { channels } = await sharp(message.photo.bytes).stats();
    expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeLessThan(1);
    expect(colorDistance(await probe(message.photo.bytes, 0.5, 0.5), '#d8d8d8')).toBeLessThan(8);
  }
  expect(before.filter(({ photo }) => photo)).toHaveLength(count);
});

test.concurrent('a Delete that Telegram does not answer is tried again', async () => {
  await using bench = await openQuickBench();
  const { ann, answer } = await make(bench);
  bench.telegram.next('deleteMessage', telegramFaults.failBefore(502));
  await ann.presses(answer, 'Delete');
  await eventually(() => answer.isDeleted);
  expect(answers(bench, ann.dm)).toEqual([]);
});

test.concurrent('Cancel stops the run, and the same message says so and offers to try again', async () => {
  await using bench = await openQuickBench();
  const release = bench.machine.hold();
  const ann = bench.telegram.person('ann');
  ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' }, caption: 'a mug' });
  const answer = await answerWhere(bench, ann.dm, (message) => labels(message).includes('Cancel'));
  await eventually(() => bench.machine.runs.length === 1);
  await ann.presses(answer, 'Cancel');
  await eventually(() => labels(answer).includes('Try again'));
  expect(wordsOf(answer)).toContain('Cancelled.');
  release();
  await ann.presses(answer, 'Try again');
  await doneIn(bench, ann.dm);
  expect(bench.machine.runs).toHaveLength(2);
});

test.concurrent('Fetch result brings what could not be brought', async () => {
  await using bench = await openQuickBench();
  const release = bench.machine.hold();
  const { telegram } = bench;
  const ann = telegram.person('ann');
  ann.sends(ann.dm, { document: { bytes: bench.logo, fileName: 'logo.png' }, caption: 'a mug' });
  const answer = await answerWhere(bench, ann.dm, (message) => labels(message).includes('Cancel'));
  telegram.always('editMessageMedia', telegramFaults.refuse(400, 'Bad Request: SOMETHING_NEW'));
  release();
  await eventually(() => labels(answer).includes('Fetch result'));
  expect(answer.photo).toBeUndefined();
  telegram.heal();
  await ann.presses(answer, 'Fetch result');
  await eventually(() => answer.photo);
  await eventually(() => labels(answer).includes('Again') && !labels(answer).includes('Fetch result'));
  expect(answers(bench, ann.dm)).toEqual([answer]);
  expect(bench.machine.runs).toHaveLength(1);
});

test.concurrent('old messages that Telegram tells nothing of have working buttons', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const ann = telegram.person('ann');
  const group = telegram.group('Team', { people: [ann], isForum: true });
  const topic = group.topic('Caps');
  ann.sends(group, { document: { bytes: logo, fileName: 'logo.png' }, caption: '/mockup a mug', topic });
  const answer = await doneIn(bench, group);
  const press = await ann.presses(answer, 'Again', { isInaccessible: true });
  expect(press.answer).toMatchObject({ text: undefined });
  await eventually(() => answers(bench, group).length === 2);
  await bench.service.idle();
  expect(answers(bench, group).map((message) => message.topic)).toEqual([topic, topic]);
  expect(bench.machine.runs).toHaveLength(2);
});

test.concurrent('buttons work after a restart, and say in one sentence when the record is gone', async () => {
  await using bench = await openQuickBench();
  const { ann, answer } = await make(bench);
  await bench.stop();
  await bench.start();
  await ann.presses(answer, 'Again');
  await eventually(() => bench.machine.runs.length === 2);
  await bench.service.idle();
  const [, id = ''] = /^m1:again:(\w+)/.exec(answer.button('Again').data ?? '') ?? [];
  await bench.service.forget(id);
  for (const text of ['Edit prompt', 'Another size', 'Original files', 'Delete']) {
    const press = await ann.presses(answer, text);
    expect(press.answer).toMatchObject({
      showAlert: true,
      text: 'This was kept for a while and is gone now. Please send the logo again.',
    });
  }
  expect(bench.machine.runs).toHaveLength(2);
  expect(troubles(bench)).toEqual([]);
});

test.concurrent('a press on a message that is taken away meanwhile harms nothing', async () => {
  await using bench = await openQuickBench();
  const { ann, answer } = await make(bench);
  const data = answer.button('Another size').data ?? '';
  answer.delete();
  const press = await ann.forges(answer, data);
  expect(press.answer).toMatchObject({ text: undefined });
  ann.sends(ann.dm, { text: '/status' });
  await answerSaying(bench, ann.dm, 'Nothing is being made');
  expect(answers(bench, ann.dm)).toHaveLength(1);
  expect(bench.log.filter(({ level }) => level === 'error')).toEqual([]);
});
