import { isAdmitted } from '#bots/telegram/admission.ts';
import type { Rest } from '#bots/telegram/inbox.ts';
import { type Action, type Press, readPress } from '#bots/telegram/press-data.ts';
import { targetOf } from '#bots/telegram/status-message.ts';
import type { TelegramPress } from '#bots/telegram/telegram-update.ts';
import type { SentenceRef } from '#core/messages/sentence-ref.ts';
import { editPatiently } from './edit-patiently.ts';
import { historyControls } from './history-controls.ts';
import { onAnswerPress } from './on-answer-press.ts';
import { onCardPress } from './on-card-press.ts';
import { ask } from './on-command.ts';
import { onSettingsPress } from './on-settings-press.ts';
import { actsFor } from './ownership.ts';
import { PressAnswer } from './press-answer.ts';
import type { Scene } from './scene.ts';
import { wordsOf } from './tell.ts';
import { chatIdsOf, type Whereabouts, whereaboutsOfPress } from './whereabouts.ts';

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
  if (!isAdmitted({ ...chatIdsOf(where), isPrivate, userId }, scene.allowed)) {
    await answer.give('chat.notAllowed');
    return undefined;
  }
  // Whoever reads a channel sees its buttons, and may not write there.
  if (where.thread.kind === 'channel' && !(await scene.admins.has(message.chat.id, from.id, scene.signal))) {
    await answer.give('chat.adminsOnly');
    return undefined;
  }
  try {
    return await once({ press, read, messageId: message.message_id, where, userId: from.id, answer }, scene);
  } finally {
    // A second press that counts as the first, and one that broke, want an answer all the same.
    await answer.give();
  }
}

/** Buttons that make, send or ask something do so once, however nervous the finger; all others may go back and forth. */
const guarded: readonly Action[] = [
  'again',
  'sized',
  'edit',
  'files',
  'delete',
  'cancel',
  'fetch',
  'look',
  'remake',
  'drop',
  'prompt',
  'make',
  'forget',
];

async function once(pressed: Pressed, scene: Scene): Promise<Rest> {
  const { press, read, messageId, where, userId } = pressed;
  if (!guarded.includes(read.action)) return await carryOut(pressed, scene);
  let isFirst = false;
  const outcome = await scene.presses.press(String(userId), `${where.thread.chatId} ${messageId} ${press.data}`, () => {
    isFirst = true;
    return carryOut(pressed, scene);
  });
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

/** A history shows what its owner asked for: nobody else turns its pages. */
async function turnPage(pressed: Pressed, scene: Scene): Promise<Rest> {
  const { read, answer } = pressed;
  const where = await asOwner(read.value, pressed, scene);
  if (!where) return undefined;
  await answer.give();
  await edit(pressed, where, await ask('history', { page: Number(read.id) }, where, scene), scene);
  return undefined;
}

/** Whoever asked to be forgotten says it once more. */
async function forget(pressed: Pressed, scene: Scene): Promise<Rest> {
  const { read, answer, userId } = pressed;
  const where = await asOwner(read.id, pressed, scene);
  if (!where) return undefined;
  await answer.give();
  await scene.cards.forget(where.person.id);
  await scene.questions.forget(userId);
  await edit(pressed, where, await ask('forget', {}, where, scene), scene);
  return undefined;
}

/** Where something was pressed, as seen by the person the words are about; undefined, and said so, for anybody else. */
async function asOwner(
  ownerId: string | undefined,
  { where, answer }: Pressed,
  scene: Scene,
): Promise<Whereabouts | undefined> {
  if (ownerId !== undefined && (await actsFor(ownerId, where, scene))) {
    return { ...where, person: { ...where.person, id: ownerId } };
  }
  await answer.give('chat.othersButton');
  return undefined;
}

async function edit(
  { messageId }: Pressed,
  { thread, person }: Whereabouts,
  sentences: readonly SentenceRef[],
  scene: Scene,
): Promise<void> {
  const controls = historyControls(sentences, person);
  const form = { words: wordsOf(sentences, person.locale), ...(controls ? { controls } : {}) };
  await editPatiently((messages, stop) => messages.editText(targetOf(thread, messageId), form, stop), scene);
}
