import type { MessageEntity } from 'grammy/types';
import { isolated, oneLine, wholeSigns } from '#bots/one-line.ts';
import { type SentenceRef, say } from '#core/messages/sentence-ref.ts';

/** Of a message, and of what stands under a picture, in UTF-16 units. */
export const longestText = 4096;
export const longestCaption = 1024;

/** A text with what Telegram is to make of its parts. Never written as markup: whatever people write in it stays as it is. */
export interface RichText {
  readonly text: string;
  /** With offsets and lengths in UTF-16 units. */
  readonly entities: readonly MessageEntity[];
}

/** Words of our own. */
export function plain(text: string): RichText {
  return { text, entities: [] };
}

/**
 * What a person wrote, in one line of at most `longest` letters. As code, so that Telegram finds no name in it to call, no link and no command,
 * and a tap copies it.
 */
export function quoted(text: string, longest: number): RichText {
  const line = isolated(oneLine(text, longest));
  return line === '' ? plain('') : { text: line, entities: [{ type: 'code', offset: 0, length: line.length }] };
}

/** Names a person so that they hear of it. */
export function calling(name: string, userId: number): RichText {
  const text = isolated(oneLine(name, 60)) || '…';
  const user = { id: userId, is_bot: false, first_name: text };
  return { text, entities: [{ type: 'text_mention', offset: 0, length: text.length, user }] };
}

/** One after another. */
export function joined(parts: readonly RichText[], separator = ''): RichText {
  let text = '';
  const entities: MessageEntity[] = [];
  for (const [index, part] of parts.entries()) {
    if (index > 0) text += separator;
    const start = text.length;
    entities.push(...part.entities.map((entity) => ({ ...entity, offset: entity.offset + start })));
    text += part.text;
  }
  return { text, entities };
}

/** At most so many UTF-16 units, with no sign cut in two. */
export function cut({ text, entities }: RichText, longest: number): RichText {
  if (text.length <= longest) return { text, entities };
  const short = `${wholeSigns(text, longest - 1, (sign) => sign.length)}…`;
  const kept = entities
    .filter(({ offset }) => offset < short.length - 1)
    .map((entity) => ({ ...entity, length: Math.min(entity.length, short.length - 1 - entity.offset) }));
  return { text: short, entities: kept };
}

/** What fills a sentence in and was written by people or by services. Everything else is ours. */
const foreign: ReadonlySet<string> = new Set([
  'prompt',
  'logo',
  'deployment',
  'reason',
  'color',
  'product',
  'name',
  'id',
  'reference',
]);
const longestForeign = 300;
/** No sentence of ours has a sign of this private range. */
const firstMark = 0xe000;

/**
 * A sentence in a person's language, with what others wrote in it as they wrote it. `parts` fill in what has looks of its own already, by the
 * name of the parameter.
 */
export function sayRich(
  { key, params }: SentenceRef,
  locale: string,
  { longest = longestForeign, parts = {} }: { longest?: number; parts?: Readonly<Record<string, RichText>> } = {},
): RichText {
  const found: RichText[] = [];
  const marked = Object.entries({ ...params, ...parts }).map(([name, value]) => {
    const part = typeof value === 'object' ? value : foreignPart(name, value, longest);
    return [name, typeof part === 'object' ? String.fromCodePoint(firstMark + found.push(part) - 1) : part];
  });
  const text = say({ key, params: Object.fromEntries(marked) }, locale);
  if (found.length === 0) return plain(text);
  const pieces = text.split(/([\ue000-\ue0ff])/);
  return joined(
    pieces.map((piece, index) => (index % 2 === 1 && found[piece.charCodeAt(0) - firstMark]) || plain(piece)),
  );
}

function foreignPart(name: string, value: string | number, longest: number): RichText | string | number {
  return typeof value === 'string' && foreign.has(name) ? quoted(value, longest) : value;
}
