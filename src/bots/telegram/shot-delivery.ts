import type { BatchView, DeliverOptions, Part } from '#core/mockups/messenger.ts';
import { type Placed, sayWhereItBelongs } from './answer-place.ts';
import { callOf, captionOf } from './answer-text.ts';
import { asPhoto } from './outgoing-picture.ts';
import { cut, joined, longestCaption, plain, type RichText, sayRich } from './rich-text.ts';
import { orAsDocument } from './status-message.ts';
import { TelegramError } from './telegram-error.ts';
import type { OutgoingPicture, TelegramMessages } from './telegram-messages.ts';
import { addressOf, type TelegramThread, threadOf } from './telegram-thread.ts';

/** Pictures of one kind in an album. */
const mostOfAlbum = 10;
/** A request takes 50 MB with everything in it. */
const mostRequestBytes = 45_000_000;

interface Ready {
  readonly part: Part;
  readonly picture: OutgoingPicture;
}

/**
 * Sends shots as albums of at most ten, in the order given; one that is left alone, as a message of its own. Each album is one request: it is
 * there as a whole, or not at all.
 */
export async function sendAlbums(
  given: TelegramThread,
  parts: readonly Part[],
  messages: TelegramMessages,
  { signal, sent, onSent, view }: DeliverOptions,
): Promise<TelegramThread> {
  let thread = given;
  let waiting = parts.filter(({ key }) => !sent.has(key));
  /** So many go one by one. */
  let separate = 0;
  while (waiting.length > 0) {
    signal.throwIfAborted();
    const together = await nextAlbum(waiting, separate > 0 ? 1 : mostOfAlbum, signal);
    const sendTo = (place: TelegramThread): Promise<readonly number[]> =>
      send(place, together, wordsOf(together, place, view), messages, signal);
    try {
      const placed = await sayWhereItBelongs(thread, sendTo, { isFinal: true });
      ({ thread } = placed);
      await noteSent(together, placed, onSent);
    } catch (error) {
      // One picture that Telegram does not like must not take its album along.
      if (together.length === 1 || !isOfOnePicture(error)) throw error;
      separate = together.length;
      continue;
    }
    waiting = waiting.slice(together.length);
    separate--;
  }
  return thread;
}

/** Of all that has left, also when it cannot be written down: whoever keeps it in mind does not send it again. */
async function noteSent(
  album: readonly Ready[],
  { thread, result: ids }: Placed<readonly number[]>,
  onSent: DeliverOptions['onSent'],
): Promise<void> {
  const failures: unknown[] = [];
  for (const [index, { part }] of album.entries()) {
    const id = ids[index] ?? ids[0];
    await onSent(part.key, [String(id), String(thread.chatId)], threadOf(thread)).catch((error: unknown) => {
      failures.push(error);
    });
  }
  if (failures.length > 0) throw failures[0];
}

/** The next pictures of one kind, as many as one request takes. */
async function nextAlbum(waiting: readonly Part[], most: number, signal: AbortSignal): Promise<readonly Ready[]> {
  const album: Ready[] = [];
  let bytes = 0;
  for (const part of waiting.slice(0, most)) {
    const picture = await asPhoto(part.picture, signal);
    bytes += picture.bytes.byteLength;
    const [first] = album;
    if (first && (first.picture.as !== picture.as || bytes > mostRequestBytes)) break;
    album.push({ part, picture });
  }
  return album;
}

async function send(
  thread: TelegramThread,
  album: readonly Ready[],
  words: readonly RichText[],
  messages: TelegramMessages,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const [only] = album;
  const address = addressOf(thread);
  if (only && album.length === 1) {
    const form = { words: words[0] ?? plain('') };
    return await orAsDocument(only.picture, async (as) => {
      return [(await messages.sendPicture(address, { ...only.picture, as }, form, signal)).message_id];
    });
  }
  const sendAll = async (as: 'photo' | 'document'): Promise<readonly number[]> => {
    const pictures = album.map(({ picture }, index) => ({
      picture: { ...picture, as },
      words: words[index] ?? plain(''),
    }));
    return (await messages.sendAlbum(address, pictures, signal)).map(({ message_id: id }) => id);
  };
  if (!only) return [];
  try {
    return await sendAll(only.picture.as);
  } catch (error) {
    // Where photos are not taken, files may be.
    if (only.picture.as === 'document' || !(error instanceof TelegramError) || error.kind !== 'no-rights') throw error;
    return await sendAll('document');
  }
}

/**
 * What stands under each picture. What all have in common stands under the first alone: then Telegram shows it under the album. In a place
 * other than where it was asked for, the person is named.
 */
function wordsOf(album: readonly Ready[], thread: TelegramThread, { locale, mockups }: BatchView): readonly RichText[] {
  const own = album.map(({ part }) => captionOf(part.mockup, locale));
  const wishes = new Set(album.map(({ part: { mockup } }) => `${mockup.request.prompt} ${mockup.request.size}`));
  const notes = new Map(album.flatMap(({ part }) => part.mockup.notes).map((note) => [note.key, note]));
  const first = joined(
    [...callOf(thread, locale), ...own.slice(0, 1), ...[...notes.values()].map((note) => sayRich(note, locale))],
    '\n',
  );
  return (wishes.size === 1 || mockups.length === 1 ? [first] : [first, ...own.slice(1)]).map((words) =>
    cut(words, longestCaption),
  );
}

function isOfOnePicture(error: unknown): boolean {
  return error instanceof TelegramError && (error.kind === 'bad-photo' || error.reason === 'too-big');
}
