import { z } from 'zod';

/** What of Telegram's updates is used here, in Telegram's own names. Whatever else they hold is let fall. */

const Id = z.number().int();

const User = z.object({
  id: Id,
  is_bot: z.boolean().default(false),
  first_name: z.string().default(''),
  language_code: z.string().max(35).exactOptional(),
});
export type TelegramUser = z.output<typeof User>;

const Chat = z.object({
  id: Id,
  type: z.enum(['private', 'group', 'supergroup', 'channel']),
  is_forum: z.boolean().exactOptional(),
  is_direct_messages: z.boolean().exactOptional(),
});

const Entity = z.object({ type: z.string(), offset: z.number().int().min(0), length: z.number().int().min(0) });
export type TelegramEntity = z.output<typeof Entity>;

const FileRef = {
  file_id: z.string().max(300),
  file_unique_id: z.string().max(300).default(''),
  file_size: z.number().int().exactOptional(),
};
const PhotoSize = z.object({ ...FileRef, width: z.number(), height: z.number() });
const Document = z.object({
  ...FileRef,
  file_name: z.string().exactOptional(),
  mime_type: z.string().exactOptional(),
});
const Sticker = z.object({
  ...FileRef,
  is_animated: z.boolean().default(false),
  is_video: z.boolean().default(false),
});

/** What can carry a picture: a message, and a message of elsewhere that is replied to. */
const Pictured = {
  photo: z.array(PhotoSize).exactOptional(),
  document: Document.exactOptional(),
  sticker: Sticker.exactOptional(),
  animation: z.object({ ...FileRef }).exactOptional(),
  video: z.object({ ...FileRef }).exactOptional(),
};

const Core = {
  ...Pictured,
  message_id: Id,
  chat: Chat,
  from: User.exactOptional(),
  sender_chat: z.object({ id: Id, title: z.string().exactOptional() }).exactOptional(),
  media_group_id: z.string().max(100).exactOptional(),
  text: z.string().exactOptional(),
  caption: z.string().exactOptional(),
};

const Replied = z.object(Core);
const External = z.object(Pictured);

const Message = z.object({
  ...Core,
  date: z.number(),
  message_thread_id: Id.exactOptional(),
  is_topic_message: z.boolean().exactOptional(),
  business_connection_id: z.string().exactOptional(),
  direct_messages_topic: z.object({ topic_id: Id }).exactOptional(),
  forward_origin: z.looseObject({}).exactOptional(),
  via_bot: z.looseObject({}).exactOptional(),
  /** A channel's post, put by Telegram into the group where it is talked about. */
  is_automatic_forward: z.boolean().exactOptional(),
  entities: z.array(Entity).default([]),
  caption_entities: z.array(Entity).default([]),
  reply_to_message: Replied.exactOptional(),
  external_reply: External.exactOptional(),
  migrate_to_chat_id: Id.exactOptional(),
  migrate_from_chat_id: Id.exactOptional(),
});
export type TelegramMessage = z.output<typeof Message>;
export type PicturedMessage = z.output<typeof External>;

/** A press of a button. The message may be one that can no longer be seen. */
const CallbackQuery = z.object({
  id: z.string(),
  from: User,
  message: z
    .object({
      message_id: Id,
      chat: Chat,
      date: z.number(),
      message_thread_id: Id.exactOptional(),
      is_topic_message: z.boolean().exactOptional(),
      business_connection_id: z.string().exactOptional(),
      direct_messages_topic: z.object({ topic_id: Id }).exactOptional(),
      photo: z.array(PhotoSize).exactOptional(),
      document: Document.exactOptional(),
    })
    .exactOptional(),
  data: z.string().max(64).exactOptional(),
});
export type TelegramPress = z.output<typeof CallbackQuery>;

const Membership = z.object({ chat: Chat, new_chat_member: z.object({ status: z.string() }) });

export const TelegramUpdate = z.object({
  update_id: Id,
  message: Message.exactOptional(),
  channel_post: Message.exactOptional(),
  business_message: Message.exactOptional(),
  callback_query: CallbackQuery.exactOptional(),
  my_chat_member: Membership.exactOptional(),
});
export type TelegramUpdate = z.output<typeof TelegramUpdate>;

/** The kinds of updates that are asked for: all that are used here, and no others. */
export const updateKinds = ['message', 'channel_post', 'business_message', 'callback_query', 'my_chat_member'] as const;

/** Whatever of an update was written, in whichever kind of chat. */
export function messageOf({ message, channel_post, business_message }: TelegramUpdate): TelegramMessage | undefined {
  return message ?? channel_post ?? business_message;
}

/**
 * Updates of one lane are dealt with one after another: those of a chat, but presses apart, as Telegram itself brings them. Whoever presses
 * waits for nothing but their own earlier press under the same message.
 */
export function laneOf(update: TelegramUpdate): string {
  const { callback_query: press, my_chat_member: membership } = update;
  if (press) return `press ${press.from.id} ${press.message?.chat.id} ${press.message?.message_id}`;
  return `chat ${(messageOf(update) ?? membership)?.chat.id}`;
}
