import { TelegramError } from '#bots/telegram/telegram-error.ts';
import { retry } from '#core/retry.ts';
import { patience } from './patience.ts';
import type { Scene } from './scene.ts';

/**
 * Changes a message of ours that somebody looks at. False when it cannot be changed: it was taken away, or Telegram does not answer. Does not
 * throw, save the signal's reason and mistakes of ours.
 */
export async function editPatiently(
  edit: (messages: Scene['messages'], signal: AbortSignal) => Promise<void>,
  { messages, log, signal }: Pick<Scene, 'messages' | 'log' | 'signal'>,
): Promise<boolean> {
  try {
    await retry(() => edit(messages, signal), { ...patience, signal });
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof TelegramError)) throw error;
    log.warn({ err: error }, 'message not changed');
    return false;
  }
}
