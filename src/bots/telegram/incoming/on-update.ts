import type { Rest } from '#bots/telegram/inbox.ts';
import { messageOf, type TelegramUpdate } from '#bots/telegram/telegram-update.ts';
import { createReference, PlatformError } from '#core/errors.ts';
import { type SentenceRef, sentence } from '#core/messages/sentence-ref.ts';
import { StoreError } from '#core/store/store-error.ts';
import { onMessage } from './on-message.ts';
import { onPress } from './on-press.ts';
import type { Scene } from './scene.ts';
import { tellSentences } from './tell.ts';
import { whereaboutsOf, whereaboutsOfPress } from './whereabouts.ts';

/**
 * Answers what somebody did. What breaks by our fault is told with a reference, and is over with that; what could not be written down is tried
 * again.
 * @throws {StoreError} the signal's reason
 */
export async function answerUpdate(update: TelegramUpdate, scene: Scene): Promise<Rest> {
  try {
    const more = await answer(update, scene);
    return more && { rest: more.rest.catch((error: unknown) => explain(error, update, scene)) };
  } catch (error) {
    await explain(error, update, scene);
    return undefined;
  }
}

async function answer(update: TelegramUpdate, scene: Scene): Promise<Rest> {
  const { callback_query: press, my_chat_member: membership } = update;
  const message = messageOf(update);
  if (message) return await onMessage(message, scene);
  if (press) return await onPress(press, scene);
  if (membership)
    scene.log.info({ chat: membership.chat.type, status: membership.new_chat_member.status }, 'membership');
  return undefined;
}

async function explain(error: unknown, update: TelegramUpdate, scene: Scene): Promise<void> {
  const { log, signal } = scene;
  signal.throwIfAborted();
  if (error instanceof StoreError) throw error;
  // Telegram not doing what it was asked to is no fault of ours.
  if (error instanceof PlatformError) {
    log.warn({ err: error, update: update.update_id }, 'update not answered');
    await tell(update, sentence('chat.unavailable'), scene);
    return;
  }
  const reference = createReference();
  log.error({ err: error, update: update.update_id, reference }, 'update broken by our fault');
  await tellBug(update, reference, scene);
}

/** Tells whoever did something that it came to nothing by our fault. @throws {StoreError} the signal's reason */
export async function tellBug(update: TelegramUpdate, reference: string, scene: Scene): Promise<void> {
  await tell(update, sentence('mockup.bug', { reference }), scene);
}

/** In a group the bot speaks only to those who spoke to it. */
async function tell(update: TelegramUpdate, said: SentenceRef, scene: Scene): Promise<void> {
  const message = messageOf(update);
  const press = update.callback_query;
  const chatId = (message ?? press?.message)?.chat.id;
  const chat = chatId === undefined ? {} : await scene.chats.get(chatId);
  const where = message ? whereaboutsOf(message, chat) : press && whereaboutsOfPress(press, chat);
  const isSpokenTo = where?.isPrivate || press || message?.text?.startsWith('/') || message?.caption?.startsWith('/');
  if (where && isSpokenTo) await tellSentences(where.thread, [said], where.person.locale, scene);
}
