import type { InlineKeyboardMarkup } from 'grammy/types';
import type { Seen } from '#bots/bot.ts';
import { answerControls, sizeControls } from '#bots/telegram/answer-controls.ts';
import type { Rest } from '#bots/telegram/inbox.ts';
import type { Action } from '#bots/telegram/press-data.ts';
import { targetOf } from '#bots/telegram/status-message.ts';
import { TelegramThread, threadOf } from '#bots/telegram/telegram-thread.ts';
import { UserError } from '#core/errors.ts';
import { sentence, sentenceOf } from '#core/messages/sentence-ref.ts';
import { editPatiently } from './edit-patiently.ts';
import { makeBatch } from './make.ts';
import type { Pressed } from './on-press.ts';
import { sendOriginals } from './original-files.ts';
import { actsFor } from './ownership.ts';
import { askForPrompt } from './prompt-questions.ts';
import type { Scene } from './scene.ts';
import { takeAway } from './take-away.ts';
import { tellSentences } from './tell.ts';
import { askerOf, type Whereabouts } from './whereabouts.ts';

/** What anybody who sees an answer may do: it makes something of one's own, or shows what is there. */
const everybody: readonly Action[] = ['again', 'files', 'fetch'];
/** What admins of a group may do to everybody's. */
const admins: readonly Action[] = ['delete', 'cancel'];

/** A button under an answer was pressed. */
export async function onAnswerPress(pressed: Pressed, scene: Scene): Promise<Rest> {
  const { read, where, answer } = pressed;
  const seen = await find(where, read.id, scene);
  if (!seen) {
    await answer.give('chat.gone');
    return undefined;
  }
  if (!everybody.includes(read.action) && !(await mayDecide(pressed, seen, scene))) {
    await answer.give('chat.notYours');
    return undefined;
  }
  await answer.give();
  try {
    return await carryOut(pressed, seen, scene);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await tellSentences(where.thread, [sentenceOf(error)], where.person.locale, scene);
    return undefined;
  }
}

async function find(where: Whereabouts, batchId: string, { desk }: Scene): Promise<Seen | undefined> {
  try {
    return await desk.find(askerOf(where), batchId);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What somebody may do who did not ask for it. */
async function mayDecide({ read, userId, where }: Pressed, { batch, isOwn }: Seen, scene: Scene): Promise<boolean> {
  if (isOwn || (await actsFor(batch.person.id, where, scene))) return true;
  const isForAdmins = admins.includes(read.action) && !where.isPrivate;
  return isForAdmins && (await scene.admins.has(where.thread.chatId, userId, scene.signal));
}

async function carryOut(pressed: Pressed, seen: Seen, scene: Scene): Promise<Rest> {
  const { read, press, userId, messageId, where } = pressed;
  const { desk } = scene;
  const { batch, view } = seen;
  const { locale } = where.person;
  const place = { ...where, thread: withTopicOf(batch.thread.data, where.thread) };
  const showControls = async (controls: InlineKeyboardMarkup): Promise<void> => {
    const target = targetOf(where.thread, messageId);
    await editPatiently((messages, stop) => messages.editControls(target, controls, stop), scene);
  };
  const eventKey = `press:${press.id}`;
  switch (read.action) {
    case 'again':
      await makeBatch('again', { id: batch.id }, place, eventKey, scene);
      return undefined;
    case 'sized':
      await makeBatch('again', { id: batch.id, size: Number(read.value) }, place, eventKey, scene);
      await showControls(answerControls(view));
      return undefined;
    case 'size':
      await showControls(sizeControls(view));
      return undefined;
    case 'back':
      await showControls(answerControls(view));
      return undefined;
    case 'edit': {
      const now = batch.mockups[0]?.request.prompt ?? '';
      const subject = { about: 'batch', id: batch.id, ownerId: batch.person.id, prompt: now } as const;
      await askForPrompt(subject, { where: place, userId }, scene);
      return undefined;
    }
    case 'files':
      return { rest: sendOriginals(view, place.thread, scene) };
    case 'delete':
      if (!(await takeAway(seen, messageId, scene))) {
        await tellSentences(place.thread, [sentence('chat.deleteRefused')], locale, scene);
      }
      return undefined;
    case 'cancel':
    case 'drop':
      await desk.stop(batch.id);
      return undefined;
    case 'look':
      await desk.decide(batch.id, 'look');
      return undefined;
    case 'remake':
      await desk.decide(batch.id, 'again');
      return undefined;
    case 'fetch':
      await desk.redirect(batch.id, threadOf({ ...place.thread, ...statusOf(batch.thread.data, pressed) }));
      return undefined;
    default:
      return undefined;
  }
}

/** A press on an old message does not tell which topic that is in; what was asked for there does. */
function withTopicOf(batchThread: unknown, thread: TelegramThread): TelegramThread {
  const known = TelegramThread.safeParse(batchThread);
  const isSame = known.success && known.data.chatId === thread.chatId && thread.topicId === undefined;
  return isSame && known.data.topicId !== undefined ? { ...thread, topicId: known.data.topicId } : thread;
}

/** The message that the button is under, as the batch's one message. */
function statusOf(batchThread: unknown, { press, messageId }: Pressed): Pick<TelegramThread, 'status' | 'shows'> {
  const { status, shows } = TelegramThread.safeParse(batchThread).data ?? {};
  if (status?.id === messageId) return { status, ...(shows === undefined ? {} : { shows }) };
  const { photo, document } = press.message ?? {};
  return { status: { id: messageId, is: photo ? 'photo' : document ? 'document' : 'text' } };
}
