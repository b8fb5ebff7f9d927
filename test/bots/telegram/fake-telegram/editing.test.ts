import { expect, test } from 'vitest';
import { drawQuarters } from '../../../support/pictures.ts';
import { openCounter, refusalOf, upload } from '../../../support/telegram/library-client.ts';

const hourMs = 3_600_000;
const buttons = (text: string) => ({ inline_keyboard: [[{ text, callback_data: text }]] });

test('an edit replaces text and buttons, and without buttons takes them away', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const { message_id } = await api.sendMessage(ann.id, 'one', { reply_markup: buttons('Cancel') });
  const message = telegram.message(ann.dm, message_id);
  telegram.clock.offsetMs = 5000;
  const edited = await api.editMessageText(ann.id, message_id, 'two', { reply_markup: buttons('Stop') });
  expect(edited).toMatchObject({ text: 'two', edit_date: telegram.clock.seconds() });
  await api.editMessageText(ann.id, message_id, 'three');
  expect(message).toMatchObject({ text: 'three', buttons: [], editedCount: 2 });
  expect(message?.revisions.map(({ content }) => content.text)).toEqual(['one', 'two']);
  await api.editMessageReplyMarkup(ann.id, message_id, { reply_markup: buttons('Again') });
  expect(message).toMatchObject({ text: 'three', buttons: [{ text: 'Again' }] });
});

test('an edit that changes nothing is refused', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const { message_id } = await api.sendMessage(ann.id, 'one', { reply_markup: buttons('Cancel') });
  const same = api.editMessageText(ann.id, message_id, 'one', { reply_markup: buttons('Cancel') });
  expect(await refusalOf(same)).toMatchObject({
    code: 400,
    description: expect.stringContaining('message is not modified'),
  });
  expect(telegram.messages(ann.dm)[0]?.editedCount).toBe(0);
});

test('only its own messages that are there are edited, with no keyboard but of buttons', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const description = async (id: number) => (await refusalOf(api.editMessageText(ann.id, id, 'x'))).description;
  expect(await description(999)).toBe('Bad Request: message to edit not found');
  expect(await description(ann.sends(ann.dm, { text: 'hers' }).id)).toBe("Bad Request: message can't be edited");
  const asking = await api.sendMessage(ann.id, 'x', { reply_markup: { force_reply: true } });
  expect(await description(asking.message_id)).toBe("Bad Request: message can't be edited");
  const { message_id } = await api.sendMessage(ann.id, 'x');
  telegram.message(ann.dm, message_id)?.delete();
  expect(await description(message_id)).toBe('Bad Request: message to edit not found');
});

test('a text becomes a picture or a file, but never text again', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const { message_id } = await api.sendMessage(ann.id, 'working');
  const noCaption = api.editMessageCaption(ann.id, message_id, { caption: 'x' });
  expect((await refusalOf(noCaption)).description).toContain('there is no caption');
  const media = upload(await drawQuarters(40, 40));
  await api.editMessageMedia(
    ann.id,
    message_id,
    { type: 'photo', media, caption: 'done' },
    { reply_markup: buttons('Again') },
  );
  const message = telegram.message(ann.dm, message_id);
  expect(message).toMatchObject({
    text: undefined,
    caption: 'done',
    photo: { width: 40 },
    buttons: [{ text: 'Again' }],
  });
  expect((await refusalOf(api.editMessageText(ann.id, message_id, 'x'))).description).toContain('there is no text');
  await api.editMessageCaption(ann.id, message_id, { caption: 'changed' });
  await api.editMessageMedia(ann.id, message_id, { type: 'document', media: upload(await drawQuarters(40, 40)) });
  expect(message).toMatchObject({
    photo: undefined,
    document: { fileName: 'shot.png' },
    caption: undefined,
    editedCount: 3,
  });
});

test('in an album each item stays of its family', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const bytes = await drawQuarters(40, 40);
  const photo = () => ({ type: 'photo' as const, media: upload(bytes) });
  const [first] = await api.sendMediaGroup(ann.id, [photo(), photo()]);
  const id = first?.message_id ?? 0;
  const other = api.editMessageMedia(ann.id, id, { type: 'document', media: upload(bytes) });
  expect(await refusalOf(other)).toMatchObject({ code: 400 });
  await api.editMessageMedia(ann.id, id, { ...photo(), caption: 'new' });
  expect(telegram.message(ann.dm, id)).toMatchObject({ caption: 'new', editedCount: 1 });
});

test('messages are deleted within 48 hours, those of others by an administrator', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const group = telegram.group('Team');
  const description = async (chat: number, id: number) => (await refusalOf(api.deleteMessage(chat, id))).description;
  const theirs = ann.sends(group, { text: '/logo' });
  expect(await description(group.id, theirs.id)).toBe("Bad Request: message can't be deleted");
  const { message_id } = await api.sendMessage(group.id, 'x');
  telegram.clock.offsetMs = 48 * hourMs;
  expect(await description(group.id, message_id)).toBe("Bad Request: message can't be deleted");
  telegram.clock.offsetMs = 48 * hourMs - 1;
  await api.deleteMessage(group.id, message_id);
  expect(await description(group.id, message_id)).toBe('Bad Request: message to delete not found');
  group.promoteBot();
  await api.deleteMessages(group.id, [theirs.id, 999]);
  expect(telegram.messages(group)).toEqual([]);
  expect(telegram.deleted(group)).toHaveLength(2);
});
