import type { FakeChat, Inhabitant } from './fake-chat.ts';
import type { FakeMessage, MessageOrigin } from './fake-message.ts';
import type { FakeTopic } from './fake-topic.ts';
import { type Json, present } from './json.ts';
import { mediaJson } from './message-json.ts';
import type { World } from './world.ts';

export interface SentFile {
  readonly bytes: Buffer;
  readonly fileName?: string;
  readonly mimeType?: string;
}

/** What somebody sends. At most one picture or file. */
export interface SentByPerson {
  readonly text?: string;
  readonly caption?: string;
  /** Compressed, as Telegram's clients do by default: JPEG, without alpha, 1280 pixels at most. */
  readonly photo?: Buffer;
  /** As a file: byte for byte. */
  readonly document?: SentFile;
  readonly sticker?: { readonly bytes: Buffer; readonly isAnimated?: boolean; readonly isVideo?: boolean };
  readonly animation?: SentFile;
  readonly livePhoto?: Buffer;
  readonly video?: SentFile;
  readonly replyTo?: FakeMessage;
  /** The part of `replyTo` that is quoted. */
  readonly quote?: string;
  readonly topic?: FakeTopic;
  /** Whose message is forwarded: somebody, a channel, or the name of somebody who hides. */
  readonly forwardedFrom?: Inhabitant | FakeChat | string;
  /** As an administrator who hides behind the group, or in a channel. */
  readonly isAnonymous?: boolean;
  /** Through a business account that the bot serves. */
  readonly businessConnectionId?: string;
  /** Whose topic of a channel's direct messages it is in; the sender's own when left out. */
  readonly directTopic?: Inhabitant;
}

const anonymous: Json = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };

/** Who a message is from, where it is, and what it replies to. */
export function originOf(world: World, chat: FakeChat, person: Inhabitant, sent: SentByPerson): MessageOrigin {
  const isFromChat = chat.kind === 'channel' || sent.isAnonymous === true;
  const { replyTo } = sent;
  const isElsewhere = replyTo !== undefined && (replyTo.chat !== chat || differs(sent.topic, replyTo.topic));
  const extra = present({
    sender_chat: isFromChat ? chat.json : undefined,
    forward_origin: sent.forwardedFrom === undefined ? undefined : forwarded(world, sent.forwardedFrom),
    external_reply: isElsewhere ? externalReply(replyTo) : undefined,
    quote: sent.quote === undefined ? undefined : quoteOf(sent.quote, replyTo),
  });
  return {
    chat,
    from: chat.kind === 'channel' ? undefined : isFromChat ? anonymous : person.user,
    topic: sent.topic ?? (isElsewhere ? undefined : replyTo?.topic),
    replyTo: isElsewhere ? undefined : replyTo,
    directTopicId: chat.isDirectMessages ? (sent.directTopic ?? person).id : undefined,
    extra,
  };
}

function differs(wanted: FakeTopic | undefined, replied: FakeTopic | undefined): boolean {
  return wanted !== undefined && wanted !== replied;
}

function forwarded(world: World, from: NonNullable<SentByPerson['forwardedFrom']>): Json {
  const date = world.clock.seconds();
  if (typeof from === 'string') return { type: 'hidden_user', sender_user_name: from, date };
  if ('user' in from) return { type: 'user', sender_user: from.user, date };
  return { type: 'channel', chat: from.json, message_id: 1, date };
}

function externalReply(replied: FakeMessage): Json {
  const { from, chat, content, date, id } = replied;
  const origin = from
    ? { type: 'user', sender_user: from, date }
    : { type: 'channel', chat: chat.json, message_id: id, date };
  // Where the bot is not, the chat's name is not told either.
  const place = chat.kind === 'private' ? {} : { chat: chat.json, message_id: id };
  return { origin, ...place, ...(content.media ? mediaJson(content.media) : {}) };
}

function quoteOf(text: string, replied: FakeMessage | undefined): Json {
  const position = (replied?.text ?? replied?.caption ?? '').indexOf(text);
  if (position < 0) throw new Error('A quote is a part of what is replied to.');
  return { text, position, is_manual: true };
}
