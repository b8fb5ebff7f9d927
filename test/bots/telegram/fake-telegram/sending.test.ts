import { InputFile } from 'grammy';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawQuarters, pngClaiming } from '../../../support/pictures.ts';
import { openCounter, refusalOf, upload } from '../../../support/telegram/library-client.ts';

const mib = 2 ** 20;

test('a photo is shown recompressed; what was uploaded can be looked at too', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const bytes = await drawQuarters(1600, 400);
  const sent = await api.sendPhoto(ann.id, upload(bytes), { caption: 'hi', has_spoiler: true });
  expect(sent).toMatchObject({ caption: 'hi', has_media_spoiler: true, from: { id: telegram.bot.id } });
  const message = telegram.message(ann.dm, sent.message_id);
  expect(message?.photo).toMatchObject({ width: 1280, height: 320 });
  expect((await sharp(message?.photo?.bytes).metadata()).format).toBe('jpeg');
  expect(message?.content.media?.uploaded?.equals(bytes)).toBe(true);
  expect(telegram.of('sendPhoto')).toMatchObject([{ code: 200, files: [{ fileName: 'shot.png' }] }]);
});

test('photos have 10 MB, sides of 10000 together and a ratio of 20, and are pictures', async () => {
  await using counter = await openCounter();
  const { ann, api } = counter;
  const refused = async (bytes: Buffer, name = 'a.png') =>
    (await refusalOf(api.sendPhoto(ann.id, upload(bytes, name)))).description;
  expect(await refused(Buffer.alloc(10 * mib + 1))).toBe('Bad Request: file is too big');
  expect(await refused(pngClaiming(6000, 4001))).toBe('Bad Request: PHOTO_INVALID_DIMENSIONS');
  expect(await refused(await drawQuarters(2001, 100))).toBe('Bad Request: PHOTO_INVALID_DIMENSIONS');
  expect(await refused(Buffer.from('no picture'))).toBe('Bad Request: IMAGE_PROCESS_FAILED');
  expect(await refused(pngClaiming(100, 100))).toBe('Bad Request: IMAGE_PROCESS_FAILED');
  expect(await refused(Buffer.alloc(0))).toBe('Bad Request: file must be non-empty');
  expect(await refused(await drawQuarters(10, 10, 'webp'), 'a.webp')).toContain('unsupported extension');
  await api.sendPhoto(ann.id, upload(await drawQuarters(2000, 100)));
});

test('files keep their bytes, to 50 MB', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const bytes = await drawQuarters(300, 200);
  const sent = await api.sendDocument(ann.id, upload(bytes, 'Größe 2.png'));
  expect(sent.document).toMatchObject({ file_name: 'Größe 2.png', mime_type: 'image/png' });
  const { document } = telegram.messages(ann.dm)[0] ?? {};
  expect(document).toMatchObject({ width: 300, height: 200, fileName: 'Größe 2.png' });
  expect(document?.bytes.equals(bytes)).toBe(true);
  await api.sendDocument(ann.id, upload(Buffer.alloc(50 * mib, 1), 'a.bin'));
  const over = api.sendDocument(ann.id, upload(Buffer.alloc(50 * mib + 1, 1), 'a.bin'));
  expect(await refusalOf(over)).toMatchObject({ code: 400, description: 'Bad Request: file is too big' });
});

test('a WebP file becomes a sticker unless its content is not to be looked at', async () => {
  await using counter = await openCounter();
  const { ann, api } = counter;
  const bytes = await drawQuarters(64, 64, 'webp');
  expect(await api.sendDocument(ann.id, upload(bytes, 'a.webp'))).toHaveProperty('sticker');
  const kept = await api.sendDocument(ann.id, upload(bytes, 'a.webp'), { disable_content_type_detection: true });
  expect(kept).toHaveProperty('document');
});

test('a file is sent again by its id, as what it is', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const { photo } = await api.sendPhoto(ann.id, upload(await drawQuarters(400, 400)));
  const id = photo.at(-1)?.file_id ?? '';
  const again = await api.sendPhoto(ann.id, photo[0]?.file_id ?? '');
  expect(again.photo.at(-1)?.file_id).toBe(id);
  const description = async (call: Promise<unknown>) => (await refusalOf(call)).description;
  expect(await description(api.sendDocument(ann.id, id))).toContain("can't use file of type photo as document");
  expect(await description(api.sendPhoto(ann.id, 'nonsense'))).toContain('wrong file identifier/HTTP URL specified');
  expect(await description(api.sendPhoto(ann.id, 'https://example.org/a.png'))).toContain(
    'failed to get HTTP URL content',
  );
  const file = telegram.messages(ann.dm)[0]?.file;
  if (file) file.isGone = true;
  expect(await description(api.sendPhoto(ann.id, id))).toContain('wrong file identifier');
});

test('an album has 2 to 10 items of one family and no buttons', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api, call } = counter;
  const bytes = await drawQuarters(40, 40);
  const photo = () => ({ type: 'photo' as const, media: upload(bytes) });
  const file = () => ({ type: 'document' as const, media: upload(bytes) });
  const photos = (count: number) => api.sendMediaGroup(ann.id, Array.from({ length: count }, photo));
  expect(await refusalOf(photos(1))).toMatchObject({ code: 400 });
  expect(await refusalOf(photos(11))).toMatchObject({ code: 400 });
  const mixed = call('sendMediaGroup', { chat_id: ann.id, media: [photo(), file()] });
  expect((await refusalOf(mixed)).description).toContain("can't be mixed");
  const markup = { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] };
  const buttons = call('sendMediaGroup', { chat_id: ann.id, media: [photo(), photo()], reply_markup: markup });
  expect(await refusalOf(buttons)).toMatchObject({ code: 400, description: expect.stringContaining('reply markup') });
  expect(telegram.messages(ann.dm)).toEqual([]);
  const sent = await api.sendMediaGroup(ann.id, [{ ...photo(), caption: 'one' }, photo()]);
  expect(sent).toMatchObject([{ message_id: expect.any(Number) }, { message_id: expect.any(Number) }]);
  expect(new Set(telegram.messages(ann.dm).map(({ mediaGroupId }) => mediaGroupId)).size).toBe(1);
  expect(telegram.messages(ann.dm).map(({ caption }) => caption)).toEqual(['one', undefined]);
  expect(await api.sendMediaGroup(ann.id, [file(), file()])).toMatchObject([{ document: {} }, { document: {} }]);
});

test('a bad item leaves nothing of an album', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const good = { type: 'photo' as const, media: upload(await drawQuarters(40, 40)) };
  const bad = { type: 'photo' as const, media: new InputFile(Buffer.from('x'), 'x.png') };
  expect(await refusalOf(api.sendMediaGroup(ann.id, [good, bad]))).toMatchObject({ code: 400 });
  expect(telegram.messages(ann.dm)).toEqual([]);
});
