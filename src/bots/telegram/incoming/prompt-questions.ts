import type { ForceReply } from 'grammy/types';
import type { Rest } from '#bots/telegram/inbox.ts';
import { calling, cut, joined, plain, type RichText, sayRich } from '#bots/telegram/rich-text.ts';
import { targetOf } from '#bots/telegram/status-message.ts';
import type { TelegramThread } from '#bots/telegram/telegram-thread.ts';
import type { TelegramMessage } from '#bots/telegram/telegram-update.ts';
import { maxPromptLength } from '#commands/request-options.ts';
import { message as say } from '#core/messages/message.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import { makeBatch } from './make.ts';
import type { Pressed } from './on-press.ts';
import type { AskedQuestion, Question } from './questions.ts';
import type { Scene } from './scene.ts';
import { showCard } from './show-card.ts';
import { tell, tellSentences } from './tell.ts';
import { eventKeyOf, type Whereabouts } from './whereabouts.ts';

/** Of what stands in the field before something is written, in characters. */
const longestHint = 64;

/** What a prompt is asked for. */
export interface PromptSubject {
  readonly about: Question['about'];
  readonly id: string;
  /** Whose it is. */
  readonly ownerId: string;
  /** As it is. */
  readonly prompt: string;
}

/** Asks whoever pressed a button for a prompt, with a message they reply to: replies reach the bot in groups too. */
export async function askForPrompt(
  { about, id, ownerId, prompt: now }: PromptSubject,
  { where, userId }: Pick<Pressed, 'where' | 'userId'>,
  scene: Scene,
): Promise<void> {
  const { thread, person, isPrivate } = where;
  const isOwn = ownerId === person.id;
  const question = sayRich(sentence('chat.askPrompt', { prompt: now }), person.locale, { longest: 1000 });
  // A selective question opens the field of those who are named in it: what it replies to was written by the bot. Who hides behind a chat is
  // not named.
  const called = isPrivate || !isOwn ? [] : [calling(thread.userName ?? '', userId), plain(' ')];
  const words: RichText = cut(joined([...called, question]), 3000);
  const controls: ForceReply = {
    force_reply: true,
    selective: true,
    input_field_placeholder: say('chat.promptHint', person.locale).slice(0, longestHint),
  };
  const messageId = await tell(thread, words, scene, controls);
  if (messageId === undefined) return;
  await scene.questions.note(where, messageId, { userId, about, id, ...(isOwn ? {} : { actsFor: ownerId }) });
}

/** The question of ours that a message answers, if it does. What was forwarded is somebody else's words. */
export async function questionOf(
  message: TelegramMessage,
  where: Whereabouts,
  { questions }: Scene,
): Promise<AskedQuestion | undefined> {
  const { text, forward_origin: origin, reply_to_message: repliedTo } = message;
  if (text === undefined || origin !== undefined) return undefined;
  return await questions.find(where, repliedTo?.message_id);
}

/** Takes words that answer a question of ours. */
export async function onPromptAnswer(
  question: AskedQuestion,
  message: TelegramMessage,
  where: Whereabouts,
  scene: Scene,
): Promise<Rest> {
  const { thread, person } = where;
  const prompt = message.text?.trim() ?? '';
  if (prompt === '' || prompt.length > maxPromptLength) {
    await tellSentences(thread, [sentence('option.prompt', { limit: maxPromptLength })], person.locale, scene);
    return undefined;
  }
  const rest = await use(prompt, question, message, where, scene);
  await scene.questions.close(question);
  await takeOff(thread, question.messageId, scene);
  return rest;
}

async function use(
  prompt: string,
  { about, id }: AskedQuestion,
  message: TelegramMessage,
  where: Whereabouts,
  scene: Scene,
): Promise<Rest> {
  const { thread, person } = where;
  if (about === 'batch') {
    await makeBatch('again', { id, prompt }, where, eventKeyOf(message), scene);
    return undefined;
  }
  const card = await scene.cards.change(id, (before) => ({ ...before, prompt }));
  if (!card) {
    await tellSentences(thread, [sentence('card.over')], person.locale, scene);
    return undefined;
  }
  return { rest: showCard(() => scene.cards.show(id, scene.signal), where, scene) };
}

/** The question has its answer: it need not stand there any more. */
async function takeOff(thread: TelegramThread, messageId: number, { messages, log, signal }: Scene): Promise<void> {
  try {
    await messages.delete(targetOf(thread, messageId), signal);
  } catch (error) {
    signal.throwIfAborted();
    log.debug({ err: error }, 'question left there');
  }
}
