import { addressOf, type TelegramThread, threadOf } from '#bots/telegram/telegram-thread.ts';
import type { SentenceRef } from '#core/messages/sentence-ref.ts';
import type { Scene } from './scene.ts';
import { tellSentences } from './tell.ts';
import { askerOf, type Whereabouts } from './whereabouts.ts';

/**
 * Asks for a batch whose answer belongs to where it was asked for. What speaks against it is told there, unless `onRefusal` does. Gives the
 * batch's id.
 */
export async function makeBatch(
  command: 'mockup' | 'again',
  options: Readonly<Record<string, unknown>>,
  where: Whereabouts,
  eventKey: string,
  { desk, ...scene }: Scene,
): Promise<string | undefined> {
  const { thread, person } = where;
  showActivity(thread, scene);
  const reply = async (sentences: readonly SentenceRef[]): Promise<void> => {
    await tellSentences(thread, sentences, person.locale, scene);
  };
  const asked = await desk.ask(command, options, { ...askerOf(where), thread: threadOf(thread), eventKey, reply });
  if (asked.kind === 'done') return asked.batchId;
  await reply([asked.reason]);
  return undefined;
}

/** Says at once that something is on its way. Nobody waits for it, and no failure of it hurts. */
export function showActivity(thread: TelegramThread, { messages, log, signal }: Omit<Scene, 'desk'>): void {
  if (thread.kind === 'channel') return;
  messages.showActivity(addressOf(thread), signal).catch((error: unknown) => {
    if (!signal.aborted) log.debug({ err: error }, 'activity not shown');
  });
}
