import type { Asker } from '#bots/bot.ts';
import { platform, type TelegramThread } from '#bots/telegram/telegram-thread.ts';
import type { TelegramMessage, TelegramPress, TelegramUser } from '#bots/telegram/telegram-update.ts';
import type { Person, Place } from '#core/mockups/batch.ts';
import type { ChatRecord } from './chat-book.ts';

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

/** Undefined for what another bot wrote. */
export function whereaboutsOf(message: TelegramMessage, chat: ChatRecord): Whereabouts | undefined {
  const { from, sender_chat: sender } = message;
  // Who writes in the name of a chat has a made-up user, which is a bot, or none.
  if (sender) return whereabouts(message, { id: `chat.${sender.id}`, user: undefined }, chat);
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
  const placeId = String(chat.formerId ?? at.id);
  const topicId = message.is_topic_message ? message.message_thread_id : undefined;
  return {
    person: { platform, id, locale: chat.language ?? user?.language_code ?? 'en' },
    place: { id: businessId === undefined ? placeId : `${businessId} ${placeId}`, isShared: !isPrivate },
    thread: {
      chatId: at.id,
      kind: at.type === 'supergroup' ? 'group' : at.type,
      replyTo: message_id,
      ...(user ? { userId: user.id, userName: user.first_name } : {}),
      ...(topicId === undefined ? {} : { topicId }),
      ...(businessId === undefined ? {} : { businessId }),
      ...(direct ? { directTopicId: direct.topic_id } : {}),
    },
    isPrivate,
    chat,
    userId: user?.id,
  };
}

/** As whoever asks is known to the desk. */
export function askerOf({ person, place }: Whereabouts): Pick<Asker, 'person' | 'place'> {
  return { person, place };
}
