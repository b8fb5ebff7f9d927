import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { drawDisc, probe } from '../../support/pictures.ts';
import type { FakeChat } from '../../support/telegram/fake-chat.ts';
import type { TelegramBench } from '../../support/telegram-bench.ts';
import {
  answerSaying,
  answers,
  answerWhere,
  cardIn,
  doneIn,
  eventually,
  labels,
  openQuickBench,
  troubles,
  wishesOf,
  wordsOf,
} from '../../support/telegram-talk.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 4 });

const colors = ['#d02030', '#20a040', '#2040d0', '#e0c020'] as const;

async function items(caption?: string, count = 3) {
  return await Promise.all(
    colors.slice(0, count).map(async (color, index) => ({
      document: { bytes: await drawDisc(120, { color }), fileName: `${index + 1}.png` },
      ...(index === 0 && caption !== undefined ? { caption } : {}),
    })),
  );
}

/** The shots that came as one album, in their order. */
function albumIn(bench: TelegramBench, chat: FakeChat) {
  return answers(bench, chat).filter(({ mediaGroupId }) => mediaGroupId !== undefined);
}

test.concurrent('an album with words is one batch: one answer that counts, its shots an album in the order sent', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  const [first] = ann.sendsAlbum(ann.dm, await items('mug navy'));
  const answer = await doneIn(bench, ann.dm);
  await bench.service.idle();
  expect(answer.replyToId).toBe(first?.id);
  expect(wordsOf(answer)).toMatch(/1\. .*1\.png.*\n2\. .*2\.png.*\n3\. .*3\.png/);
  expect(wishesOf(bench)).toEqual(
    Array.from({ length: 3 }, () => 'Alone in the frame minimalist product shot of a Navy coffee mug, 768'),
  );
  const album = albumIn(bench, ann.dm);
  expect(album).toHaveLength(3);
  expect(new Set(album.map(({ mediaGroupId }) => mediaGroupId)).size).toBe(1);
  expect(answers(bench, ann.dm)).toHaveLength(4);
  expect(troubles(bench)).toEqual([]);
});

test.concurrent('an album without words is one card with every logo on it, made as one batch', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  ann.sendsAlbum(ann.dm, await items());
  const card = await cardIn(bench, ann.dm);
  expect(card.caption).toContain('3 logos.');
  expect(answers(bench, ann.dm)).toEqual([card]);
  // Side by side: red, green, blue.
  const picture = card.photo?.bytes ?? Buffer.alloc(0);
  const { width, height } = await sharp(picture).metadata();
  expect(width / height).toBeGreaterThan(2.5);
  const strongest = await Promise.all(
    [1, 3, 5].map(async (sixth) => {
      const column = await Promise.all([0.3, 0.35, 0.4, 0.45, 0.5, 0.55].map((y) => probe(picture, sixth / 6, y)));
      const [red, green, blue] = [0, 1, 2].map((channel) => Math.max(...column.map((pixel) => pixel[channel] ?? 0)));
      return [red ?? 0, green ?? 0, blue ?? 0];
    }),
  );
  expect(strongest.map((channels) => channels.indexOf(Math.max(...channels)))).toEqual([0, 1, 2]);
  await ann.presses(card, 'Make it');
  await doneIn(bench, ann.dm);
  await bench.service.idle();
  expect(bench.machine.runs).toHaveLength(3);
  expect(albumIn(bench, ann.dm)).toHaveLength(3);
});

test.concurrent('pictures of an album that come apart belong together', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  ann.sendsAlbum(ann.dm, await items(undefined, 4), { pauseMs: 30 });
  const card = await cardIn(bench, ann.dm);
  await eventually(() => card.caption?.includes('4 logos.'));
  expect(answers(bench, ann.dm)).toEqual([card]);
});

/** Longer than is waited for the next picture of an album. */
const late = { pauseMs: 1500 };

test.concurrent('a picture that comes late joins the card', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  ann.sendsAlbum(ann.dm, await items(undefined, 2), late);
  const card = await answerWhere(bench, ann.dm, (message) => message.caption?.includes('One logo.') ?? false);
  await eventually(() => card.caption?.includes('2 logos.'));
  expect(answers(bench, ann.dm)).toEqual([card]);
  await ann.presses(card, 'Make it');
  await doneIn(bench, ann.dm);
  await bench.service.idle();
  expect(bench.machine.runs).toHaveLength(2);
});

test.concurrent('a picture that comes when the others are being made is made as they are', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  ann.sendsAlbum(ann.dm, await items('white hoodie 512', 2), late);
  await eventually(() => bench.machine.runs.length === 2);
  await bench.service.idle();
  expect(new Set(wishesOf(bench)).size).toBe(1);
});

test.concurrent('one cancel stops all of an album', async () => {
  await using bench = await openQuickBench();
  bench.machine.hold();
  const ann = bench.telegram.person('ann');
  ann.sendsAlbum(ann.dm, await items('a mug'));
  const answer = await answerWhere(bench, ann.dm, (message) => labels(message).includes('Cancel'));
  await eventually(() => bench.machine.runs.length === 3);
  await ann.presses(answer, 'Cancel');
  await eventually(() => labels(answer).includes('Try again'));
  expect(wordsOf(answer).match(/Cancelled\./g)).toHaveLength(3);
  expect(albumIn(bench, ann.dm)).toEqual([]);
});

test.concurrent('two albums at once are two batches', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  ann.sendsAlbum(ann.dm, await items('a red thing', 2), { pauseMs: 10 });
  ann.sendsAlbum(ann.dm, await items('a blue thing', 3), { pauseMs: 10 });
  await eventually(() => answers(bench, ann.dm).filter((message) => labels(message).includes('Again')).length === 2);
  await bench.service.idle();
  const albums = Map.groupBy(albumIn(bench, ann.dm), ({ mediaGroupId }) => mediaGroupId);
  expect([...albums.values()].map(({ length }) => length).toSorted((a, b) => a - b)).toEqual([2, 3]);
  expect(wishesOf(bench).filter((wish) => wish.startsWith('a red'))).toHaveLength(2);
});

test.concurrent('one that is no picture is left off the card, and it is said which', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  const [first, second, third] = await items();
  if (!first || !second || !third) throw new Error('There are to be three.');
  ann.sendsAlbum(ann.dm, [first, { document: { bytes: Buffer.from('%PDF-1.7\n%%EOF'), fileName: 'two.pdf' } }, third]);
  const card = await cardIn(bench, ann.dm);
  await answerSaying(bench, ann.dm, '2. two.pdf: This is a PDF.');
  await ann.presses(card, 'Make it');
  await doneIn(bench, ann.dm);
  await bench.service.idle();
  expect(bench.machine.runs).toHaveLength(2);
});

test.concurrent('one that is no picture holds none of the others back', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  const [first, , third] = await items('a mug');
  if (!first || !third) throw new Error('There are to be three.');
  ann.sendsAlbum(ann.dm, [first, { document: { bytes: Buffer.from('no picture'), fileName: 'two.txt' } }, third]);
  const answer = await doneIn(bench, ann.dm);
  await bench.service.idle();
  expect(wordsOf(answer)).toContain('This is a text file');
  expect(albumIn(bench, ann.dm)).toHaveLength(2);
});

test.concurrent('a forwarded album goes into a card', async () => {
  await using bench = await openQuickBench();
  const { telegram } = bench;
  const [ann, bob] = [telegram.person('ann'), telegram.person('bob')];
  const forwarded = (await items('/mockup black hoodie', 2)).map((item) => ({ ...item, forwardedFrom: bob }));
  ann.sendsAlbum(ann.dm, forwarded);
  const card = await cardIn(bench, ann.dm);
  expect(card.caption).toContain('2 logos.');
  expect(card.caption).toContain('Black jumper hoodie');
  expect(bench.machine.runs).toEqual([]);
});
