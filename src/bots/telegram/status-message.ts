import type { InlineKeyboardMarkup } from 'grammy/types';
import type { PictureView } from '#core/mockups/messenger.ts';
import { sayWhereItBelongs } from './answer-place.ts';
import { asPhoto } from './outgoing-picture.ts';
import type { RichText } from './rich-text.ts';
import { TelegramError } from './telegram-error.ts';
import type { OutgoingPicture, Target, TelegramMessages } from './telegram-messages.ts';
import { addressOf, type TelegramThread } from './telegram-thread.ts';

/** What the one message of a batch is to be. */
export interface StatusForm {
  readonly words: (thread: TelegramThread, isCaption: boolean) => RichText;
  readonly controls: InlineKeyboardMarkup;
  /** A picture to put into it, and the name it is remembered by; without one, what it has stays. */
  readonly picture?: { readonly name: string; readonly view: PictureView };
}

/**
 * Brings a batch's one message to what it is to be: text becomes a photo when there is a picture, a photo gets another, and one that is gone is
 * replaced. Gives the thread as it became.
 * @throws {TelegramError} when it cannot be brought anywhere
 */
export async function bringStatus(
  given: TelegramThread,
  form: StatusForm,
  messages: TelegramMessages,
  { signal, isFinal }: { readonly signal: AbortSignal; readonly isFinal: boolean },
): Promise<TelegramThread> {
  const outgoing = form.picture ? await asPhoto(form.picture.view, signal) : undefined;
  const { result } = await sayWhereItBelongs(given, (thread) => bring(thread, form, outgoing, messages, signal), {
    isFinal,
  });
  return result;
}

async function bring(
  thread: TelegramThread,
  form: StatusForm,
  outgoing: OutgoingPicture | undefined,
  messages: TelegramMessages,
  signal: AbortSignal,
): Promise<TelegramThread> {
  if (!thread.status) return await sendStatus(thread, form, outgoing, messages, signal);
  try {
    return await editStatus({ ...thread, status: thread.status }, form, outgoing, messages, signal);
  } catch (error) {
    if (!(error instanceof TelegramError) || error.kind !== 'edit-gone') throw error;
    const { status: _, shows: __, ...rest } = thread;
    return await sendStatus(rest, form, outgoing, messages, signal);
  }
}

async function sendStatus(
  thread: TelegramThread,
  { words, controls, picture }: StatusForm,
  outgoing: OutgoingPicture | undefined,
  messages: TelegramMessages,
  signal: AbortSignal,
): Promise<TelegramThread> {
  const address = addressOf(thread);
  if (!outgoing) {
    const { message_id: id } = await messages.sendText(address, { words: words(thread, false), controls }, signal);
    return { ...thread, status: { id, is: 'text' } };
  }
  const send = async (as: 'photo' | 'document'): Promise<TelegramThread> => {
    const form = { words: words(thread, true), controls };
    const { message_id: id } = await messages.sendPicture(address, { ...outgoing, as }, form, signal);
    return { ...thread, status: { id, is: as }, ...(picture ? { shows: picture.name } : {}) };
  };
  return await orAsDocument(outgoing, send);
}

async function editStatus(
  thread: TelegramThread & Required<Pick<TelegramThread, 'status'>>,
  { words, controls, picture }: StatusForm,
  outgoing: OutgoingPicture | undefined,
  messages: TelegramMessages,
  signal: AbortSignal,
): Promise<TelegramThread> {
  const target = targetOf(thread, thread.status.id);
  const editWords = async (place: typeof thread, is: (typeof thread)['status']['is']): Promise<typeof thread> => {
    const form = { words: words(place, is !== 'text'), controls };
    await (is === 'text' ? messages.editText(target, form, signal) : messages.editCaption(target, form, signal));
    return { ...place, status: { ...place.status, is } };
  };
  if (!outgoing) {
    const { is } = thread.status;
    try {
      return await editWords(thread, is);
    } catch (error) {
      if (!(error instanceof TelegramError) || error.kind !== 'edit-other-kind') throw error;
      // A stop came between the picture and the note that it is there.
      return await editWords(thread, is === 'text' ? 'photo' : 'text');
    }
  }
  return await orAsDocument(outgoing, async (as) => {
    await messages.editPicture(target, { ...outgoing, as }, { words: words(thread, true), controls }, signal);
    return { ...thread, status: { id: target.messageId, is: as }, ...(picture ? { shows: picture.name } : {}) };
  });
}

/** Where a photo is refused, the same picture as a document: some chats take the one and not the other. */
export async function orAsDocument<T>(
  { as }: OutgoingPicture,
  send: (as: 'photo' | 'document') => Promise<T>,
): Promise<T> {
  try {
    return await send(as);
  } catch (error) {
    const mayHelp = error instanceof TelegramError && (error.kind === 'bad-photo' || error.kind === 'no-rights');
    if (as === 'document' || !mayHelp) throw error;
    return await send('document');
  }
}

/** A message of ours in a thread's chat. */
export function targetOf({ chatId, businessId }: TelegramThread, messageId: number): Target {
  return { chatId, messageId, ...(businessId === undefined ? {} : { businessId }) };
}
