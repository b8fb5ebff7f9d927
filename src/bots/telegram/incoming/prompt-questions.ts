import type { ForceReply } from 'grammy/types';
import { cut, sayRich } from '#bots/telegram/rich-text.ts';
import { targetOf } from '#bots/telegram/status-message.ts';
import type { TelegramThread } from '#bots/telegram/telegram-thread.ts';
import type { TelegramMessage } from '#bots/telegram/telegram-update.ts';
import { maxPromptLength } from '#commands/request-options.ts';
import { message as say } from '#core/messages/message.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import { makeBatch } from './make.ts';
import type { Question } from './questions.ts';
import type { Scene } from './scene.ts';
import { tell, tellSentences } from './tell.ts';
import type { Whereabouts } from './whereabouts.ts';

/** Of what stands in the field before something is written, in characters. */
const longestHint = 64;

/** Asks somebody for a prompt, with a message they reply to: replies reach the bot in groups too. */
export async function askForPrompt(
  about: Omit<Question, 'at'>,
  now: string,
  { thread, locale }: { readonly thread: TelegramThread; readonly locale: string },
  scene: Scene,
): Promise<void> {
  const words = cut(sayRich(sentence('chat.askPrompt', { prompt: now }), locale, { longest: 1000 }), 3000);
  const controls: ForceReply = {
    force_reply: true,
    selective: true,
    input_field_placeholder: say('chat.promptHint', locale).slice(0, longestHint),
  };
  const messageId = await tell(thread, words, scene, controls);
  if (messageId !== undefined) await scene.questions.note(thread.chatId, messageId, about);
}

/** Takes words that answer a question of ours. False when they do not. */
export async function onPromptAnswer(message: TelegramMessage, where: Whereabouts, scene: Scene): Promise<boolean> {
  const { text, chat, reply_to_message: repliedTo, message_id: messageId } = message;
  const { userId, thread, person } = where;
  if (text === undefined || userId === undefined) return false;
  const found = await scene.questions.find(chat.id, userId, repliedTo?.message_id);
  if (!found) return false;
  const prompt = text.trim();
  if (prompt === '' || prompt.length > maxPromptLength) {
    await tellSentences(thread, [sentence('option.prompt', { limit: maxPromptLength })], person.locale, scene);
    return true;
  }
  const { question } = found;
  if (question.about === 'batch') {
    await makeBatch('again', { id: question.id, prompt }, where, `${chat.id}:${messageId}`, scene);
  } else {
    const card = await scene.cards.change(question.id, (before) => ({ ...before, prompt }));
    if (card) await scene.cards.show(card.id, scene.signal);
    else await tellSentences(thread, [sentence('card.over')], person.locale, scene);
  }
  await scene.questions.close(chat.id, found.messageId);
  await takeOff(thread, found.messageId, scene);
  return true;
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
