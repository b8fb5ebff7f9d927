import { parseHtml } from './html-text.ts';
import { isObject, type Json } from './json.ts';
import type { Params } from './params.ts';
import { badRequest } from './refusals.ts';

/** A part of a text that means something; offset and length in UTF-16 code units. */
export interface Entity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly user?: Json;
  readonly language?: string;
}

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly Entity[];
}

const found = [
  { type: 'bot_command', pattern: /(?<![\w/@])\/[a-zA-Z0-9_]{1,32}(?:@\w{3,32})?(?!\w)/g },
  { type: 'mention', pattern: /(?<![\w/@])@\w{4,32}/g },
  { type: 'url', pattern: /\bhttps?:\/\/[^\s<>"]+/g },
] as const;

/** What a client or the server sees in a text by itself: commands, mentions, links. */
export function entitiesIn(text: string): Entity[] {
  const all = found.flatMap(({ type, pattern }) =>
    [...text.matchAll(pattern)].map((match) => ({ type, offset: match.index, length: match[0].length })),
  );
  return all.sort((one, other) => one.offset - other.offset);
}

const types = new Set(
  (
    'mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler blockquote ' +
    'expandable_blockquote code pre text_link text_mention custom_emoji date_time'
  ).split(' '),
);

/** The text a call sends, after its entities were parsed and the space around it was cut off. */
export function formattedText(params: Params, name: 'text' | 'caption'): FormattedText | undefined {
  const raw = params.text(name);
  if (raw === undefined) return undefined;
  const { text, entities } = parsed(params, name, raw);
  const cut = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const kept = entities.flatMap(({ offset, length, ...rest }) => {
    const start = Math.max(0, offset - cut);
    const end = Math.min(trimmed.length, offset - cut + length);
    return end > start ? [{ ...rest, offset: start, length: end - start }] : [];
  });
  const own = entitiesIn(trimmed).filter((one) => !kept.some((other) => overlaps(one, other)));
  return { text: trimmed, entities: [...kept, ...own].sort((one, other) => one.offset - other.offset) };
}

function parsed(params: Params, name: string, raw: string): FormattedText {
  const mode = params.text('parse_mode')?.toLowerCase();
  if (mode === 'html') return parseHtml(raw);
  if (mode === 'markdown' || mode === 'markdownv2') throw new Error('The fake Telegram parses HTML only.');
  if (mode !== undefined && mode !== '') throw badRequest('unsupported parse_mode');
  const entities = params.list(name === 'text' ? 'entities' : 'caption_entities') ?? [];
  return { text: raw, entities: entities.map((entity) => entityOf(entity, raw)) };
}

function entityOf(value: unknown, text: string): Entity {
  if (!isObject(value) || typeof value['type'] !== 'string' || !types.has(value['type'])) {
    throw badRequest("can't parse MessageEntity: unsupported type specified");
  }
  const { type, offset, length, url, user } = value;
  if (!Number.isInteger(offset) || !Number.isInteger(length)) {
    throw badRequest('can\'t parse MessageEntity: Field "offset" must be of type Number');
  }
  const [start, size] = [Number(offset), Number(length)];
  if (start < 0 || size <= 0 || start + size > text.length) {
    throw badRequest(`entity of ${start}+${size} is not within the text of ${text.length} UTF-16 code units`);
  }
  if (splitsPair(text, start) || splitsPair(text, start + size)) {
    throw badRequest(`entity beginning or ending in a middle of a UTF-16 symbol at offset ${start}`);
  }
  if (type === 'text_link' && typeof url !== 'string') throw badRequest('can\'t parse MessageEntity: field "url"');
  if (type === 'text_mention' && !isObject(user)) throw badRequest('can\'t parse MessageEntity: field "user"');
  return { ...value, type, offset: start, length: size };
}

function splitsPair(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
}

function overlaps(one: Entity, other: Entity): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length;
}
