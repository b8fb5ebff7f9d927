import { expect, test } from 'vitest';
import type { FakeTelegram } from '../../../support/telegram/fake-telegram.ts';
import { openCounter, refusalOf } from '../../../support/telegram/library-client.ts';

const told = ({ updates }: FakeTelegram) =>
  updates.waiting.map(({ json }) => {
    const { text, caption } = (json['message'] ?? {}) as { text?: string; caption?: string };
    return text ?? caption;
  });

test('privacy mode withholds all but commands to this bot and replies to it', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const group = telegram.group('Team', { people: [ann] });
  const { message_id } = await api.sendMessage(group.id, 'mine');
  const mine = telegram.message(group, message_id);
  expect(mine?.isByBot).toBe(true);
  ann.sends(group, { text: 'hello' });
  ann.sends(group, { text: '@mockup_bot hello' });
  ann.sends(group, { text: 'do /logo' });
  ann.sends(group, { text: '/logo@other_bot' });
  ann.sends(group, { text: '/logo' });
  ann.sends(group, { text: '/logo@Mockup_Bot now' });
  ann.sends(group, { text: 'answer', ...(mine ? { replyTo: mine } : {}) });
  group.otherBotPosts();
  ann.sends(group, { text: '/logo unnamed' });
  expect(told(telegram)).toEqual(['/logo', '/logo@Mockup_Bot now', 'answer']);
});

test('of an album only the item whose caption is a command comes through', async () => {
  await using counter = await openCounter();
  const { telegram, ann } = counter;
  const group = telegram.group('Team');
  const bytes = Buffer.from('x');
  const items = ['plain', '/logo', undefined].map((caption) => ({
    document: { bytes, fileName: 'a.png' },
    ...(caption === undefined ? {} : { caption }),
  }));
  const album = ann.sendsAlbum(group, items);
  expect(told(telegram)).toEqual(['/logo']);
  expect(new Set(album.map(({ mediaGroupId }) => mediaGroupId)).size).toBe(1);
});

test.each([
  ['as an administrator', { botIsAdmin: true }, false],
  ['with privacy mode off', {}, true],
])('%s the bot is told everything', async (_, options, readsAll) => {
  await using counter = await openCounter();
  const { telegram, ann } = counter;
  telegram.bot.can_read_all_group_messages = readsAll;
  ann.sends(telegram.group('Team', options), { text: 'hello' });
  expect(told(telegram)).toEqual(['hello']);
});

test('a bot that was kicked hears nothing and is refused', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const group = telegram.group('Team');
  group.kickBot();
  ann.sends(group, { text: '/logo' });
  expect(telegram.updates.waiting.map(({ type }) => type)).toEqual(['my_chat_member']);
  expect(await refusalOf(api.sendMessage(group.id, 'x'))).toMatchObject({
    code: 403,
    description: 'Forbidden: bot was kicked from the supergroup chat',
  });
  group.leaveBot();
  const refused = await refusalOf(api.sendMessage(group.id, 'x'));
  expect(refused).toMatchObject({ code: 403, description: 'Forbidden: bot is not a member of the supergroup chat' });
  group.addBot();
  await api.sendMessage(group.id, 'x');
});

test('a group that becomes a supergroup has another id, and the old one tells it', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const group = telegram.group('Team', { kind: 'group', people: [ann] });
  const asked = ann.sends(group, { text: '/logo' });
  const supergroup = group.upgrade();
  expect(telegram.updates.waiting.map(({ json }) => json['message'])).toMatchObject([
    { chat: { id: group.id, type: 'group' } },
    { chat: { id: group.id }, migrate_to_chat_id: supergroup.id },
    { chat: { id: supergroup.id, type: 'supergroup' }, migrate_from_chat_id: group.id },
  ]);
  expect(await refusalOf(api.sendMessage(group.id, 'x'))).toEqual({
    code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: supergroup.id },
  });
  const replied = api.sendMessage(supergroup.id, 'x', { reply_parameters: { message_id: asked.id } });
  expect(await refusalOf(replied)).toMatchObject({ description: 'Bad Request: message to be replied not found' });
});

test('who may do what is told', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const bob = telegram.person('bob');
  const group = telegram.group('Team', { admins: [bob] });
  ann.joins(group);
  const statusOf = async (id: number) => (await api.getChatMember(group.id, id)).status;
  expect(await statusOf(ann.id)).toBe('member');
  expect(await statusOf(bob.id)).toBe('administrator');
  expect(await statusOf(telegram.bot.id)).toBe('member');
  ann.leaves(group);
  expect(await statusOf(ann.id)).toBe('left');
  group.promoteBot();
  expect((await api.getChatAdministrators(group.id)).map(({ user }) => user.id)).toEqual([bob.id, telegram.bot.id]);
  group.restrict({ photos: false });
  expect(await api.getChat(group.id)).toMatchObject({ title: 'Team', permissions: { can_send_photos: false } });
  await api.leaveChat(group.id);
  expect(group.botStatus).toBe('left');
});

test('a channel tells its posts, and its group gets them by itself', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const group = telegram.group('Talk', { botIsAdmin: true });
  const channel = telegram.channel('News', { discussion: group, username: 'news' });
  const post = ann.sends(channel, { text: 'hello' });
  const [posted, forwarded] = await api.getUpdates();
  expect(posted?.channel_post).toMatchObject({ message_id: post.id, sender_chat: { id: channel.id, type: 'channel' } });
  expect(posted?.channel_post).not.toHaveProperty('from');
  expect(forwarded?.message).toMatchObject({
    chat: { id: group.id },
    is_automatic_forward: true,
    from: { id: 777_000 },
  });
  const sent = await api.sendMessage('@news', 'x');
  expect(sent).toMatchObject({ chat: { id: channel.id }, sender_chat: { id: channel.id } });
  channel.demoteBot();
  const refused = await refusalOf(api.sendMessage(channel.id, 'x'));
  expect(refused).toMatchObject({ code: 400, description: expect.stringContaining('administrator rights') });
});

test('an administrator may hide behind the group', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const group = telegram.group('Team', { admins: [ann] });
  ann.sends(group, { text: '/logo', isAnonymous: true });
  const [update] = await api.getUpdates();
  expect(update?.message).toMatchObject({ from: { username: 'GroupAnonymousBot' }, sender_chat: { id: group.id } });
});
