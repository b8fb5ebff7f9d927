import { sayWhereItBelongs } from '#bots/telegram/answer-place.ts';
import { cut, joined, longestText, type RichText, sayRich } from '#bots/telegram/rich-text.ts';
import type { MessageForm } from '#bots/telegram/telegram-messages.ts';
import { addressOf, type TelegramThread } from '#bots/telegram/telegram-thread.ts';
import type { SentenceRef } from '#core/messages/sentence-ref.ts';
import { retry } from '#core/retry.ts';
import { patience } from './patience.ts';
import type { Scene } from './scene.ts';

/** Sentences as one text, as far as it fits. */
export function wordsOf(sentences: readonly SentenceRef[], locale: string): RichText {
  const all = sentences.map((each) => sayRich(each, locale));
  return cut(joined(all, '\n'), longestText);
}

/** Says something where it was asked. Gives the message's number; undefined when it cannot be said. Does not throw, save the signal's reason. */
export async function tell(
  thread: TelegramThread,
  words: RichText,
  { messages, log, signal }: Pick<Scene, 'messages' | 'log' | 'signal'>,
  controls?: MessageForm['controls'],
): Promise<number | undefined> {
  if (words.text === '') return undefined;
  const form = { words, ...(controls ? { controls } : {}) };
  try {
    const { result } = await sayWhereItBelongs(
      thread,
      (place) => retry(() => messages.sendText(addressOf(place), form, signal), { ...patience, signal }),
      { isFinal: true },
    );
    return result.message_id;
  } catch (error) {
    signal.throwIfAborted();
    log.warn({ err: error }, 'person not told');
    return undefined;
  }
}

/** As `tell`, for sentences. */
export async function tellSentences(
  thread: TelegramThread,
  sentences: readonly SentenceRef[],
  locale: string,
  scene: Pick<Scene, 'messages' | 'log' | 'signal'>,
  controls?: MessageForm['controls'],
): Promise<void> {
  await tell(thread, wordsOf(sentences, locale), scene, controls);
}
