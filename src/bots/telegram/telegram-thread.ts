import { z } from 'zod';
import type { Thread } from '#core/mockups/batch.ts';

/** The platform's name on every record. */
export const platform = 'telegram';

/** Ids of chats are negative for groups and channels, and need up to 52 bits. */
const ChatId = z.number().int();
const MessageId = z.number().int().positive();

/** Where an answer belongs, and how it is addressed: each kind of chat wants an id of its own with every call. */
export const TelegramThread = z.object({
  chatId: ChatId,
  /** A supergroup is a group here. */
  kind: z.enum(['private', 'group', 'channel']),
  /** Who asked; nobody in particular in a channel. */
  userId: z.number().int().exactOptional(),
  /** What they call themselves: needed to call them where the answer could not be a reply. */
  userName: z.string().exactOptional(),
  /** The message that was asked with. */
  replyTo: MessageId.exactOptional(),
  /** A topic of a forum, or of a private chat that has some. The general topic has none. */
  topicId: MessageId.exactOptional(),
  /** The account for which the bot answers. */
  businessId: z.string().exactOptional(),
  /** A person's own topic in the direct messages of a channel. */
  directTopicId: z.number().int().exactOptional(),
  /** The one message that changes, and what it is: text can become a photo, and a photo no text any more. */
  status: z.object({ id: MessageId, is: z.enum(['text', 'photo', 'document']) }).exactOptional(),
  /** Which picture the status has: `proof`, or the key of a part; `none` where none is taken. */
  shows: z.string().exactOptional(),
  /** The person was told that a slow one is ready. */
  notified: z.literal(true).exactOptional(),
  /** The answer is not where it was asked for: whoever asked is named. */
  moved: z.literal(true).exactOptional(),
  /** Its person took the answer away: nothing is shown any more. */
  deleted: z.literal(true).exactOptional(),
});
export type TelegramThread = z.output<typeof TelegramThread>;

export function threadOf(data: TelegramThread): Thread {
  return { platform, data };
}

/** What every message to a thread is addressed with, in Telegram's own names. */
export interface Address {
  readonly chat_id: number;
  readonly message_thread_id?: number;
  readonly business_connection_id?: string;
  readonly direct_messages_topic_id?: number;
  readonly reply_parameters?: { readonly message_id: number; readonly allow_sending_without_reply: true };
}

/** The address of a thread; replying to what it was asked with, or to another message of the chat. */
export function addressOf(thread: TelegramThread, replyTo: number | undefined = thread.replyTo): Address {
  const { chatId, topicId, businessId, directTopicId } = thread;
  return {
    chat_id: chatId,
    ...(topicId === undefined ? {} : { message_thread_id: topicId }),
    ...(businessId === undefined ? {} : { business_connection_id: businessId }),
    ...(directTopicId === undefined ? {} : { direct_messages_topic_id: directTopicId }),
    ...(replyTo === undefined ? {} : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
  };
}
