import type { Seen } from '#bots/bot.ts';
import { plain } from '#bots/telegram/rich-text.ts';
import { targetOf } from '#bots/telegram/status-message.ts';
import { TelegramError } from '#bots/telegram/telegram-error.ts';
import type { Target } from '#bots/telegram/telegram-messages.ts';
import { TelegramThread, threadOf } from '#bots/telegram/telegram-thread.ts';
import { drawTile } from '#core/images/draw-tile.ts';
import { message } from '#core/messages/message.ts';
import type { Scene } from './scene.ts';

/**
 * Takes an answer away for everybody: its message and its albums. What is too old to be deleted is replaced by a plain tile. What was made stays in
 * its person's history. False when Telegram did not let us.
 */
export async function takeAway({ batch, view }: Seen, pressedId: number, scene: Scene): Promise<boolean> {
  const thread = TelegramThread.parse(batch.thread.data);
  const text = message('chat.removed', view.locale);
  const { status } = thread;
  // Under a copy that was asked for later, the button is about that copy.
  if (status && status.id !== pressedId) return await remove(targetOf(thread, pressedId), text, true, scene);
  await scene.desk.redirect(batch.id, threadOf({ ...thread, deleted: true }));
  const pictures = new Map<number, Target>();
  for (const [messageId, chatId] of Object.values(batch.sent)) {
    const target = { ...targetOf(thread, Number(messageId)), chatId: Number(chatId) };
    if (Number.isInteger(target.messageId) && target.messageId > 0) pictures.set(target.messageId, target);
  }
  let isAway = true;
  for (const target of pictures.values()) isAway = (await remove(target, text, true, scene)) && isAway;
  if (status && !pictures.has(status.id)) {
    isAway = (await remove(targetOf(thread, status.id), text, status.is !== 'text', scene)) && isAway;
  }
  return isAway;
}

async function remove(target: Target, text: string, isPicture: boolean, scene: Scene): Promise<boolean> {
  const { messages, log, signal } = scene;
  try {
    await messages.delete(target, signal);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TelegramError && error.kind === 'delete-gone') return true;
    log.info({ err: error }, 'message too old to be deleted, or not to be');
  }
  try {
    if (isPicture) {
      const tile = { bytes: await drawTile(), fileName: 'removed.png', as: 'photo' } as const;
      await messages.editPicture(target, tile, { words: plain(text) }, signal);
    } else await messages.editText(target, { words: plain(text) }, signal);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TelegramError && error.kind === 'edit-gone') return true;
    log.warn({ err: error }, 'message not taken away');
    return false;
  }
}
