import { Bot } from 'grammy';
import { expect, test } from 'vitest';
import { startFakeTelegram } from '../../../support/telegram/fake-telegram.ts';
import { apiOf, openCounter, refusalOf } from '../../../support/telegram/library-client.ts';

const hourMs = 3_600_000;
const ids = (updates: readonly { readonly update_id: number }[]) => updates.map(({ update_id }) => update_id);

test('an update comes again until a higher offset acknowledges it', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  for (const text of ['one', 'two', 'three']) ann.sends(ann.dm, { text });
  const first = await api.getUpdates();
  expect(first.map(({ message }) => message?.text)).toEqual(['one', 'two', 'three']);
  const [one, two, three] = ids(first);
  expect([two, three]).toEqual([Number(one) + 1, Number(one) + 2]);
  expect(ids(await api.getUpdates({ offset: Number(two) }))).toEqual([two, three]);
  expect(telegram.updates).toMatchObject({ pending: 2, offset: two });
  expect(await api.getUpdates({ offset: Number(three) + 1 })).toEqual([]);
  expect(telegram.updates.pending).toBe(0);
});

test('a limit is 1 to 100, and the same offset again at once brings one update only', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  for (let count = 0; count < 102; count += 1) ann.sends(ann.dm, { text: 'x' });
  const first = await api.getUpdates({ limit: 500 });
  expect(first).toHaveLength(100);
  expect(await api.getUpdates({ offset: 0 })).toHaveLength(1);
  const [id] = ids(first);
  expect(await api.getUpdates({ offset: Number(id) + 1, limit: 5 })).toHaveLength(5);
  expect(await api.getUpdates({ offset: -2 })).toHaveLength(2);
  expect(telegram.updates.pending).toBe(2);
});

test('a long poll ends with what happens, and waits no longer than 50 seconds', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const polled = api.getUpdates({ timeout: 300 });
  await expect.poll(() => telegram.updates.polls).toMatchObject([{ timeout: 50, updateIds: [] }]);
  ann.sendsAlbum(ann.dm, [{ text: 'one' }, { text: 'two' }]);
  expect(await polled).toHaveLength(2);
});

test('the older of two polls is ended by a conflict', async () => {
  await using counter = await openCounter();
  const { telegram, api } = counter;
  const older = refusalOf(api.getUpdates({ timeout: 30 }));
  await expect.poll(() => telegram.updates.polls).toHaveLength(1);
  expect(await api.getUpdates({ timeout: 0 })).toEqual([]);
  expect(await older).toMatchObject({
    code: 409,
    description: expect.stringContaining('terminated by other getUpdates'),
  });
  expect(telegram.updates.conflicts).toBe(1);
});

test('messages are kept for 24 hours, presses for 150 seconds', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  ann.sends(ann.dm, { text: 'asked' });
  const { message_id } = await api.sendMessage(ann.id, 'x');
  const own = telegram.message(ann.dm, message_id);
  expect(own).toBeDefined();
  if (own) await ann.forges(own, 'data');
  telegram.clock.offsetMs = 149_000;
  expect(telegram.updates.pending).toBe(2);
  telegram.clock.offsetMs = 150_000;
  expect((await api.getUpdates()).map(({ message }) => message?.text)).toEqual(['asked']);
  telegram.clock.offsetMs = 24 * hourMs;
  expect(await api.getUpdates({ offset: 1 })).toEqual([]);
});

test('allowed updates are kept when left out, hold for what happens later, and exclude some by default', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  ann.sends(ann.dm, { text: 'before' });
  await api.getUpdates({ allowed_updates: ['callback_query'] });
  ann.sends(ann.dm, { text: 'after' });
  await api.getUpdates();
  ann.sends(ann.dm, { text: 'later' });
  expect(telegram.updates.waiting.map(({ json }) => json)).toMatchObject([{ message: { text: 'before' } }]);
  await api.getUpdates({ allowed_updates: [] });
  ann.sends(ann.dm, { text: 'again' });
  expect(telegram.updates.pending).toBe(2);
  expect(telegram.updates.allowed).toBeUndefined();
});

test('an acknowledged update may come once more, with its id', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  ann.sends(ann.dm, { text: 'x' });
  const [id = 0] = ids(await api.getUpdates());
  telegram.duplicateNext();
  expect(ids(await api.getUpdates({ offset: id + 1 }))).toEqual([id]);
  expect(await api.getUpdates({ offset: id + 1 })).toEqual([]);
});

test('a wrong token is unauthorized, and an unknown method not found', async () => {
  await using counter = await openCounter();
  const { telegram, call } = counter;
  const stranger = apiOf({ token: '1:wrong', apiRoot: telegram.apiRoot });
  expect(await refusalOf(stranger.getMe())).toEqual({ code: 401, description: 'Unauthorized', parameters: {} });
  expect(await refusalOf(call('sendNothing'))).toMatchObject({ code: 404, description: 'Not Found' });
  expect(telegram.calls.map(({ method, code }) => [method, code])).toEqual([
    ['getMe', 401],
    ['sendNothing', 404],
  ]);
});

test("the library's bot runs against it, and stops", async () => {
  await using telegram = await startFakeTelegram();
  const ann = telegram.person('ann', { language: 'de', username: 'ann_k' });
  const bot = new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } });
  bot.command('start', async (context) => await context.reply(`${context.from?.language_code} ${context.me.username}`));
  const running = bot.start();
  ann.sends(ann.dm, { text: '/start' });
  await expect.poll(() => telegram.messages(ann.dm).map(({ text }) => text)).toEqual(['/start', 'de mockup_bot']);
  await bot.stop();
  await running;
  expect(telegram.updates.pending).toBe(0);
});

test('people are told of as the Bot API tells of them', async () => {
  await using counter = await openCounter();
  const { ann, api } = counter;
  const asked = ann.sends(ann.dm, { text: '/logo see https://example.org/x now', forwardedFrom: 'Hidden' });
  ann.edits(asked, { text: 'changed' });
  ann.blocks();
  const [sent, edited, blocked] = await api.getUpdates();
  expect(sent?.message).toMatchObject({
    message_id: asked.id,
    from: { id: ann.id, is_bot: false, first_name: 'ann' },
    chat: { id: ann.id, type: 'private', first_name: 'ann' },
    entities: [
      { type: 'bot_command', offset: 0, length: 5 },
      { type: 'url', offset: 10, length: 21 },
    ],
    forward_origin: { type: 'hidden_user', sender_user_name: 'Hidden' },
  });
  expect(sent?.message?.from).not.toHaveProperty('language_code');
  expect(edited?.edited_message).toMatchObject({ message_id: asked.id, text: 'changed' });
  expect(blocked?.my_chat_member).toMatchObject({ new_chat_member: { status: 'kicked' } });
});
