import type { Rest } from '#bots/telegram/inbox.ts';
import { messageOf, type TelegramUpdate } from '#bots/telegram/telegram-update.ts';
import { createReference } from '#core/errors.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
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
  scene.signal.throwIfAborted();
  if (error instanceof StoreError) throw error;
  const reference = createReference();
  scene.log.error({ err: error, update: update.update_id, reference }, 'update broken by our fault');
  const message = messageOf(update);
  const press = update.callback_query;
  const where = message ? whereaboutsOf(message, {}) : press && whereaboutsOfPress(press, {});
  // In a group the bot speaks only to those who spoke to it.
  const isSpokenTo = where?.isPrivate || press || message?.text?.startsWith('/') || message?.caption?.startsWith('/');
  if (where && isSpokenTo)
    await tellSentences(where.thread, [sentence('mockup.bug', { reference })], where.person.locale, scene);
}
