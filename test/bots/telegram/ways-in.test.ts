import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { drawDisc, pngClaiming, svgOf } from '../../support/pictures.ts';
import { telegramFaults } from '../../support/telegram/telegram-faults.ts';
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
} from '../../support/telegram-talk.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 4 });

test.concurrent('a picture with words to the bot alone is answered with one message that becomes the shot', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo, machine } = bench;
  const ann = telegram.person('ann');
  const asked = ann.sends(ann.dm, {
    document: { bytes: logo, fileName: 'logo.png' },
    caption: 'a blue mug on a table',
  });
  const answer = await doneIn(bench, ann.dm);
  await bench.service.idle();
  expect(answers(bench, ann.dm)).toEqual([answer]);
  expect(answer.photo).toBeDefined();
  expect(answer.replyToId).toBe(asked.id);
  expect(answer.caption).toContain('a blue mug on a table');
  expect(labels(answer)).toEqual(['Again', 'Edit prompt', 'Another size', 'Original files', 'Delete']);
  expect(machine.runs).toHaveLength(1);
  expect(troubles(bench)).toEqual([]);
});

test.concurrent.for([
  ['a file', async (logo: Buffer) => ({ document: { bytes: logo, fileName: 'logo.png' } })],
  ['a photo', async (logo: Buffer) => ({ photo: logo })],
  [
    'a static sticker',
    async () => ({
      sticker: {
        bytes: await sharp(await drawDisc(512))
          .webp({ lossless: true })
          .toBuffer(),
      },
    }),
  ],
  [
    'a drawing',
    async () => ({
      document: { bytes: Buffer.from(svgOf('<circle cx="90" cy="50" r="40" fill="#d02030"/>')), fileName: 'logo.svg' },
    }),
  ],
] as const)('%s is a logo, and is seen on the proof', async ([, draw]) => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  ann.sends(ann.dm, await draw(await drawDisc(400)));
  const card = await cardIn(bench, ann.dm);
  const { data, info } = await sharp(card.photo?.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let red = 0;
  for (let at = 0; at < data.length; at += 3) {
    if ((data[at] ?? 0) > 120 && (data[at + 1] ?? 255) < 70 && (data[at + 2] ?? 255) < 80) red++;
  }
  expect(red / (info.width * info.height)).toBeGreaterThan(0.005);
  expect(bench.machine.runs).toEqual([]);
  expect(troubles(bench)).toEqual([]);
});

test.concurrent('a sticker has no words and can be made all the same', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  const bytes = await sharp(await drawDisc(512))
    .webp()
    .toBuffer();
  ann.sends(ann.dm, { sticker: { bytes } });
  await ann.presses(await cardIn(bench, ann.dm), 'Make it');
  await doneIn(bench, ann.dm);
  expect(bench.machine.runs).toHaveLength(1);
});

test.concurrent.for([
  ['an animated sticker', (bytes: Buffer) => ({ sticker: { bytes, isAnimated: true } })],
  ['a video sticker', (bytes: Buffer) => ({ sticker: { bytes, isVideo: true } })],
  ['a GIF', (bytes: Buffer) => ({ animation: { bytes, fileName: 'a.gif.mp4' } })],
  ['a video', (bytes: Buffer) => ({ video: { bytes } })],
  ['a video with words', (bytes: Buffer) => ({ video: { bytes }, caption: 'black hoodie' })],
] as const)('%s is no logo, and that is said', async ([, draw]) => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  ann.sends(ann.dm, draw(bench.logo));
  await answerSaying(bench, ann.dm, 'Moving pictures cannot be a logo.');
  expect(bench.machine.runs).toEqual([]);
});

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n');
const noPictures: readonly (readonly [string, Buffer, string, string])[] = [
  ['a PDF', pdf, 'logo.pdf', 'This is a PDF.'],
  ['a text', Buffer.from('this is a letter, not a logo\n'.repeat(40)), 'logo.txt', 'This is a text file'],
  [
    'random bytes',
    Buffer.from(Array.from({ length: 900 }, (_, at) => (at * 7919 + 131) % 251)),
    'logo.bin',
    'not a picture',
  ],
  ['nothing', Buffer.alloc(0), 'logo.png', 'This file is empty.'],
  ['a picture cut off', pngClaiming(400, 400), 'logo.png', 'cut off or damaged'],
];

test.concurrent.for(noPictures)(
  'what is no picture is refused in one sentence, with words or without: %s',
  async ([, bytes, fileName, said]) => {
    await using bench = await openQuickBench();
    const ann = bench.telegram.person('ann');
    ann.sends(ann.dm, { document: { bytes, fileName } });
    await answerSaying(bench, ann.dm, said);
    expect(answers(bench, ann.dm)).toHaveLength(1);
    ann.sends(ann.dm, { document: { bytes, fileName }, caption: 'a mug' });
    const refused = await answerWhere(bench, ann.dm, (message) => labels(message).includes('Delete'));
    expect(refused.text).toContain(said);
    expect(labels(refused)).toEqual(['Delete']);
    expect(bench.machine.runs).toEqual([]);
  },
);

test.concurrent('a file that Telegram does not hand to bots is refused with what to do, with words or without', async () => {
  await using bench = await openQuickBench();
  const { telegram } = bench;
  const ann = telegram.person('ann');
  const bytes = Buffer.alloc(20 * 1024 * 1024 + 1);
  ann.sends(ann.dm, { document: { bytes, fileName: 'huge.png' } });
  await answerSaying(bench, ann.dm, 'Telegram does not hand files of this size over to bots.');
  ann.sends(ann.dm, { document: { bytes, fileName: 'huge.png' }, caption: 'a mug' });
  await eventually(() => answers(bench, ann.dm).length === 2);
  await answerWhere(bench, ann.dm, (message) => labels(message).includes('Delete'));
  expect(telegram.of('file')).toEqual([]);
});

test.concurrent('a link alone is answered with a wish for the picture, and nothing is fetched', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  ann.sends(ann.dm, { text: `${bench.telegram.apiRoot}/logo.png` });
  await answerSaying(bench, ann.dm, 'I do not open links. Please send the picture itself.');
  expect(bench.telegram.calls.filter(({ method }) => method.includes('logo'))).toEqual([]);
});

test.concurrent('words without a picture are answered with how it works', async () => {
  await using bench = await openQuickBench();
  const ann = bench.telegram.person('ann');
  ann.sends(ann.dm, { text: 'hello?' });
  await answerSaying(bench, ann.dm, 'Send a logo');
});

test.concurrent('a message of a kind nobody thought of harms nothing', async () => {
  await using bench = await openQuickBench();
  const { telegram } = bench;
  const ann = telegram.person('ann');
  const chat = { id: ann.id, type: 'private', first_name: 'ann' };
  const date = Math.floor(telegram.clock.now() / 1000);
  const kinds = [
    { voice: { file_id: 'v', file_unique_id: 'v', duration: 3 } },
    { location: { latitude: 52.5, longitude: 13.4 } },
    { contact: { phone_number: '1', first_name: 'x' } },
    { poll: { id: '1', question: '?', options: [] } },
    { dice: { emoji: '🎲', value: 3 } },
    { pinned_message: { message_id: 1, chat, date: 0 } },
    { document: { file_id: 1 } },
    { photo: [] },
    { text: 7 },
  ];
  for (const [index, kind] of kinds.entries()) {
    telegram.updates.add(
      'message',
      { message_id: 900 + index, from: ann.user, chat, date, ...kind },
      { endsAt: telegram.clock.now() + 60_000, key: `chat:${ann.id}` },
    );
  }
  ann.sends(ann.dm, { text: '/status' });
  await answerSaying(bench, ann.dm, 'Nothing is being made');
  expect(answers(bench, ann.dm)).toHaveLength(1);
  expect(bench.log.filter(({ msg }) => msg === 'update broken by our fault')).toEqual([]);
});

test.concurrent('a picture that Telegram does not hand over at once is waited for', async () => {
  await using bench = await openQuickBench();
  const { telegram, logo } = bench;
  const ann = telegram.person('ann');
  telegram.next('getFile', telegramFaults.failBefore(502));
  telegram.next('file', telegramFaults.dropBefore());
  ann.sends(ann.dm, { document: { bytes: logo, fileName: 'logo.png' } });
  await cardIn(bench, ann.dm);
  expect(telegram.of('getFile')).toHaveLength(3);
});
