import type { FakeChat } from './fake-chat.ts';
import type { FakeMessage } from './fake-message.ts';
import type { FakeTopic } from './fake-topic.ts';
import type { Params } from './params.ts';
import { badRequest, forbidden } from './refusals.ts';
import type { World } from './world.ts';

/** Where a message of the bot's goes and what it replies to. */
export interface Destination {
  readonly chat: FakeChat;
  readonly topic: FakeTopic | undefined;
  readonly replyTo: FakeMessage | undefined;
  readonly directTopicId: number | undefined;
}

const dayMs = 86_400_000;

/** The chat a call names, which the bot must be in. */
export function chatOf(world: World, params: Params): FakeChat {
  const connectionId = params.text('business_connection_id');
  if (connectionId !== undefined && !world.businesses.get(connectionId)?.isEnabled) {
    throw badRequest('business connection not found');
  }
  const text = params.text('chat_id');
  if (text === undefined || text === '') throw badRequest('chat_id is empty');
  const chat = world.chat(/^-?\d+$/.test(text) ? Number(text) : text, connectionId);
  if (!chat) throw badRequest('chat not found');
  if (chat.migratedTo) {
    const parameters = { migrate_to_chat_id: chat.migratedTo.id };
    throw badRequest('group chat was upgraded to a supergroup chat', parameters);
  }
  if (chat.connectionId === undefined) assertIn(chat);
  return chat;
}

function assertIn(chat: FakeChat): void {
  const { partner, kind } = chat;
  if (partner) {
    if (partner.isDeactivated) throw forbidden('user is deactivated');
    if (partner.hasBlocked) throw forbidden('bot was blocked by the user');
    if (!partner.hasStarted) throw forbidden("bot can't initiate conversation with a user");
    return;
  }
  const name = kind === 'group' ? 'group chat' : `${kind} chat`;
  if (chat.botStatus === 'kicked') throw forbidden(`bot was kicked from the ${name}`);
  if (chat.botStatus === 'left') throw forbidden(`bot is not a member of the ${name}`);
}

/** Everything `sendMessage` and the like say of where to, as Telegram's documentation and its server have it. */
export function destinationOf(world: World, params: Params): Destination {
  const chat = chatOf(world, params);
  assertMayPost(world, chat);
  const replyTo = repliedTo(world, chat, params);
  const topic = topicOf(world, chat, params) ?? (replyTo?.chat === chat ? replyTo.topic : undefined);
  assertOpen(chat, topic);
  return { chat, topic, replyTo, directTopicId: directTopicOf(chat, params) };
}

function assertMayPost(world: World, chat: FakeChat): void {
  if (chat.kind === 'channel' && chat.botStatus !== 'administrator') {
    throw badRequest('need administrator rights in the channel chat');
  }
  if (chat.connectionId === undefined) return;
  const business = world.businesses.get(chat.connectionId);
  const last = chat.messages.findLast(({ isByBot }) => !isByBot);
  const isRecent = last !== undefined && world.clock.now() - last.sentAt < dayMs;
  if (!business?.canReply || !isRecent) throw badRequest('BUSINESS_PEER_USAGE_MISSING');
}

/** The topic a call names. */
export function topicOf(world: World, chat: FakeChat, params: Params): FakeTopic | undefined {
  const id = params.integer('message_thread_id') ?? 0;
  if (id < 0) throw badRequest('invalid message thread identifier specified');
  const hasTopics = chat.isForum || (chat.kind === 'private' && world.bot.has_topics_enabled);
  // Where there are no topics the server does not look at it.
  if (id === 0 || !hasTopics) return undefined;
  // The general topic has the id 1, which is not to be sent.
  const topic = chat.topics.find(({ threadId }) => threadId === id);
  if (!topic || topic.isDeleted) throw badRequest('message thread not found');
  return topic;
}

/** In a closed topic, or the closed general one, only administrators write. */
export function assertOpen(chat: FakeChat, topic: FakeTopic | undefined): void {
  const isClosed = topic ? topic.isClosed : chat.isForum && chat.general.isClosed;
  if (isClosed && chat.botStatus !== 'administrator') throw badRequest('TOPIC_CLOSED');
}

function directTopicOf(chat: FakeChat, params: Params): number | undefined {
  const id = params.integer('direct_messages_topic_id');
  if (!chat.isDirectMessages) return undefined;
  if (id === undefined || !chat.messages.some(({ origin }) => origin.directTopicId === id)) {
    throw badRequest('wrong direct messages topic specified');
  }
  return id;
}

function repliedTo(world: World, chat: FakeChat, params: Params): FakeMessage | undefined {
  const reply = params.within('reply_parameters');
  const id = reply ? reply.integer('message_id') : params.integer('reply_to_message_id');
  if (!reply && id === undefined) return undefined;
  const elsewhere = reply?.text('chat_id');
  const place = elsewhere === undefined ? chat : world.chat(/^-?\d+$/.test(elsewhere) ? Number(elsewhere) : elsewhere);
  if (!place) throw badRequest('chat not found');
  const found = place.messages.find((message) => message.id === id && !message.isDeleted);
  if (!found) {
    // For replies into other chats it is not looked at; in business chats it is always so.
    const isLenient = reply ? reply.claim('allow_sending_without_reply') : params.claim('allow_sending_without_reply');
    if ((isLenient && place === chat) || chat.connectionId !== undefined) return undefined;
    throw badRequest('message to be replied not found');
  }
  const quote = reply?.text('quote');
  if (quote !== undefined && (quote.length > 1024 || !(found.text ?? found.caption ?? '').includes(quote))) {
    throw badRequest('QUOTE_TEXT_INVALID');
  }
  return found;
}
