import { type Color, colorKey, findColor, knownColors } from './colors.ts';
import { otherThings, type Product, type ProductName, productNames, products } from './products.ts';

export { type Color, findColor, type Product, type ProductName, productNames, products };

/** Sides a shot can have, in pixels. */
export const sizes = [512, 768, 1024] as const;
export type Size = (typeof sizes)[number];
export const defaultSize: Size = 768;

export const defaultProduct: ProductName = 'cap';
export const defaultColor: Color = { name: 'Black', hex: '#000000' };
export const defaultPrompt = composePrompt({ product: defaultProduct, color: defaultColor });

/** The prompt that a product and a color stand for. */
export function composePrompt(wish: { readonly product: ProductName; readonly color: Color }): string {
  const article = /^[aeiou]/i.test(wish.color.name) ? 'an' : 'a';
  return `Alone in the frame minimalist product shot of ${article} ${wish.color.name} ${products[wish.product].promptNoun}`;
}

/** What a prompt says about product and color; what it does not say is absent. */
export type Wish = { readonly product?: ProductName; readonly color?: Color };

/** A stretch of words that means something: a product, a color, or (shielding its words) neither. */
type Span = { readonly start: number; readonly end: number; readonly product?: ProductName; readonly color?: Color };

// Names that hold a color word without meaning the color.
const otherColors = [
  'red bull',
  'red cross',
  'pink floyd',
  'green day',
  'black sabbath',
  'black friday',
  'blue note',
  'blue bottle',
  'golden gate',
];

// Between a color and its product only adjectives stand; one of these starts the description of another thing.
const breaks = new Set([
  'a',
  'an',
  'the',
  'on',
  'in',
  'with',
  'next',
  'beside',
  'behind',
  'under',
  'over',
  'near',
  'of',
  'for',
  'by',
  'at',
  '.',
]);
// After the product a color counts only when it is tied to it: "cap in navy", "mug, color red".
const links = new Set(['in', 'color', 'colored', 'colour', 'coloured', 'is', 'are']);

const longestPhrase = 4;
let phrases: ReadonlyMap<string, Omit<Span, 'start' | 'end'>> | undefined;

function knownPhrases(): ReadonlyMap<string, Omit<Span, 'start' | 'end'>> {
  if (phrases) return phrases;
  const map = new Map<string, Omit<Span, 'start' | 'end'>>();
  for (const color of knownColors().values()) map.set(colorKey(color.name), { color });
  for (const name of productNames) {
    for (const word of products[name].words) {
      map.set(phraseKey(word), { product: name });
      map.set(phraseKey(plural(word)), { product: name });
    }
  }
  for (const phrase of [...otherThings, ...otherColors]) map.set(phraseKey(phrase), {});
  for (const phrase of otherThings) map.set(phraseKey(plural(phrase)), {});
  phrases = map;
  return map;
}

function plural(word: string): string {
  return word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`;
}

function phraseKey(words: string): string {
  return words
    .toLowerCase()
    .replace(/gray/g, 'grey')
    .replace(/[^a-z0-9#]/g, '');
}

/** Words of a text in lower case; the end of a sentence or clause becomes a word of its own, `.`. */
function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .match(/#[0-9a-f]{6}\b|#[0-9a-f]{3}\b|[\p{L}\p{N}]+|[.;!?\n]/gu)
      ?.map((word) => (/^[;!?\n]$/.test(word) ? '.' : word)) ?? []
  );
}

function spansOf(words: readonly string[]): Span[] {
  const known = knownPhrases();
  const spans: Span[] = [];
  for (let start = 0; start < words.length; ) {
    let span: Span | undefined;
    for (let end = Math.min(words.length, start + longestPhrase); end > start && !span; end--) {
      const phrase = words.slice(start, end);
      if (phrase.includes('.')) continue;
      const hex = end === start + 1 && phrase[0]?.startsWith('#') ? findColor(phrase[0]) : undefined;
      const meaning = hex ? { color: hex } : known.get(phraseKey(phrase.join(' ')));
      if (meaning) span = { start, end, ...meaning };
    }
    if (span) spans.push(span);
    start = span ? span.end : start + 1;
  }
  return spans;
}

/** The product that a word or short phrase means ("T-Shirts", "hooded sweatshirt"); undefined when it is no product of ours. */
export function findProduct(text: string): ProductName | undefined {
  return knownPhrases().get(phraseKey(text))?.product;
}

/**
 * Product and color that a prompt names. Whole words, the longest phrase first; the first product counts, with the color that
 * stands before it or is tied to it ("cap in navy"). A color of something else ("on a blue table") is none of ours. Without a
 * product the only color named counts.
 */
export function readWish(prompt: string): Wish {
  const words = wordsOf(prompt);
  const spans = spansOf(words);
  const at = spans.findIndex((span) => span.product);
  const colors = spans.filter((span) => span.color);
  const item = spans[at];
  if (!item?.product) {
    const only = new Set(colors.map((span) => span.color?.hex)).size === 1 ? colors[0]?.color : undefined;
    return only ? { color: only } : {};
  }
  const before = colors.findLast((span) => span.end <= item.start);
  const after = colors.find((span) => span.start >= item.end);
  if (before?.color && !words.slice(before.end, item.start).some((word) => breaks.has(word))) {
    return { product: item.product, color: before.color };
  }
  if (after?.color && words.slice(item.end, after.start).every((word) => links.has(word))) {
    return { product: item.product, color: after.color };
  }
  return { product: item.product };
}
