import { type Language, languageOf, languages } from '#core/messages/languages.ts';
import { catalogWords } from './catalog-words.ts';
import { colorWords } from './color-words.ts';
import type { Color } from './colors.ts';
import { findColor } from './find-color.ts';
import { otherThings } from './other-things.ts';
import { type ProductName, productNames, productOf } from './products.ts';
import { wordKey } from './word-key.ts';

/** What a phrase means: a product, a color, or (shielding its words) neither. */
type Meaning = { readonly product?: ProductName; readonly color?: Color };

/** A stretch of words that means something, from the word `start` to the one before `end`. A hex value is of no language. */
export type Span = Meaning & { readonly start: number; readonly end: number; readonly language?: Language };

/** What a phrase means in each language that has it. */
type Meanings = ReadonlyMap<Language, Meaning>;

/** In words; Japanese ones are short. */
const longestPhrase = 5;
let phrases: ReadonlyMap<string, Meanings> | undefined;

/** Every phrase of every language by its `wordKey`. Of two meanings in one language the later counts. */
function knownPhrases(): ReadonlyMap<string, Meanings> {
  if (phrases) return phrases;
  const map = new Map<string, Map<Language, Meaning>>();
  const add = (language: Language, key: string, meaning: Meaning): void => {
    const meanings = map.get(key) ?? new Map<Language, Meaning>();
    map.set(key, meanings.set(language, meaning));
  };
  for (const language of languages) {
    const { breaks, links, names } = catalogWords(language);
    // They mean nothing here, but tell which language it is.
    for (const word of [...breaks, ...links]) add(language, wordKey(word), {});
    for (const [key, color] of colorWords(language)) add(language, key, { color });
    for (const name of productNames) {
      const words = productOf(name).words[language];
      const plurals = language === 'en' ? words.map(plural) : [];
      for (const word of [...words, ...plurals]) add(language, wordKey(word), { product: name });
    }
    for (const phrase of names) add(language, wordKey(phrase), {});
  }
  for (const phrase of [...otherThings, ...otherThings.map(plural)]) add('en', wordKey(phrase), {});
  phrases = map;
  return map;
}

function plural(word: string): string {
  return word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** The product that a word or short phrase means ("T-Shirts", "Kapuzenpulli"); undefined when it is no product of ours. */
export function findProduct(phrase: string): ProductName | undefined {
  const meanings = knownPhrases().get(wordKey(phrase));
  const language = languages.find((each) => meanings?.get(each)?.product);
  return language && meanings?.get(language)?.product;
}

const japanese = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });

/** Three quarters with either slash, but no date. */
const threeQuarters = /(?<![\p{L}\p{N}/⁄])3[/⁄]4(?![\p{L}\p{N}/⁄])/gu;

/** Words of a text in lower case, 3/4 as `three` and `quarter`; the end of a sentence or clause becomes a word of its own, `.`. */
export function wordsOf(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(threeQuarters, 'three-quarter')
    .match(/#[0-9a-f]{6}\b|#[0-9a-f]{3}\b|[\p{L}\p{N}]+|[.;!?。\n]/gu);
  return (words ?? []).flatMap((word) => {
    if (/^[;!?。\n]$/.test(word)) return '.';
    // No spaces stand between words there.
    return japanese.test(word) ? Array.from(segmenter.segment(word), ({ segment }) => segment) : word;
  });
}

/**
 * The phrases among words that mean something, the longest first where several begin at one word. None goes over a `.`. What is a phrase in
 * several languages means what it does in the one that most of the words are of; of two with as many, in that of the locale.
 */
export function spansOf(words: readonly string[], locale?: string): Span[] {
  const found = phrasesAmong(words);
  const weights = new Map<Language, number>(locale === undefined ? [] : [[languageOf(locale), 0.5]]);
  for (const { start, end, meanings } of found) {
    for (const language of meanings.keys()) weights.set(language, (weights.get(language) ?? 0) + end - start);
  }
  const weightOf = (language: Language): number => weights.get(language) ?? 0;
  const ranking = languages.toSorted((a, b) => weightOf(b) - weightOf(a));
  return found.map(({ start, end, meanings, hex }) => {
    if (hex) return { start, end, color: hex };
    const language = ranking.find((each) => meanings.has(each)) ?? 'en';
    return { start, end, language, ...meanings.get(language) };
  });
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly meanings: Meanings;
  readonly hex?: Color;
}

const none: Meanings = new Map();

function phrasesAmong(words: readonly string[]): Found[] {
  const known = knownPhrases();
  const keys = words.map(wordKey);
  const found: Found[] = [];
  for (let start = 0; start < words.length; ) {
    const next = phraseAt(start, words, keys, known);
    if (next) found.push(next);
    start = next ? next.end : start + 1;
  }
  return found;
}

const oneLetter = /^\p{sc=Latin}$/u;

function phraseAt(
  start: number,
  words: readonly string[],
  keys: readonly string[],
  known: ReadonlyMap<string, Meanings>,
): Found | undefined {
  const hex = words[start]?.startsWith('#') ? findColor(words[start]) : undefined;
  if (hex) return { start, end: start + 1, meanings: none, hex };
  let found: Found | undefined;
  let key = '';
  for (let end = start + 1; end <= Math.min(words.length, start + longestPhrase); end++) {
    if (words[end - 1] === '.') break;
    key += keys[end - 1] ?? '';
    // No phrase has a letter at its end: in "violet t-shirt" it begins the next, though `violett` is German.
    const meanings = end > start + 1 && oneLetter.test(words[end - 1] ?? '') ? undefined : known.get(key);
    if (meanings) found = { start, end, meanings };
  }
  return found;
}
