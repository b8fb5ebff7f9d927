import { createReference } from '#core/errors.ts';
import type { Logger } from '#core/log.ts';
import type { Bot, Desk } from './bot.ts';

/** A chat platform that will not have us, in a sentence for the operator. */
export class PlatformRefusal extends Error {
  override readonly name = 'PlatformRefusal';
}

/**
 * Connects every chat platform and keeps them going side by side: one that refuses stays off, and the others live.
 * Resolves when the signal aborts, or with the sentences of all when none is left. Without any platform it waits for the signal.
 */
export async function connectBots(
  bots: readonly Bot[],
  desk: Desk,
  options: { readonly log: Logger; readonly say: (sentence: string) => void; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const { log, say, signal } = options;
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const runs = bots.map(async (bot): Promise<string> => {
    try {
      await bot.start(desk, signal);
      return `${bot.platform} ended.`;
    } catch (error) {
      if (signal.aborted) return '';
      if (error instanceof PlatformRefusal) {
        say(error.message);
        return error.message;
      }
      const reference = createReference();
      log.error({ err: error, reference, platform: bot.platform }, 'chat platform stopped by our fault');
      const sentence = `Something went wrong with ${bot.platform} on our side. The log has more under reference ${reference}.`;
      say(sentence);
      return sentence;
    }
  });
  const allEnded = runs.length > 0 ? Promise.all(runs) : new Promise<never>(() => {});
  const sentences = await Promise.race([stopped.then(() => []), allEnded]);
  // At a stop they all end too, and that is nobody's refusal.
  return signal.aborted ? [] : sentences;
}
