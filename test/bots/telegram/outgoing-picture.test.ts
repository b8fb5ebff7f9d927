import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { asDocument, asPhoto } from '#bots/telegram/outgoing-picture.ts';
import type { PictureView } from '#core/mockups/messenger.ts';
import { drawHeavy, drawNumbered, makes } from '../../support/noisy-shots.ts';
import { colorDistance, drawDisc, drawQuarters, probe } from '../../support/pictures.ts';
import { openTelegramMessengerBench } from '../../support/telegram-messenger-bench.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 3 });

const signal = new AbortController().signal;

function pictureOf(bytes: Buffer, fileName = 'product shot.webp'): PictureView {
  const read = async (): Promise<Buffer> => bytes;
  return { fileName, mime: 'image/png', width: 1, height: 1, bytes: bytes.length, altText: '', read };
}

test.concurrent('what was made as a photo is shown as it is, under its name', async () => {
  const bytes = await drawNumbered(10);
  expect(await asPhoto(pictureOf(bytes, 'a.b.png'), signal)).toEqual({ bytes, fileName: 'a.b.png', as: 'photo' });
});

test.concurrent('what Telegram shows as a sticker or not at all becomes a JPEG, and is called one', async () => {
  const picture = pictureOf(await drawDisc(64, { format: 'webp' }));
  expect(await asPhoto(picture, signal)).toMatchObject({ fileName: 'product shot.jpg', as: 'photo' });
});

test.concurrent('what cannot be read is brought as a file, byte for byte', async () => {
  const bytes = Buffer.from('not a picture');
  expect(await asPhoto(pictureOf(bytes), signal)).toEqual({ bytes, fileName: 'product shot.webp', as: 'document' });
});

test.concurrent('the original is the very file', async () => {
  const bytes = await drawDisc(64, { format: 'webp' });
  const original = await asDocument(pictureOf(bytes));
  expect(original).toEqual({ bytes, fileName: 'product shot.webp', as: 'document' });
  expect(original.bytes).toBe(bytes);
});

test.concurrent('who has gone away is nothing encoded for', async () => {
  const gone = AbortSignal.abort(new Error('gone'));
  await expect(asPhoto(pictureOf(await drawDisc(64)), gone)).rejects.toThrow('gone');
});

test.concurrent.each([
  ['heavier than a photo may be', () => drawHeavy(11_000_000), 'photo'],
  ['longer than a photo may be', () => drawQuarters(6000, 4400), 'photo'],
  ['narrower than a photo may be', () => drawQuarters(2100, 100), 'document'],
  ['transparent', () => drawDisc(300), 'photo'],
  ['a WebP', () => drawDisc(300, { format: 'webp' }), 'photo'],
  ['an AVIF', () => drawDisc(300, { format: 'avif' }), 'photo'],
] as const)('a shot that is %s is taken at the first attempt, in its proportion', async (_, draw, kind) => {
  await using bench = await openTelegramMessengerBench();
  const shot = await draw();
  makes(bench.machine, () => [shot]);
  const ann = bench.telegram.person('ann');
  await bench.ask(ann.sends(ann.dm, { text: 'a mug' }), ann);
  await bench.service.idle();
  const [answer] = bench.answers(ann.dm);
  expect(answer?.content.media?.kind).toBe(kind);
  expect(bench.telegram.calls.filter(({ code }) => code !== 200)).toEqual([]);
  const shown = answer?.content.media?.uploaded ?? Buffer.alloc(0);
  const [is, was] = [await sharp(shown).metadata(), await sharp(shot).metadata()];
  expect(is.width / is.height).toBeCloseTo(was.width / was.height, 2);
  if (kind === 'document') expect(shown.equals(shot)).toBe(true);
  if (was.hasAlpha)
    expect(colorDistance(await probe(answer?.photo?.bytes ?? shown, 0.02, 0.02), '#ffffff')).toBeLessThan(8);
});

test.concurrent('whatever a file is called, what reaches Telegram is a name and nothing more', async () => {
  await using bench = await openTelegramMessengerBench();
  const picture = {
    bytes: await drawNumbered(10),
    fileName: 'a"; name=\r\nx: y\r\n\r\n/../b قبعة 😀\ud83d.png',
    as: 'document',
  } as const;
  const ann = bench.telegram.person('ann');
  await bench.messages.sendPicture({ chat_id: ann.id }, picture, { words: { text: 'x', entities: [] } }, signal);
  const [call] = bench.telegram.of('sendDocument');
  expect(call?.files[0]?.fileName).toMatch(/^[\w.-]+\.png$/);
  expect(call?.files[0]?.bytes.equals(picture.bytes)).toBe(true);
});
