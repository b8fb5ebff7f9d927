import { sayWhereItBelongs } from '#bots/telegram/answer-place.ts';
import { asDocument, maxDocumentBytes } from '#bots/telegram/outgoing-picture.ts';
import { plain } from '#bots/telegram/rich-text.ts';
import { addressOf, type TelegramThread } from '#bots/telegram/telegram-thread.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import type { BatchView, PictureView } from '#core/mockups/messenger.ts';
import { retry } from '#core/retry.ts';
import { patience } from './patience.ts';
import type { Scene } from './scene.ts';
import { tellSentences } from './tell.ts';

const mostOfAlbum = 10;
/** A request takes 50 MB with everything in it. */
const mostRequestBytes = 45_000_000;
/** Sends the files as they were made, as documents: those are not encoded anew. Says what cannot be sent. */
export async function sendOriginals(view: BatchView, thread: TelegramThread, scene: Scene): Promise<void> {
  const { messages, log, signal } = scene;
  const all = view.mockups.flatMap(({ shots }) => shots);
  const fitting = all.filter(({ bytes }) => bytes <= maxDocumentBytes);
  let waiting: readonly PictureView[] = fitting;
  try {
    while (waiting.length > 0) {
      const together = firstRequest(waiting);
      await send(together, thread, { messages, signal });
      waiting = waiting.slice(together.length);
    }
  } catch (error) {
    signal.throwIfAborted();
    log.warn({ err: error }, 'original files not sent');
  }
  const tooLarge = all.length - fitting.length;
  const sentences = [
    ...(all.length === 0 ? [sentence('chat.gone')] : []),
    ...(tooLarge > 0 ? [sentence('chat.originalsTooLarge', { count: tooLarge })] : []),
    ...(waiting.length > 0 ? [sentence('chat.originalsFailed', { count: waiting.length })] : []),
  ];
  await tellSentences(thread, sentences, view.locale, scene);
}

async function send(
  pictures: readonly PictureView[],
  thread: TelegramThread,
  { messages, signal }: Pick<Scene, 'messages' | 'signal'>,
): Promise<void> {
  const files = await Promise.all(pictures.map(asDocument));
  const [only] = files;
  await sayWhereItBelongs(
    thread,
    (place) =>
      retry(
        async () => {
          if (only && files.length === 1) {
            await messages.sendPicture(addressOf(place), only, { words: plain('') }, signal);
          } else {
            const album = files.map((picture) => ({ picture, words: plain('') }));
            await messages.sendAlbum(addressOf(place), album, signal);
          }
        },
        { ...patience, signal },
      ),
    { isFinal: true },
  );
}

/** As many as one request takes, at least one. */
function firstRequest(waiting: readonly PictureView[]): readonly PictureView[] {
  let bytes = 0;
  const tooMany = waiting.slice(0, mostOfAlbum).findIndex((picture) => {
    bytes += picture.bytes;
    return bytes > mostRequestBytes;
  });
  return waiting.slice(0, tooMany === -1 ? mostOfAlbum : Math.max(1, tooMany));
}
