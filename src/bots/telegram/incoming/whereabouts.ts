import type { Asker } from '#bots/bot.ts';
import { platform, type TelegramThread } from '#bots/telegram/telegram-thread.ts';
import type { TelegramMessage, TelegramPress, TelegramUser } from '#bots/telegram/telegram-update.ts';
import type { Person, Place } from '#core/mockups/batch.ts';
import type { ChatRecord } from './chat-book.ts';
import { personOfChat } from './ownership.ts';

/** Who did something, where, and where the answer belongs. */
export interface Whereabouts {
  readonly person: Person;
  readonly place: Place;
  readonly thread: TelegramThread;
  /** Nobody but the person and the bot is there. */
  readonly isPrivate: boolean;
  readonly chat: ChatRecord;
  /** The person on Telegram; unknown where somebody writes in the name of a chat. */
  readonly userId: number | undefined;
}

type Written = Pick<
  TelegramMessage,
  'message_id' | 'chat' | 'message_thread_id' | 'is_topic_message' | 'business_connection_id' | 'direct_messages_topic'
>;

/** Undefined for what another bot wrote, and for a channel's post where it is talked about: it was seen in the channel. */
export function whereaboutsOf(message: TelegramMessage, chat: ChatRecord): Whereabouts | undefined {
  const { from, sender_chat: sender, is_automatic_forward: isCopy } = message;
  if (isCopy) return undefined;
  // Who writes in the name of a chat has a made-up user, which is a bot, or none.
  if (sender) return whereabouts(message, { id: personOfChat(sender.id), user: undefined }, chat);
  if (!from || from.is_bot) return undefined;
  return whereabouts(message, { id: String(from.id), user: from }, chat);
}

/** Whoever pressed, and the message that the button is under. Undefined where that is not told. */
export function whereaboutsOfPress({ message, from }: TelegramPress, chat: ChatRecord): Whereabouts | undefined {
  return message && whereabouts(message, { id: String(from.id), user: from }, chat);
}

function whereabouts(
  message: Written,
  { id, user }: { readonly id: string; readonly user: TelegramUser | undefined },
  chat: ChatRecord,
): Whereabouts {
  const { chat: at, message_id, business_connection_id: businessId, direct_messages_topic: direct } = message;
  // A chat between people that the bot answers in for one of them is not its own.
  const isPrivate = at.type === 'private' && businessId === undefined;
  const topicId = message.is_topic_message ? message.message_thread_id : undefined;
  // Of an old message only its chat is told, not whose topic it is in: nobody reaches another's.
  const directTopicId = direct?.topic_id ?? (at.is_direct_messages ? user?.id : undefined);
  const around = businessId ?? directTopicId;
  const placeId = String(chat.formerId ?? at.id);
  return {
    person: { platform, id, locale: chat.language ?? user?.language_code ?? 'en' },
    place: { id: around === undefined ? placeId : `${around} ${placeId}`, isShared: !isPrivate },
    thread: {
      chatId: at.id,
      kind: at.type === 'supergroup' ? 'group' : at.type,
      replyTo: message_id,
      ...(user ? { userId: user.id, userName: user.first_name } : {}),
      ...(topicId === undefined ? {} : { topicId }),
      ...(businessId === undefined ? {} : { businessId }),
      ...(directTopicId === undefined ? {} : { directTopicId }),
    },
    isPrivate,
    chat,
    userId: user?.id,
  };
}

/** The numbers of the chat where somebody did something, for who is let in. */
export function chatIdsOf({ thread, chat }: Whereabouts): { readonly chatId: number; readonly formerId?: number } {
  return { chatId: thread.chatId, ...(chat.formerId === undefined ? {} : { formerId: chat.formerId }) };
}

/** What a message is called as an event that asks for something: the same message asks once. */
export function eventKeyOf({ chat, message_id: id, business_connection_id: businessId }: TelegramMessage): string {
  const key = `${chat.id}:${id}`;
  return businessId === undefined ? key : `${businessId} ${key}`;
}

/** As whoever asks is known to the desk. */
export function askerOf({ person, place }: Whereabouts): Pick<Asker, 'person' | 'place'> {
  return { person, place };
}
