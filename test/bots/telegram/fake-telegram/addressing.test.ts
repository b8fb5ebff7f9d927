import { expect, test } from 'vitest';
import { drawQuarters } from '../../../support/pictures.ts';
import { openCounter, refusalOf, upload } from '../../../support/telegram/library-client.ts';

const dayMs = 86_400_000;
const descriptionOf = async (call: Promise<unknown>) => (await refusalOf(call)).description;

test('nobody is written to who never started, who blocked the bot, or is gone', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const bob = telegram.person('bob', { hasStarted: false });
  const send = async (id: number | string) => await refusalOf(api.sendMessage(id, 'x'));
  expect(await send(bob.id)).toMatchObject({
    code: 403,
    description: expect.stringContaining("can't initiate conversation"),
  });
  bob.sends(bob.dm, { text: '/start' });
  await api.sendMessage(bob.id, 'x');
  ann.blocks();
  expect(await send(ann.id)).toMatchObject({ code: 403, description: 'Forbidden: bot was blocked by the user' });
  ann.unblocks();
  await api.sendMessage(ann.id, 'x');
  ann.isDeactivated = true;
  expect(await send(ann.id)).toMatchObject({ code: 403, description: 'Forbidden: user is deactivated' });
  expect(await send(-12345)).toMatchObject({ code: 400, description: 'Bad Request: chat not found' });
  expect(await send('@nobody')).toMatchObject({ code: 400, description: 'Bad Request: chat not found' });
  expect(await send('')).toMatchObject({ code: 400, description: 'Bad Request: chat_id is empty' });
});

test('a reply needs its message, unless it may go without', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const asked = ann.sends(ann.dm, { text: 'logo please' });
  const reply = { message_id: asked.id };
  const sent = await api.sendMessage(ann.id, 'x', { reply_parameters: { ...reply, quote: 'please' } });
  expect(sent.reply_to_message).toMatchObject({ message_id: asked.id, text: 'logo please' });
  const misquoted = api.sendMessage(ann.id, 'x', { reply_parameters: { ...reply, quote: 'other' } });
  expect(await descriptionOf(misquoted)).toBe('Bad Request: QUOTE_TEXT_INVALID');
  asked.delete();
  const gone = api.sendMessage(ann.id, 'x', { reply_parameters: reply });
  expect(await descriptionOf(gone)).toBe('Bad Request: message to be replied not found');
  const { message_id } = await api.sendMessage(ann.id, 'x', {
    reply_parameters: { ...reply, allow_sending_without_reply: true },
  });
  expect(telegram.message(ann.dm, message_id)?.replyToId).toBeUndefined();
});

test('in a topic a message carries its id, and the first message as what it replies to', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const group = telegram.group('Team', { isForum: true, botIsAdmin: true });
  const topic = group.topic('Caps');
  ann.sends(group, { text: 'in the topic', topic });
  const general = ann.sends(group, { text: 'in general' });
  ann.sends(group, { text: 'reply in general', replyTo: general });
  const [made, inTopic, inGeneral, reply] = (await api.getUpdates()).map(({ message }) => message);
  expect(made).toMatchObject({
    message_id: topic.threadId,
    forum_topic_created: { name: 'Caps' },
    is_topic_message: true,
  });
  expect(inTopic).toMatchObject({
    chat: { is_forum: true },
    message_thread_id: topic.threadId,
    is_topic_message: true,
    reply_to_message: { message_id: topic.threadId },
  });
  expect(inGeneral).not.toHaveProperty('message_thread_id');
  expect(reply).toMatchObject({ message_thread_id: general.id });
  expect(reply).not.toHaveProperty('is_topic_message');
});

test('a thread id must be a topic that is there and open; the general topic has none', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const group = telegram.group('Team', { isForum: true });
  const topic = group.topic('Caps');
  const general = ann.sends(group, { text: '/logo' });
  const send = async (thread: number) => await api.sendMessage(group.id, 'x', { message_thread_id: thread });
  const sent = await send(topic.threadId);
  expect(sent).toMatchObject({ message_thread_id: topic.threadId, is_topic_message: true });
  for (const thread of [1, general.id, 999]) {
    expect(await descriptionOf(send(thread))).toBe('Bad Request: message thread not found');
  }
  topic.close();
  expect(await descriptionOf(send(topic.threadId))).toBe('Bad Request: TOPIC_CLOSED');
  group.promoteBot();
  await send(topic.threadId);
  group.demoteBot();
  topic.reopen();
  await send(topic.threadId);
  topic.delete();
  expect(await descriptionOf(send(topic.threadId))).toBe('Bad Request: message thread not found');
  const action = api.sendChatAction(group.id, 'upload_photo', { message_thread_id: topic.threadId });
  expect(await descriptionOf(action)).toBe('Bad Request: message thread not found');
  group.general.close();
  expect(await descriptionOf(api.sendMessage(group.id, 'x'))).toBe('Bad Request: TOPIC_CLOSED');
});

test('a reply without a thread id stays in the topic; without its message it goes to general', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const group = telegram.group('Team', { isForum: true });
  const topic = group.topic('Caps');
  const asked = ann.sends(group, { text: '/logo', topic });
  const reply = async () =>
    await api.sendMessage(group.id, 'x', {
      reply_parameters: { message_id: asked.id, allow_sending_without_reply: true },
    });
  expect(await reply()).toMatchObject({ message_thread_id: topic.threadId });
  asked.delete();
  expect(await reply()).not.toHaveProperty('message_thread_id');
});

test('where there are no topics a thread id is not looked at', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const group = telegram.group('Team');
  for (const id of [group.id, ann.id]) {
    expect(await api.sendMessage(id, 'x', { message_thread_id: 77 })).not.toHaveProperty('message_thread_id');
  }
  telegram.bot.has_topics_enabled = true;
  const topic = ann.dm.topic('Caps');
  const sent = await api.sendMessage(ann.id, 'x', { message_thread_id: topic.threadId });
  expect(sent).toMatchObject({ is_topic_message: true });
  const unknown = api.sendMessage(ann.id, 'x', { message_thread_id: 77 });
  expect(await descriptionOf(unknown)).toBe('Bad Request: message thread not found');
});

test('what members may not send the bot may not either, unless it is an administrator', async () => {
  await using counter = await openCounter();
  const { telegram, api } = counter;
  const group = telegram.group('Team');
  group.restrict({ photos: false, text: false });
  const bytes = await drawQuarters(20, 20);
  const photo = async () => await api.sendPhoto(group.id, upload(bytes));
  expect(await descriptionOf(photo())).toBe('Bad Request: not enough rights to send photos to the chat');
  expect(await descriptionOf(api.sendMessage(group.id, 'x'))).toContain('not enough rights to send text messages');
  await api.sendDocument(group.id, upload(bytes));
  group.restrict({ documents: false });
  expect(await descriptionOf(api.sendDocument(group.id, upload(bytes)))).toContain(
    'not enough rights to send documents',
  );
  group.promoteBot();
  await photo();
});

test('a business chat is reached through its connection only, within a day of what was written there', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const business = telegram.business(telegram.person('owner'));
  const bob = telegram.person('bob', { hasStarted: false });
  bob.sends(bob.dm, { text: 'hello', businessConnectionId: business.id });
  const [update] = await api.getUpdates();
  expect(update?.business_message).toMatchObject({ business_connection_id: business.id, chat: { id: bob.id } });
  const through = { business_connection_id: business.id };
  expect(await descriptionOf(api.sendMessage(bob.id, 'x'))).toContain("can't initiate conversation");
  const sent = await api.sendMessage(bob.id, 'x', { ...through, reply_parameters: { message_id: 999 } });
  expect(sent).toMatchObject(through);
  await api.editMessageText(bob.id, sent.message_id, 'y', through);
  expect(await descriptionOf(api.editMessageText(bob.id, sent.message_id, 'z'))).toContain("can't initiate");
  expect(await descriptionOf(api.sendMessage(ann.id, 'x', through))).toBe('Bad Request: chat not found');
  telegram.clock.offsetMs = dayMs;
  expect(await descriptionOf(api.sendMessage(bob.id, 'x', through))).toContain('BUSINESS_PEER_USAGE_MISSING');
  business.isEnabled = false;
  expect(await descriptionOf(api.sendMessage(bob.id, 'x', through))).toContain('business connection not found');
  expect(telegram.messages(telegram.businessChat(business, bob)).map(({ text }) => text)).toEqual(['hello', 'y']);
});

test("a channel's direct messages need the topic of whom they are with", async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  const direct = telegram.directMessages(telegram.channel('News'));
  ann.sends(direct, { text: 'hello' });
  const [update] = await api.getUpdates();
  expect(update?.message).toMatchObject({
    chat: { is_direct_messages: true },
    direct_messages_topic: { topic_id: ann.id, user: { id: ann.id } },
  });
  for (const other of [{}, { direct_messages_topic_id: 5 }]) {
    expect(await descriptionOf(api.sendMessage(direct.id, 'x', other))).toContain('wrong direct messages topic');
  }
  const sent = await api.sendMessage(direct.id, 'x', { direct_messages_topic_id: ann.id });
  expect(sent).toMatchObject({ direct_messages_topic: { topic_id: ann.id } });
});

test('chat actions are known ones, and not in channels', async () => {
  await using counter = await openCounter();
  const { telegram, ann, api } = counter;
  await api.sendChatAction(ann.id, 'upload_photo');
  expect(ann.dm.actions).toMatchObject([{ action: 'upload_photo', threadId: undefined }]);
  expect(await refusalOf(api.sendChatAction(ann.id, 'sleep' as 'typing'))).toMatchObject({ code: 400 });
  expect(await refusalOf(api.sendChatAction(telegram.channel('News').id, 'typing'))).toMatchObject({ code: 400 });
});

test('a bot has one reaction', async () => {
  await using counter = await openCounter();
  const { ann, api } = counter;
  const asked = ann.sends(ann.dm, { text: 'x' });
  const one = { type: 'emoji' as const, emoji: '👀' as const };
  await api.setMessageReaction(ann.id, asked.id, [one]);
  expect(asked.reaction).toBe('👀');
  expect(await refusalOf(api.setMessageReaction(ann.id, asked.id, [one, one]))).toMatchObject({ code: 400 });
  await api.setMessageReaction(ann.id, asked.id, []);
  expect(asked.reaction).toBeUndefined();
});
