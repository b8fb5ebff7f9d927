import { type Api, InputFile } from 'grammy';
import type { ForceReply, InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto, Message } from 'grammy/types';
import { Deadline } from '#core/fetch.ts';
import { unlessAborted } from '#core/unless-aborted.ts';
import type { CallPace } from './call-pace.ts';
import { type GrammySignal, grammySignal } from './grammy-signal.ts';
import { cut, plain, type RichText } from './rich-text.ts';
import { TelegramError, toTelegramError } from './telegram-error.ts';
import type { Address } from './telegram-thread.ts';

/** A call without and one with pictures, in ms; how long either waits for its turn does not count. */
const [callMs, uploadMs] = [30_000, 120_000];
const noPreview = { is_disabled: true } as const;

/** A picture on its way to Telegram. */
export interface OutgoingPicture {
  readonly bytes: Buffer;
  readonly fileName: string;
  /** A document keeps its bytes; a photo is shown, and encoded anew. */
  readonly as: 'photo' | 'document';
}

/** A message of ours that is there. */
export interface Target {
  readonly chatId: number;
  readonly messageId: number;
  readonly businessId?: string | undefined;
}

export interface MessageForm {
  readonly words: RichText;
  readonly controls?: InlineKeyboardMarkup | ForceReply;
}

interface Turn {
  readonly chatId: number;
  readonly messages?: number;
  readonly ms?: number;
}

/**
 * Messages of the bot: each call is one attempt, made when it is its turn. What comes of it is a `TelegramError`; an edit that would change
 * nothing counts as made.
 */
export class TelegramMessages {
  readonly #api: Api;
  readonly #pace: CallPace;

  constructor(api: Api, pace: CallPace) {
    this.#api = api;
    this.#pace = pace;
  }

  /** How long so many messages to a chat would wait for their turn, in ms. */
  waitMs(chatId: number, messages: number): number {
    return this.#pace.waitMs(chatId, messages);
  }

  async sendText(address: Address, { words, controls }: MessageForm, signal: AbortSignal): Promise<Message> {
    const form = { ...address, ...wordsOf(words, 'text'), ...markup(controls), link_preview_options: noPreview };
    return await this.#call({ chatId: address.chat_id }, signal, (stop) => this.#api.raw.sendMessage(form, stop));
  }

  async sendPicture(
    address: Address,
    picture: OutgoingPicture,
    { words, controls }: MessageForm,
    signal: AbortSignal,
  ): Promise<Message> {
    const form = { ...address, ...wordsOf(words, 'caption'), ...markup(controls) };
    const file = inputFile(picture);
    return await this.#call<Message>({ chatId: address.chat_id, ms: uploadMs }, signal, (stop) =>
      picture.as === 'photo'
        ? this.#api.raw.sendPhoto({ ...form, photo: file }, stop)
        : this.#api.raw.sendDocument({ ...form, document: file, disable_content_type_detection: true }, stop),
    );
  }

  /** 2 to 10 pictures of one kind in one message of many; words may stand under each. */
  async sendAlbum(
    address: Address,
    pictures: readonly { readonly picture: OutgoingPicture; readonly words: RichText }[],
    signal: AbortSignal,
  ): Promise<readonly Message[]> {
    const media = pictures.map(({ picture, words }) => inputMedia(picture, words));
    const turn = { chatId: address.chat_id, messages: media.length, ms: uploadMs };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all of one kind, which the library's type cannot say of a list
    const form = { ...address, media: media as InputMediaPhoto[] };
    return await this.#call(turn, signal, (stop) => this.#api.raw.sendMediaGroup(form, stop));
  }

  async editText(target: Target, { words, controls }: MessageForm, signal: AbortSignal): Promise<void> {
    const form = {
      ...addressOf(target),
      ...wordsOf(words, 'text'),
      ...inline(controls),
      link_preview_options: noPreview,
    };
    await this.#edit(target, signal, (stop) => this.#api.raw.editMessageText(form, stop));
  }

  async editCaption(target: Target, { words, controls }: MessageForm, signal: AbortSignal): Promise<void> {
    const form = { ...addressOf(target), ...wordsOf(words, 'caption'), ...inline(controls) };
    await this.#edit(target, signal, (stop) => this.#api.raw.editMessageCaption(form, stop));
  }

  /** Puts a picture in place of whatever the message was. */
  async editPicture(
    target: Target,
    picture: OutgoingPicture,
    { words, controls }: MessageForm,
    signal: AbortSignal,
  ): Promise<void> {
    const form = { ...addressOf(target), media: inputMedia(picture, words), ...inline(controls) };
    await this.#edit(target, signal, (stop) => this.#api.raw.editMessageMedia(form, stop), uploadMs);
  }

  /** The buttons alone; none without any. */
  async editControls(target: Target, controls: InlineKeyboardMarkup | undefined, signal: AbortSignal): Promise<void> {
    const form = { ...addressOf(target), ...inline(controls) };
    await this.#edit(target, signal, (stop) => this.#api.raw.editMessageReplyMarkup(form, stop));
  }

  async delete({ chatId, messageId }: Target, signal: AbortSignal): Promise<void> {
    const form = { chat_id: chatId, message_id: messageId };
    await this.#call({ chatId, messages: 0 }, signal, (stop) => this.#api.raw.deleteMessage(form, stop));
  }

  /** Ends the waiting of whoever pressed; with words in a window of their own where `isAlert`. At most 200 characters. */
  async answerPress(pressId: string, text: string | undefined, signal: AbortSignal): Promise<void> {
    const form = {
      callback_query_id: pressId,
      ...(text === undefined ? {} : { text: cut(plain(text), 200).text, show_alert: true }),
    };
    await this.#attempt(undefined, callMs, signal, (stop) => this.#api.raw.answerCallbackQuery(form, stop));
  }

  /** Says for a few seconds that something is on its way. Not in channels. */
  async showActivity(address: Address, signal: AbortSignal): Promise<void> {
    const { reply_parameters: _, direct_messages_topic_id: __, ...where } = address;
    const form = { ...where, action: 'upload_photo' } as const;
    await this.#attempt(address.chat_id, callMs, signal, (stop) => this.#api.raw.sendChatAction(form, stop));
  }

  async #edit(
    { chatId }: Target,
    signal: AbortSignal,
    work: (stop: GrammySignal) => Promise<unknown>,
    ms?: number,
  ): Promise<void> {
    try {
      await this.#call({ chatId, ...(ms === undefined ? {} : { ms }) }, signal, work);
    } catch (error) {
      if (!(error instanceof TelegramError) || error.kind !== 'not-modified') throw error;
    }
  }

  async #call<T>(
    { chatId, messages = 1, ms = callMs }: Turn,
    signal: AbortSignal,
    work: (stop: GrammySignal) => Promise<T>,
  ): Promise<T> {
    if (messages > 0) await this.#pace.turn(chatId, messages, signal);
    return await this.#attempt(chatId, ms, signal, work);
  }

  async #attempt<T>(
    chatId: number | undefined,
    ms: number,
    signal: AbortSignal,
    work: (stop: GrammySignal) => Promise<T>,
  ): Promise<T> {
    using deadline = new Deadline(signal, ms);
    try {
      return await unlessAborted(work(grammySignal(deadline.signal)), deadline.signal);
    } catch (error) {
      signal.throwIfAborted();
      const mapped = toTelegramError(error);
      if (mapped instanceof TelegramError && mapped.retryAfterMs !== undefined && chatId !== undefined) {
        this.#pace.hold(chatId, mapped.retryAfterMs);
      }
      throw mapped;
    }
  }
}

/** The library writes names as they are into a form's head: of what people called a file, only plain signs are left. */
function inputFile({ bytes, fileName }: OutgoingPicture): InputFile {
  return new InputFile(bytes, fileName.replaceAll(/[^\w.-]+/g, '-'));
}

function inputMedia(picture: OutgoingPicture, { text, entities }: RichText): InputMediaPhoto | InputMediaDocument {
  const words = { caption: text, caption_entities: [...entities] };
  const media = inputFile(picture);
  return picture.as === 'photo'
    ? { type: 'photo', media, ...words }
    : { type: 'document', media, disable_content_type_detection: true, ...words };
}

function wordsOf<Name extends 'text' | 'caption'>(
  { text, entities }: RichText,
  name: Name,
): Record<Name, string> & {
  entities?: RichText['entities'][number][];
  caption_entities?: RichText['entities'][number][];
} {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed key loses its name in types
  const words = { [name]: text } as Record<Name, string>;
  return { ...words, [name === 'text' ? 'entities' : 'caption_entities']: [...entities] };
}

function markup(controls: MessageForm['controls']): { reply_markup?: InlineKeyboardMarkup | ForceReply } {
  return controls ? { reply_markup: controls } : {};
}

/** Edits take buttons alone; without any, those that were there go. */
function inline(controls: MessageForm['controls']): { reply_markup: InlineKeyboardMarkup } {
  return { reply_markup: controls && 'inline_keyboard' in controls ? controls : { inline_keyboard: [] } };
}

function addressOf({ chatId, messageId, businessId }: Target): {
  chat_id: number;
  message_id: number;
  business_connection_id?: string;
} {
  const where = { chat_id: chatId, message_id: messageId };
  return businessId === undefined ? where : { ...where, business_connection_id: businessId };
}
