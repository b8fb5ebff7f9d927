import { type Color, composePrompt, type ProductName, type Size, sizes } from './catalog.ts';
import type { WishName } from './catalog-words.ts';
import { backgroundAt, choiceAt, type DetailSpan, wishNamed } from './detail-phrases.ts';
import type { Details } from './details.ts';
import { type Span, spansOf, wordsOf } from './phrases.ts';
import { promptDetails, withoutRivals } from './prompt-details.ts';
import { wordKey } from './word-key.ts';

/** Nothing but wishes. */
export interface Shortcut {
  readonly kind: 'shortcut';
  readonly product?: ProductName;
  readonly color?: Color;
  readonly size?: Size;
  readonly details?: Details;
}

/** What somebody wrote beside a picture: a wish in the catalog's own words, or a prompt. */
export type Caption =
  | Shortcut
  | { readonly kind: 'prompt'; readonly prompt: string; readonly size?: Size; readonly details?: Details };

/** A hex value, letters and digits that hyphens or apostrophes may join, or three quarters. Anything else makes a prompt of all of it. */
const plainWord = /^(?:#(?:[0-9a-f]{3}|[0-9a-f]{6})|3[/⁄]4|[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*)$/u;

/** In UTF-16 units: nobody lists so many wishes. */
const longestShortcut = 300;

/**
 * Reads a caption. One of nothing but a product, a color, a size and details, in any order, in any of our languages, with commas or without, is
 * a shortcut: `black hoodie 1024`, `casquette noire`, `mug, #1b2a4a, size 512`, `hoodie three-quarter left chest`, `cap view:front`. Whatever
 * else stands there is a prompt, and so is one that names two products, colors, sizes or details of a kind. A prompt stays as it is, but for the
 * space around it; its size is 512, 768 or 1024 where that is its last word, its details are those of `promptDetails`. A locale speaks for its
 * language where a word is of several. Undefined when nothing is written.
 */
export function readCaption(text: string, locale?: string): Caption | undefined {
  const prompt = text.trim();
  if (prompt === '') return undefined;
  const shortcut = readShortcut(prompt, locale);
  if (shortcut) return shortcut;
  const size = sizeOf(prompt.split(/\s+/).at(-1));
  return { kind: 'prompt', prompt, ...(size === undefined ? {} : { size }), ...ifAny(promptDetails(prompt)) };
}

/** The details that a prompt asks for, however it is written. */
export function detailsIn(prompt: string): Details {
  return readCaption(prompt)?.details ?? {};
}

/**
 * The prompt of a shortcut with details, so that they also reach who draws from words alone: the person's own words, behind the product and
 * color chosen for it where they leave one of them out.
 */
export function shortcutPrompt(
  words: string,
  { product, color }: Pick<Shortcut, 'product' | 'color'>,
  chosen: { readonly product: ProductName; readonly color: Color },
): string {
  return product && color ? words.trim() : `${composePrompt(chosen)}, ${words.trim()}`;
}

function ifAny(details: Details): { readonly details?: Details } {
  return Object.keys(details).length > 0 ? { details } : {};
}

/** One wish: of which kind, what for, and the word behind it. */
type WishAt = { readonly end: number } & (
  | { readonly name: 'product'; readonly value: ProductName }
  | { readonly name: 'color'; readonly value: Color }
  | { readonly name: 'size'; readonly value: Size }
  | DetailSpan
);

function readShortcut(text: string, locale: string | undefined): Shortcut | undefined {
  const words = text.length > longestShortcut ? undefined : shortcutWords(text);
  const wishes = words && wishesAmong(words, locale);
  if (!wishes) return undefined;
  const products = new Set<ProductName>();
  const colors = new Map<string, Color>();
  const shotSizes = new Set<Size>();
  const asked: DetailSpan[] = [];
  for (const wish of wishes) {
    if (wish.name === 'product') products.add(wish.value);
    else if (wish.name === 'color') colors.set(wish.value.hex, colors.get(wish.value.hex) ?? wish.value);
    else if (wish.name === 'size') shotSizes.add(wish.value);
    else asked.push(wish);
  }
  const details = withoutRivals(asked);
  const isClear = asked.every(({ name }) => details[name] !== undefined);
  // Commas alone are no wish.
  if (products.size > 1 || colors.size > 1 || shotSizes.size > 1 || !isClear || wishes.length === 0) return undefined;
  const [product] = products;
  const [color] = colors.values();
  const [size] = shotSizes;
  return {
    kind: 'shortcut',
    ...(product === undefined ? {} : { product }),
    ...(color === undefined ? {} : { color }),
    ...(size === undefined ? {} : { size }),
    ...ifAny(details),
  };
}

/** The wishes that words consist of; undefined when one of the words is none of any. */
function wishesAmong(words: readonly string[], locale: string | undefined): WishAt[] | undefined {
  const keys = words.map(wordKey);
  const all = spansOf(words, locale);
  const spans = new Map(all.map((span): [number, Span] => [span.start, span]));
  const backgrounds = new Map(
    all
      .flatMap((span) => (span.color && backgroundAt(span, span.color, keys)) ?? [])
      .map((background): [number, DetailSpan] => [background.start, background]),
  );
  const wishAt = (at: number): WishAt | undefined => {
    const span = spans.get(at);
    const size = sizeOf(words[at]);
    const choice = choiceAt(at, keys);
    // A transparent bottle is a thing of its own, not one without a background.
    const isAdjective = choice?.value === 'transparent' && choice.end === at + 1 && spans.get(choice.end)?.product;
    const meant: (WishAt | undefined)[] = [
      backgrounds.get(at),
      span?.product === undefined ? undefined : { end: span.end, name: 'product', value: span.product },
      span?.color && { end: span.end, name: 'color', value: span.color },
      isAdjective ? undefined : choice,
      size && { end: at + 1, name: 'size', value: size },
    ];
    return meant.reduce((longest, each) => (each && each.end > (longest?.end ?? at) ? each : longest), undefined);
  };
  const named = (at: number, name: WishName | undefined): WishAt | undefined => {
    const wish = name && wishAt(at);
    return wish?.name === name ? wish : undefined;
  };
  const wishes: WishAt[] = [];
  for (let at = 0; at < words.length; ) {
    const wish = wishAt(at) ?? named(at + 1, wishNamed(keys[at] ?? ''));
    if (wish) wishes.push(wish);
    // A comma stands between wishes.
    else if (words[at] !== '.') return undefined;
    at = wish?.end ?? at + 1;
  }
  return wishes;
}

/** The words of a text that could be a shortcut, with a `.`, over which no phrase goes, for each comma and before each option; else undefined. */
function shortcutWords(text: string): string[] | undefined {
  const words: string[] = [];
  for (const token of text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[,、]|[^\s,、]+/g) ?? []) {
    const [, option, rest = ''] = /^(?:--(?=\p{L}))?(?:(\p{L}+)[:=])?(.*)$/u.exec(token) ?? [];
    const parts = [...(option === undefined ? [] : [option]), ...(rest === '' ? [] : [rest])];
    if (token === ',' || token === '、') words.push('.');
    else if (parts.length === 0 || !parts.every((part) => plainWord.test(part))) return undefined;
    else words.push(...(option !== undefined || token.startsWith('--') ? ['.'] : []), ...parts.flatMap(wordsOf));
  }
  return words;
}

function sizeOf(word: string | undefined): Size | undefined {
  return sizes.find((size) => String(size) === word);
}
