import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { colorDistance, drawQuarters, probe, quarterColors } from '../../../support/pictures.ts';
import type { FakeTelegram } from '../../../support/telegram/fake-telegram.ts';
import { openCounter, refusalOf } from '../../../support/telegram/library-client.ts';

const hourMs = 3_600_000;

async function download({ apiRoot, token }: FakeTelegram, path: string | undefined, by = token) {
  const response = await fetch(`${apiRoot}/file/bot${by}/${path}`);
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

test('a photo is kept as recompressed JPEG in several sizes, 1280 pixels at most and without alpha', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const sent = ann.sends(ann.dm, { photo: await drawQuarters(2000, 1000), caption: 'logo' });
  await sent.arrived;
  const [update] = await api.getUpdates();
  const sizes = update?.message?.photo ?? [];
  expect(sizes.map(({ width, height }) => [width, height])).toEqual([
    [90, 45],
    [320, 160],
    [800, 400],
    [1280, 640],
  ]);
  const { file_path } = await api.getFile(sizes.at(-1)?.file_id ?? '');
  const { status, bytes } = await download(telegram, file_path);
  expect(status).toBe(200);
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 1280, hasAlpha: false });
  expect(colorDistance(await probe(bytes, 0.1, 0.1), quarterColors[0])).toBeLessThan(20);
});

test('a file keeps its bytes, its name and the type the client says', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const bytes = await drawQuarters(64, 64);
  ann.sends(ann.dm, { document: { bytes, fileName: 'lögo.png', mimeType: 'text/html' } });
  const [update] = await api.getUpdates();
  const document = update?.message?.document;
  expect(document).toMatchObject({ file_name: 'lögo.png', mime_type: 'text/html', file_size: bytes.length });
  expect(document).not.toHaveProperty('width');
  const { file_path } = await api.getFile(document?.file_id ?? '');
  expect((await download(telegram, file_path)).bytes.equals(bytes)).toBe(true);
});

test('a link needs the token, lives an hour, and is made anew by getFile', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const { file } = ann.sends(ann.dm, { document: { bytes: Buffer.from('abc') } });
  const { file_path } = await api.getFile(file?.fileId ?? '');
  expect((await download(telegram, file_path, '1:wrong')).status).toBe(401);
  telegram.clock.offsetMs = hourMs - 1;
  expect((await download(telegram, file_path)).status).toBe(200);
  telegram.clock.offsetMs = hourMs;
  expect((await download(telegram, file_path)).status).toBe(404);
  const again = await api.getFile(file?.fileId ?? '');
  expect((await download(telegram, again.file_path)).status).toBe(200);
  expect(telegram.of('file').map(({ code }) => code)).toEqual([401, 200, 404, 200]);
});

test('files over 20 MiB and lost files are not given', async () => {
  await using counter = await openCounter();
  const { ann, api } = counter;
  const of = (size: number) => ann.sends(ann.dm, { document: { bytes: Buffer.alloc(size) } }).file;
  const [most, over] = [of(20 * 2 ** 20), of(20 * 2 ** 20 + 1)];
  await api.getFile(most?.fileId ?? '');
  const refused = await refusalOf(api.getFile(over?.fileId ?? ''));
  expect(refused).toMatchObject({ code: 400, description: 'Bad Request: file is too big' });
  if (most) most.isGone = true;
  const lost = await refusalOf(api.getFile(most?.fileId ?? ''));
  expect(lost.description).toBe('Bad Request: wrong file_id or the file is temporarily unavailable');
});

test('a local server gives any file by its absolute path', async () => {
  await using counter = await openCounter({ isLocal: true });
  const { ann, api } = counter;
  const bytes = Buffer.alloc(21 * 2 ** 20, 7);
  const { file } = ann.sends(ann.dm, { document: { bytes, fileName: 'big.bin' } });
  const { file_path = '' } = await api.getFile(file?.fileId ?? '');
  expect(file_path).toMatch(/^\//);
  expect((await readFile(file_path)).equals(bytes)).toBe(true);
});

test('stickers, animations and live photos come as the Bot API writes them', async () => {
  await using counter = await openCounter();
  const { ann, api } = counter;
  const picture = await drawQuarters(64, 64, 'webp');
  ann.sends(ann.dm, { sticker: { bytes: picture } });
  ann.sends(ann.dm, { sticker: { bytes: picture, isAnimated: true } });
  ann.sends(ann.dm, { animation: { bytes: picture, fileName: 'a.mp4' } });
  await ann.sends(ann.dm, { livePhoto: picture }).arrived;
  const [still, moving, animation, live] = (await api.getUpdates()).map(({ message }) => message);
  expect(still?.sticker).toMatchObject({ is_animated: false, is_video: false, type: 'regular' });
  expect(moving?.sticker).toMatchObject({ is_animated: true });
  expect(animation?.document?.file_id).toBe(animation?.animation?.file_id);
  expect(live?.photo).toHaveLength(1);
  expect(live?.live_photo).toMatchObject({ width: 64 });
});

test('an album is as many updates with one id, and others come in between', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const photo = await drawQuarters(32, 32);
  const album = ann.sendsAlbum(ann.dm, [{ photo, caption: 'two' }, { photo }], { pauseMs: 50 });
  const between = ann.sends(ann.dm, { text: 'between' });
  await Promise.all([...album, between].map(({ arrived }) => arrived));
  const messages = (await api.getUpdates()).map(({ message }) => message);
  expect(messages.map((message) => message?.text ?? message?.caption)).toEqual(['two', 'between', undefined]);
  expect(messages.map((message) => message?.media_group_id)).toEqual([
    album[0]?.mediaGroupId,
    undefined,
    album[0]?.mediaGroupId,
  ]);
  expect(telegram.messages(ann.dm)).toHaveLength(3);
});

test('what is replied to comes along, from other places as an external reply', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const group = telegram.group('Team', { botIsAdmin: true });
  const first = ann.sends(group, { document: { bytes: Buffer.from('x'), fileName: 'a.png' }, caption: 'my logo' });
  const second = ann.sends(group, { text: 'this', replyTo: first, quote: 'logo' });
  ann.sends(group, { text: 'that', replyTo: second });
  ann.sends(ann.dm, { text: '/logo', replyTo: first });
  const [, replied, nested, external] = (await api.getUpdates()).map(({ message }) => message);
  expect(replied).toMatchObject({
    reply_to_message: { message_id: first.id, document: { file_name: 'a.png' } },
    quote: { text: 'logo', position: 3 },
    message_thread_id: first.id,
  });
  expect(replied).not.toHaveProperty('is_topic_message');
  expect(nested).toMatchObject({ reply_to_message: { message_id: second.id }, message_thread_id: first.id });
  expect(nested?.reply_to_message).not.toHaveProperty('reply_to_message');
  expect(external).toMatchObject({ external_reply: { document: { file_name: 'a.png' }, chat: { id: group.id } } });
  expect(external).not.toHaveProperty('reply_to_message');
});
