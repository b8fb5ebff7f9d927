import type { Seen } from '#bots/bot.ts';
import { plain } from '#bots/telegram/rich-text.ts';
import { targetOf } from '#bots/telegram/status-message.ts';
import { TelegramError } from '#bots/telegram/telegram-error.ts';
import type { Target } from '#bots/telegram/telegram-messages.ts';
import { TelegramThread, threadOf } from '#bots/telegram/telegram-thread.ts';
import { drawTile } from '#core/images/draw-tile.ts';
import { message } from '#core/messages/message.ts';
import { retry } from '#core/retry.ts';
import { patience } from './patience.ts';
import type { Scene } from './scene.ts';

/** What stands in place of a picture. */
const removed = { fileName: 'removed.png', as: 'photo' } as const;

/**
 * Takes an answer away for everybody: its message and its albums. What is too old to be deleted is replaced by a plain tile. What was made stays in
 * its person's history. False when Telegram did not let us.
 */
export async function takeAway({ batch, view }: Seen, pressedId: number, scene: Scene): Promise<boolean> {
  const thread = TelegramThread.parse(batch.thread.data);
  const text = message('chat.removed', view.locale);
  const { status } = thread;
  // Under a copy that was asked for later, the button is about that copy.
  if (status && status.id !== pressedId) {
    return await removeMessage(targetOf(thread, pressedId), { text, isPicture: true }, scene);
  }
  await scene.desk.redirect(batch.id, threadOf({ ...thread, deleted: true }));
  const pictures = new Map<number, Target>();
  for (const [messageId, chatId] of Object.values(batch.sent)) {
    const target = { ...targetOf(thread, Number(messageId)), chatId: Number(chatId) };
    if (Number.isInteger(target.messageId) && target.messageId > 0) pictures.set(target.messageId, target);
  }
  let isAway = true;
  for (const target of pictures.values()) {
    isAway = (await removeMessage(target, { text, isPicture: true }, scene)) && isAway;
  }
  if (status && !pictures.has(status.id)) {
    const isPicture = status.is !== 'text';
    isAway = (await removeMessage(targetOf(thread, status.id), { text, isPicture }, scene)) && isAway;
  }
  return isAway;
}

/**
 * Removes a message of ours; what is too old to be removed becomes a plain tile, or words, without buttons. False when neither could be done. Does
 * not throw, save the signal's reason.
 */
export async function removeMessage(
  target: Target,
  { text, isPicture }: { readonly text: string; readonly isPicture: boolean },
  scene: Pick<Scene, 'messages' | 'log' | 'signal'>,
): Promise<boolean> {
  const { messages, log, signal } = scene;
  try {
    await retry(() => messages.delete(target, signal), { ...patience, signal });
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TelegramError && error.kind === 'delete-gone') return true;
    log.info({ err: error }, 'message too old to be deleted, or not to be');
  }
  try {
    const tile = isPicture ? await drawTile() : undefined;
    const replace = tile
      ? () => messages.editPicture(target, { bytes: tile, ...removed }, { words: plain(text) }, signal)
      : () => messages.editText(target, { words: plain(text) }, signal);
    await retry(replace, { ...patience, signal });
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TelegramError && error.kind === 'edit-gone') return true;
    log.warn({ err: error }, 'message not taken away');
    return false;
  }
}
