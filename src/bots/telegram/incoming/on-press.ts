import { isAdmitted } from '#bots/telegram/admission.ts';
import type { Rest } from '#bots/telegram/inbox.ts';
import { type Press, readPress } from '#bots/telegram/press-data.ts';
import { targetOf } from '#bots/telegram/status-message.ts';
import type { TelegramPress } from '#bots/telegram/telegram-update.ts';
import { historyControls } from './history-controls.ts';
import { onAnswerPress } from './on-answer-press.ts';
import { onCardPress } from './on-card-press.ts';
import { ask } from './on-command.ts';
import { onSettingsPress } from './on-settings-press.ts';
import { PressAnswer } from './press-answer.ts';
import type { Scene } from './scene.ts';
import { wordsOf } from './tell.ts';
import { type Whereabouts, whereaboutsOfPress } from './whereabouts.ts';

/** A press of a button of ours, with everything there is to know of it. */
export interface Pressed {
  readonly press: TelegramPress;
  readonly read: Press;
  /** The message that the button is under. */
  readonly messageId: number;
  readonly where: Whereabouts;
  readonly userId: number;
  readonly answer: PressAnswer;
}

/** Somebody pressed a button, however old it is. It is always answered. */
export async function onPress(press: TelegramPress, scene: Scene): Promise<Rest> {
  const { message, from, data = '' } = press;
  const chat = message ? await scene.chats.get(message.chat.id) : {};
  const where = whereaboutsOfPress(press, chat);
  const answer = new PressAnswer(press, where?.person.locale ?? from.language_code ?? 'en', scene);
  const read = readPress(data);
  if (!message || !where || !read) {
    await answer.give('chat.oldButton');
    return undefined;
  }
  const { isPrivate, userId } = where;
  if (!isAdmitted({ chatId: message.chat.id, isPrivate, userId }, scene.allowed)) {
    await answer.give('chat.notAllowed');
    return undefined;
  }
  const button = `${message.chat.id} ${message.message_id} ${data}`;
  let isFirst = false;
  const outcome = await scene.presses.press(String(from.id), button, () => {
    isFirst = true;
    const pressed = { press, read, messageId: message.message_id, where, userId: from.id, answer };
    return carryOut(pressed, scene);
  });
  // A second press at once is the first one, and wants an answer all the same.
  await answer.give();
  return isFirst ? outcome : undefined;
}

async function carryOut(pressed: Pressed, scene: Scene): Promise<Rest> {
  switch (pressed.read.action) {
    case 'pick':
    case 'set':
    case 'prompt':
    case 'make':
    case 'discard':
      return await onCardPress(pressed, scene);
    case 'settings':
      return await onSettingsPress(pressed, scene);
    case 'history':
      return await turnPage(pressed, scene);
    case 'forget':
      return await forget(pressed, scene);
    default:
      return await onAnswerPress(pressed, scene);
  }
}

async function turnPage({ read, where, messageId, answer }: Pressed, scene: Scene): Promise<Rest> {
  await answer.give();
  const sentences = await ask('history', { page: Number(read.id) }, where, scene);
  await edit(messageId, where, sentences, scene);
  return undefined;
}

/** Whoever asked to be forgotten says it once more. */
async function forget({ read, where, messageId, answer }: Pressed, scene: Scene): Promise<Rest> {
  if (read.id !== where.person.id) {
    await answer.give('chat.notYours');
    return undefined;
  }
  await answer.give();
  await edit(messageId, where, await ask('forget', {}, where, scene), scene);
  return undefined;
}

async function edit(
  messageId: number,
  { thread, person }: Whereabouts,
  sentences: Awaited<ReturnType<typeof ask>>,
  { messages, log, signal }: Scene,
): Promise<void> {
  const controls = historyControls(sentences, person.locale);
  const form = { words: wordsOf(sentences, person.locale), ...(controls ? { controls } : {}) };
  try {
    await messages.editText(targetOf(thread, messageId), form, signal);
  } catch (error) {
    signal.throwIfAborted();
    log.warn({ err: error }, 'words not changed');
  }
}
