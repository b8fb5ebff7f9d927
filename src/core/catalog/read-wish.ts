import { type Language, languages } from '#core/messages/languages.ts';
import { keysOf, type ListName } from './catalog-words.ts';
import { colorInDictionary } from './color-words.ts';
import type { Color } from './colors.ts';
import { type Span, spansOf, wordsOf } from './phrases.ts';
import type { ProductName } from './products.ts';
import { wordKey } from './word-key.ts';

/** What a prompt says about product and color; what it does not say is absent. */
export type Wish = { readonly product?: ProductName; readonly color?: Color };

/** In these a color stands behind the thing that has it. */
const colorBehind: readonly (Language | undefined)[] = ['fr', 'es', 'pt'];

/** No color goes over one of these to the product behind it. */
const borders = ['breaks', 'things', 'backgrounds'] as const;

/**
 * Product and color that a prompt names, in any of our languages. Whole words, the longest phrase first; the first product counts, with
 * the color that stands before it or, as the language has it, behind it, or is tied to it ("cap in navy"). A color of something else ("on a
 * blue table", "sur fond noir") is none of ours. Without a product the only color named counts. What English has for something else is the
 * color it is in another language where nothing but it and the product is written ("petrol Hoodie", "mug marine").
 */
export function readWish(prompt: string): Wish {
  const words = wordsOf(prompt);
  const keys = words.map(wordKey);
  const spans = spansOf(words);
  const colors = ownColors(spans, keys);
  const item = spans.find((span) => span.product);
  if (!item?.product) {
    const only = new Set(colors.map((span) => span.color?.hex)).size === 1 ? colors[0]?.color : undefined;
    return only ? { color: only } : {};
  }
  const isFree = (start: number, end: number): boolean =>
    words.slice(start, end).every((word, at) => word !== '.' && !isOf(borders, keys[start + at]));
  const before = colors.findLast((span) => span.end <= item.start && !colorBehind.includes(span.language));
  if (before?.color && isFree(before.end, item.start)) return { product: item.product, color: before.color };
  const after = colors.find((span) => span.start >= item.end);
  if (after?.color && onlyLinks(keys.slice(item.end, after.start)))
    return { product: item.product, color: after.color };
  const color = colorAlone(spans, keys);
  return { product: item.product, ...(color ? { color } : {}) };
}

function isOf(lists: readonly ListName[], key = '', language?: Language): boolean {
  return lists.some((list) => keysOf(list, language).has(key));
}

/** The color of a product that one word of another meaning in English is beside, on the side where its language has it, and no other word. */
function colorAlone(spans: readonly Span[], keys: readonly string[]): Color | undefined {
  const [first, second] = spans;
  if (first?.start !== 0 || first.end !== second?.start || keys.slice(second.end).some((key) => key !== '')) {
    return undefined;
  }
  const [product, other] = first.product ? [first, second] : [second, first];
  if (other.color || other.language !== 'en') return undefined;
  const key = keys.slice(other.start, other.end).join('');
  const able = languages.filter((language) => product === first || !colorBehind.includes(language));
  return able.map((language) => colorInDictionary(key, language)).find((color) => color);
}

/** Whether nothing but words that tie a color to a product stands there; the end of a sentence is none. */
function onlyLinks(keys: readonly string[]): boolean {
  const links = keysOf('links');
  if (keys.includes('')) return false;
  for (let at = 0; at < keys.length; ) {
    const length = [3, 2, 1].find((each) => at + each <= keys.length && links.has(keys.slice(at, at + each).join('')));
    if (length === undefined) return false;
    at += length;
  }
  return true;
}

/** The colors that belong to nothing beside the product: no background, table or lettering has them. */
function ownColors(spans: readonly Span[], keys: readonly string[]): Span[] {
  const colors = spans.filter((span) => span.color);
  const endOf = new Map(colors.map((span) => [span.start, span.end]));
  const products = new Set(spans.filter((span) => span.product).map(({ start }) => start));
  // Where the first word stands that is neither a color nor "and", from each word on.
  const ahead = [keys.length];
  for (let at = keys.length - 1; at >= 0; at--) {
    const next = endOf.get(at) ?? (isOf(['and'], keys[at]) ? at + 1 : undefined);
    ahead[at] = next === undefined ? at : (ahead[next] ?? at);
  }
  return colors.filter(({ start, end, language }) => {
    const others: readonly ListName[] = language ? ['things', 'backgrounds'] : ['backgrounds'];
    const isOther = (at: number): boolean => isOf(others, keys[at], language);
    let behind = start - 1;
    while (isOf(['links'], keys[behind])) behind--;
    const isBehind = colorBehind.includes(language);
    if (isOther(behind) && (isBehind || behind < start - 1)) return false;
    const next = ahead[end] ?? end;
    return isBehind || !isOther(next) || products.has(next);
  });
}
