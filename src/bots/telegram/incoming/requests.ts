import { maxPromptLength } from '#commands/request-options.ts';
import { readCaption, shortcutPrompt } from '#core/catalog/caption.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import { maxMockupsPerBatch } from '#core/mockups/batch.ts';
import type { AlbumPart, OnLate } from './albums.ts';
import { defaultsOf } from './chat-book.ts';
import { makeBatch, showActivity } from './make.ts';
import type { SentPicture } from './pictures.ts';
import type { Scene } from './scene.ts';
import { showCard } from './show-card.ts';
import { tellSentences } from './tell.ts';
import { eventKeyOf, type Whereabouts } from './whereabouts.ts';

/** What somebody wants made. */
export interface Request {
  readonly where: Whereabouts;
  readonly pictures: readonly SentPicture[];
  /** What was written with it. */
  readonly words: string;
  /** The words are somebody else's: they are shown, and nothing is made before the person says so. */
  readonly isForwarded: boolean;
  /** It was asked for with a command. */
  readonly isCommand: boolean;
  readonly eventKey: string;
}

/** What became of a request: a batch under way, a card to choose from, or nothing. */
export type Outcome =
  | { readonly kind: 'batch'; readonly options: Readonly<Record<string, unknown>> }
  | { readonly kind: 'card'; readonly id: string }
  | { readonly kind: 'nothing' };

/** Makes what was asked for, or lays a card where there is something to choose first. */
export async function onRequest(request: Request, scene: Scene): Promise<Outcome> {
  const { where, pictures, words } = request;
  const caption = readCaption(words, where.person.locale);
  const isCard = request.isForwarded || (caption === undefined && asksFirst(request));
  const outcome = isCard ? await layCard(request, scene) : await make(request, scene);
  if (outcome.kind !== 'nothing' && pictures.some(({ isPhoto }) => isPhoto)) await hint(where, scene);
  return outcome;
}

/** A picture without words to the bot alone asks for a card, everything else for shots, where nothing else is set. */
function asksFirst({ where: { chat, isPrivate }, isCommand }: Request): boolean {
  return chat.asksFirst ?? (isPrivate && !isCommand);
}

async function make({ where, pictures, words, eventKey }: Request, scene: Scene): Promise<Outcome> {
  const logo = pictures.map((picture) => picture.logo);
  const options = { ...optionsOf(words, where), logo };
  const batchId = await makeBatch('mockup', options, where, eventKey, scene);
  return batchId === undefined ? { kind: 'nothing' } : { kind: 'batch', options };
}

/** Raw options of a request: product, color and details with the words for these, or a prompt as it was written; the rest is as the chat has set. */
function optionsOf(
  words: string,
  { chat, person }: Pick<Whereabouts, 'chat' | 'person'>,
): Readonly<Record<string, unknown>> {
  const { size, product, color } = defaultsOf(chat);
  const caption = readCaption(words, person.locale);
  if (caption?.kind === 'prompt') return { prompt: caption.prompt, size: caption.size ?? size };
  const chosen = { product: caption?.product ?? product, color: caption?.color ?? color };
  const detailed = caption?.details && { ...caption.details, prompt: shortcutPrompt(words, caption, chosen) };
  return { ...detailed, product: chosen.product, color: chosen.color.hex, size: caption?.size ?? size };
}

async function layCard(request: Request, scene: Scene): Promise<Outcome> {
  const { where, pictures, words, eventKey } = request;
  const { person, place, thread, chat } = where;
  const logos = pictures.map(({ logo }) => logo);
  if (logos.length > maxMockupsPerBatch) {
    await tellSentences(thread, [sentence('option.tooMany', { limit: maxMockupsPerBatch })], person.locale, scene);
    return { kind: 'nothing' };
  }
  showActivity(thread, scene);
  const caption = readCaption(words, person.locale);
  const defaults = defaultsOf(chat);
  const wish =
    caption?.kind === 'prompt'
      ? { ...defaults, size: caption.size ?? defaults.size, prompt: firstOf(caption.prompt, maxPromptLength) }
      : {
          ...defaults,
          ...caption,
          ...(caption?.details && { words: shortcutPrompt(words, caption, { ...defaults, ...caption }) }),
        };
  const lay = () => scene.cards.lay(eventKey, { ...wish, person, place, thread, logos }, scene.signal);
  const laid = await showCard(lay, where, scene);
  return laid?.isLaid ? { kind: 'card', id: laid.id } : { kind: 'nothing' };
}

/** A picture of an album that comes after the others: it joins the card, or is made as the others were. */
export function lateFor(outcome: Outcome, request: Request, scene: Scene): OnLate {
  return async ({ message, picture }: AlbumPart) => {
    if (outcome.kind === 'card') {
      if (!(await scene.cards.add(outcome.id, picture.logo))) return;
      await showCard(() => scene.cards.show(outcome.id, scene.signal), request.where, scene);
    } else if (outcome.kind === 'batch') {
      const options = { ...outcome.options, logo: [picture.logo] };
      await makeBatch('mockup', options, request.where, eventKeyOf(message), scene);
    }
  };
}

/** A photo has lost what a file keeps. Said once in a chat. */
async function hint({ thread, person }: Whereabouts, scene: Scene): Promise<void> {
  let isNew = false;
  await scene.chats.update(thread.chatId, (chat) => {
    isNew = chat.isHinted === undefined;
    return isNew ? { ...chat, isHinted: true } : chat;
  });
  if (isNew) await tellSentences(thread, [sentence('chat.photoHint')], person.locale, scene);
}

/** At most so many UTF-16 units of a text, with no sign cut in two. */
function firstOf(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
}
