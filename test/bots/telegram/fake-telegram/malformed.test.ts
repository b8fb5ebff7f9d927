import { expect, test } from 'vitest';
import type { Json } from '../../../support/telegram/json.ts';
import { openCounter, refusalOf } from '../../../support/telegram/library-client.ts';

const markup = (reply_markup: unknown): Json => ({ text: 'x', reply_markup });
const buttons = (...row: unknown[]): Json => markup({ inline_keyboard: [row] });
const entity = (json: unknown): Json => ({ text: 'word', entities: [json] });
const go = { text: 'a', callback_data: 'a' };
const many = Array.from({ length: 101 }, () => go);
const bold = { type: 'bold', offset: 0, length: 1 };

test.each<readonly [string, string, Json, string]>([
  ['a thread below zero', 'sendMessage', { text: 'x', message_thread_id: -1 }, 'invalid message thread identifier'],
  ['a reply to nothing', 'sendMessage', { text: 'x', reply_parameters: {} }, 'message to be replied not found'],
  [
    'a reply into an unknown chat',
    'sendMessage',
    { text: 'x', reply_parameters: { message_id: 1, chat_id: 5, allow_sending_without_reply: true } },
    'chat not found',
  ],
  ['an unknown parse mode', 'sendMessage', { text: 'x', parse_mode: 'BBCode' }, 'unsupported parse_mode'],
  ['an entity of no type', 'sendMessage', entity({ ...bold, type: 'loud' }), 'unsupported type'],
  ['an entity at no number', 'sendMessage', entity({ ...bold, offset: '0' }), 'must be of type Number'],
  ['a link without an address', 'sendMessage', entity({ ...bold, type: 'text_link' }), 'field "url"'],
  ['a mention of nobody', 'sendMessage', entity({ ...bold, type: 'text_mention' }), 'field "user"'],
  ['101 buttons', 'sendMessage', buttons(...many), 'reply markup is too long'],
  ['a markup of no kind', 'sendMessage', markup({ keys: [] }), "can't parse reply keyboard markup"],
  ['a keyboard that is no list', 'sendMessage', markup({ inline_keyboard: {} }), 'must be an Array'],
  ['a button that is no object', 'sendMessage', buttons('a'), 'must be an Object'],
  ['a button whose words are a number', 'sendMessage', buttons({ ...go, text: 1 }), '"text" must be a String'],
  ['a text that is a claim', 'sendMessage', { text: true }, 'must be of type String'],
  ['a claim that is neither', 'sendPhoto', { photo: 'a', has_spoiler: 'perhaps' }, 'must be of type Boolean'],
  ['a photo that is not there', 'sendPhoto', {}, 'there is no photo in the request'],
  ['an album that is not there', 'sendMediaGroup', {}, 'there are no messages to send'],
  ['an album of words', 'sendMediaGroup', { media: ['a', 'b'] }, 'must be an Object'],
  ['an album of nothing known', 'sendMediaGroup', { media: [{ type: 'scent' }, {}] }, 'type scent is unsupported'],
  ['an edit of no message', 'editMessageText', { text: 'x' }, 'message identifier is not specified'],
  ['an edit of an inline message', 'editMessageText', { text: 'x', inline_message_id: 'a' }, 'MESSAGE_ID_INVALID'],
  ['a deletion of nothing', 'deleteMessages', { message_ids: [] }, 'message identifiers are not specified'],
  ['a reaction to nothing', 'setMessageReaction', { message_id: 999 }, 'message to react not found'],
  ['a member without an id', 'getChatMember', {}, 'invalid user_id'],
  ['a member nobody knows', 'getChatMember', { user_id: 5 }, 'PARTICIPANT_ID_INVALID'],
  ['administrators of a private chat', 'getChatAdministrators', {}, 'no administrators in the private chat'],
  ['leaving a private chat', 'leaveChat', {}, "can't be changed in private chats"],
  ['no commands', 'setMyCommands', {}, 'commands must be non-empty'],
  ['commands that are words', 'setMyCommands', { commands: ['logo'] }, 'must be an Object'],
  ['a scope of no type', 'getMyCommands', { scope: { type: 'all', chat_id: 1 } }, 'unsupported type'],
  ['kinds of updates that are numbers', 'getUpdates', { allowed_updates: [5] }, "can't parse allowed updates"],
  ['a file without an id', 'getFile', {}, 'file_id is empty'],
])('%s is refused', async (_, method, params, description) => {
  await using counter = await openCounter();
  const { telegram, ann, call } = counter;
  const refused = await refusalOf(call(method, { chat_id: ann.id, ...params }));
  expect(refused).toMatchObject({ code: 400, description: expect.stringContaining(description) });
  expect(telegram.messages(ann.dm)).toEqual([]);
});

test('an edit brings media and buttons of the right kind', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api, call } = counter;
  const { message_id } = await api.sendMessage(ann.id, 'x');
  const where = { chat_id: ann.id, message_id };
  const description = async (method: string, params: Json) =>
    (await refusalOf(call(method, { ...where, ...params }))).description;
  expect(await description('editMessageMedia', {})).toContain("can't parse InputMedia");
  expect(await description('editMessageText', { text: 'y', reply_markup: { force_reply: true } })).toContain(
    'reply markup',
  );
  expect(await description('setMessageReaction', { reaction: [{ type: 'paid' }] })).toContain('REACTION_INVALID');
  expect(telegram.messages(ann.dm)).toMatchObject([{ text: 'x', editedCount: 0 }]);
});

test('a call has 60 MiB, and its address is of the Bot API', async () => {
  await using counter = await openCounter();
  const { telegram } = counter;
  const post = async (path: string, body: Buffer | string, type = 'application/json') => {
    const headers = { 'content-type': type };
    const answer = await fetch(`${telegram.apiRoot}${path}`, { method: 'POST', body, headers });
    return await answer.json();
  };
  const large = Buffer.alloc(60 * 2 ** 20 + 1, ' ');
  large.write('{}');
  expect(await post(`/bot${telegram.token}/getMe`, large)).toMatchObject({ error_code: 413 });
  expect(await post('/nothing', '{}')).toMatchObject({ error_code: 404, description: 'Not Found' });
  for (const [body, type] of [
    ['[1]', 'application/json'],
    ['--a\r\n\r\nx\r\n--a--', 'multipart/form-data'],
    ['--a\r\ncontent-type: text/plain\r\n\r\nx\r\n--a--', 'multipart/form-data; boundary=a'],
  ] as const) {
    expect(await post(`/bot${telegram.token}/getMe`, body, type)).toMatchObject({ error_code: 400 });
  }
  expect(await post(`/bot${telegram.token}/getMe?a=1`, '')).toMatchObject({ ok: true });
});
