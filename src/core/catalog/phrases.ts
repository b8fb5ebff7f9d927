import { type Color, colorKey, findColor, knownColors } from './colors.ts';
import { otherThings } from './other-things.ts';
import { type ProductName, productNames, productOf } from './products.ts';

/** What a phrase means: a product, a color, or (shielding its words) neither. */
export type Meaning = { readonly product?: ProductName; readonly color?: Color };

/** A stretch of words that means something, from the word `start` to the one before `end`. */
export type Span = Meaning & { readonly start: number; readonly end: number };

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

const longestPhrase = 4;
let phrases: ReadonlyMap<string, Meaning> | undefined;

function knownPhrases(): ReadonlyMap<string, Meaning> {
  if (phrases) return phrases;
  const map = new Map<string, Meaning>();
  for (const color of knownColors().values()) map.set(colorKey(color.name), { color });
  for (const name of productNames) {
    const { en, ...others } = productOf(name).words;
    for (const word of [...en, ...en.map(plural), ...Object.values(others).flat()]) {
      map.set(phraseKey(word), { product: name });
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
  return (
    words
      .toLowerCase()
      .replace(/gray/g, 'grey')
      // With and without their accents: phones and people leave them out.
      .normalize('NFKD')
      .replace(/[^\p{L}\p{N}#]/gu, '')
  );
}

/** What a word or short phrase means; undefined when it is none that is known. A hex value is none of them. */
export function meaningOf(phrase: string): Meaning | undefined {
  return knownPhrases().get(phraseKey(phrase));
}

/** Words of a text in lower case; the end of a sentence or clause becomes a word of its own, `.`. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .match(/#[0-9a-f]{6}\b|#[0-9a-f]{3}\b|[\p{L}\p{N}]+|[.;!?\n]/gu)
      ?.map((word) => (/^[;!?\n]$/.test(word) ? '.' : word)) ?? []
  );
}

/** The phrases among words that mean something, the longest first where several begin at one word. None goes over a `.`. */
export function spansOf(words: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (let start = 0; start < words.length; ) {
    let span: Span | undefined;
    for (let end = Math.min(words.length, start + longestPhrase); end > start && !span; end--) {
      const phrase = words.slice(start, end);
      if (phrase.includes('.')) continue;
      const hex = end === start + 1 && phrase[0]?.startsWith('#') ? findColor(phrase[0]) : undefined;
      const meaning = hex ? { color: hex } : meaningOf(phrase.join(' '));
      if (meaning) span = { start, end, ...meaning };
    }
    if (span) spans.push(span);
    start = span ? span.end : start + 1;
  }
  return spans;
}
