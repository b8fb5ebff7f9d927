import { PlatformError } from '#core/errors.ts';
import { type SentenceRef, say, sentence } from '#core/messages/sentence-ref.ts';
import type { Shown } from './card-table.ts';
import type { Scene } from './scene.ts';
import { tellSentences } from './tell.ts';
import type { Whereabouts } from './whereabouts.ts';

/**
 * Has a card laid or shown, and tells whatever speaks against it. Gives what came of it; undefined when it could not be shown. Throws the signal's
 * reason, what the store throws, and mistakes of ours.
 */
export async function showCard<T extends Shown>(
  work: () => Promise<T>,
  { thread, person: { locale } }: Pick<Whereabouts, 'thread' | 'person'>,
  scene: Scene,
): Promise<T | undefined> {
  try {
    const shown = await work();
    await tellSentences(thread, uselessLogos(shown, locale), locale, scene);
    return shown;
  } catch (error) {
    scene.signal.throwIfAborted();
    if (!(error instanceof PlatformError)) throw error;
    scene.log.warn({ err: error }, 'card not shown');
    await tellSentences(thread, [sentence('chat.unavailable')], locale, scene);
    return undefined;
  }
}

/** Why logos are of no use; of several, which ones. */
function uselessLogos({ useless }: Shown, locale: string): readonly SentenceRef[] {
  return useless.map(({ reason, number, of, source }) =>
    of === 1 ? reason : sentence('chat.line', { number, logo: source.fileName, progress: say(reason, locale) }),
  );
}
