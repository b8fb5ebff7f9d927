import { expect, test } from 'vitest';
import { drawQuarters } from '../../../support/pictures.ts';
import { openCounter, refusalOf, upload } from '../../../support/telegram/library-client.ts';

test('a text has 4096 characters after its entities were parsed, a caption 1024', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const description = async (call: Promise<unknown>) => (await refusalOf(call)).description;
  expect(await description(api.sendMessage(ann.id, 'x'.repeat(4097)))).toBe('Bad Request: message is too long');
  expect(await description(api.sendMessage(ann.id, ' \n '))).toBe('Bad Request: message text is empty');
  await api.sendMessage(ann.id, `<b>${'&amp;'.repeat(4096)}</b>`, { parse_mode: 'HTML' });
  expect(telegram.messages(ann.dm)[0]).toMatchObject({ entities: [{ type: 'bold', offset: 0, length: 4096 }] });
  const photo = upload(await drawQuarters(20, 20));
  await api.sendPhoto(ann.id, photo, { caption: 'x'.repeat(1024) });
  const over = api.sendPhoto(ann.id, upload(await drawQuarters(20, 20)), { caption: 'x'.repeat(1025) });
  expect(await description(over)).toBe('Bad Request: message caption is too long');
});

test('HTML must be right', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  for (const html of ['a < b', '<b>x', '<b><i>x</b></i>', '<div>x</div>', 'x</b>']) {
    const sent = api.sendMessage(ann.id, html, { parse_mode: 'HTML' });
    expect((await refusalOf(sent)).description).toContain("can't parse entities");
  }
  await api.sendMessage(ann.id, ' <a href="https://a.b/?x&amp;y">link</a> &lt;1&gt;', { parse_mode: 'HTML' });
  expect(telegram.messages(ann.dm)[0]).toMatchObject({
    text: 'link <1>',
    entities: [{ type: 'text_link', offset: 0, length: 4, url: 'https://a.b/?x&y' }],
  });
});

test('entities lie within the text, counted in UTF-16 code units', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const send = async (offset: number, length: number) =>
    await api.sendMessage(ann.id, '😀 bold', { entities: [{ type: 'bold', offset, length }] });
  await send(3, 4);
  expect(telegram.messages(ann.dm)[0]?.entities).toEqual([{ type: 'bold', offset: 3, length: 4 }]);
  for (const [offset, length] of [
    [3, 5],
    [-1, 2],
    [0, 0],
    [1, 3],
    [0.5, 1],
  ] as const) {
    expect(await refusalOf(send(offset, length))).toMatchObject({ code: 400 });
  }
});

test('data of a button is 1 to 64 bytes', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const send = async (data: string) =>
    await api.sendMessage(ann.id, 'x', { reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: data }]] } });
  expect((await refusalOf(send(''))).description).toBe('Bad Request: BUTTON_DATA_INVALID');
  expect((await refusalOf(send('ä'.repeat(33)))).description).toBe('Bad Request: BUTTON_DATA_INVALID');
  await send('ä'.repeat(32));
  expect(telegram.messages(ann.dm)[0]?.button('a')).toMatchObject({ data: 'ä'.repeat(32), disabled: false });
});

test.each([
  ['without words', { text: ' ', callback_data: 'a' }],
  ['without an action', { text: 'a' }],
  ['with two actions', { text: 'a', callback_data: 'a', url: 'https://a.b' }],
  ['of another style', { text: 'a', callback_data: 'a', style: 'blue' }],
  ['to no address', { text: 'a', url: 'ftp://a.b' }],
  ['disabled by a claim', { text: 'a', disabled: true }],
  ['with data that is no text', { text: 'a', callback_data: 5 }],
  ['with an app in a group', { text: 'a', web_app: { url: 'https://a.b' } }],
])('a button %s is refused', async (_, button) => {
  await using counter = await openCounter();
  const { telegram, call } = counter;
  const group = telegram.group('Team');
  const sent = call('sendMessage', { chat_id: group.id, text: 'x', reply_markup: { inline_keyboard: [[button]] } });
  expect(await refusalOf(sent)).toMatchObject({ code: 400 });
  expect(telegram.messages(group)).toEqual([]);
});

test('buttons are told as they are', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  await api.sendMessage(ann.id, 'x', {
    reply_markup: {
      inline_keyboard: [
        [
          { text: 'Go', callback_data: 'go', style: 'primary' },
          { text: 'Off', disabled: {} },
        ],
        [{ text: 'Docs', url: 'https://example.org' }],
      ],
    },
  });
  const [message] = telegram.messages(ann.dm);
  expect(message?.rows.map((row) => row.length)).toEqual([2, 1]);
  expect(message?.buttons).toMatchObject([
    { text: 'Go', data: 'go', style: 'primary', disabled: false },
    { text: 'Off', data: undefined, disabled: true },
    { text: 'Docs', url: 'https://example.org' },
  ]);
  expect(() => message?.button('None')).toThrow('No button None');
});

test('a forced reply has a placeholder of 1 to 64', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const send = async (placeholder: string) =>
    await api.sendMessage(ann.id, 'x', {
      reply_markup: { force_reply: true, selective: true, input_field_placeholder: placeholder },
    });
  expect(await refusalOf(send('x'.repeat(65)))).toMatchObject({ code: 400 });
  await send('x'.repeat(64));
  expect(telegram.messages(ann.dm)[0]?.forceReply).toEqual({ placeholder: 'x'.repeat(64), isSelective: true });
});

test.each([
  ['chat_id', { chat_id: true }],
  ['text', { text: { a: 1 } }],
  ['message_thread_id', { message_thread_id: 'one' }],
  ['allow_sending_without_reply', { reply_parameters: { message_id: 1, allow_sending_without_reply: 'perhaps' } }],
  ['entities', { entities: {} }],
  ['link_preview_options', { link_preview_options: true }],
  ['reply_markup', { reply_markup: [] }],
  ['inline_keyboard', { reply_markup: { inline_keyboard: [{ text: 'a', callback_data: 'a' }] } }],
])('%s of the wrong type is refused', async (_, params) => {
  await using counter = await openCounter();
  const { ann, call } = counter;
  expect(await refusalOf(call('sendMessage', { chat_id: ann.id, text: 'x', ...params }))).toMatchObject({ code: 400 });
});

test('what it does not know is passed over', async () => {
  await using counter = await openCounter();
  const { telegram, ann, call } = counter;
  await call('sendMessage', { chat_id: String(ann.id), text: 'x', novelty: { a: 1 } });
  expect(telegram.of('sendMessage')).toMatchObject([{ code: 200, params: { novelty: { a: 1 } } }]);
});
