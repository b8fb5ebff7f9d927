import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Language, languages } from '#core/messages/languages.ts';
import { placements, scenes, techniques, views } from './details.ts';
import { wordKey } from './word-key.ts';

/** A list with commas. */
const List = z.string().transform((text) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== ''),
);

/** What a person can wish for by its name. */
export const wishNames = ['product', 'color', 'size', 'view', 'scene', 'background', 'technique', 'placement'] as const;
export type WishName = (typeof wishNames)[number];

/** What a choice is called in a caption of nothing but wishes; after a semicolon, what means it in any sentence. */
const Choice = z.string().transform((text) => {
  const [alone = '', anywhere = ''] = text.split(';');
  return { alone: List.parse(alone), anywhere: List.parse(anywhere) };
});

/** What the catalog has to know of a language. Words are in lower case, adjectives as a dictionary lists them. */
const CatalogWords = z.object({
  /** What colors are called, by their English names; the first is what people read. The English names are in `colors.ts`. */
  colors: z.record(z.string(), List),
  /** Names that hold a color's word, and words that are a color in another language only. */
  names: List,
  /** Words that begin the description of another thing: no color goes over one to the product behind it. */
  breaks: List,
  /** Words that tie a product to the color behind it. */
  links: List,
  /** Words between two colors of one thing. */
  and: List,
  /** Things beside the product that have a color of their own. */
  things: List,
  /** What stands behind the product. */
  backgrounds: List,
  /** Words that put a product in front of one. */
  on: List,
  /** What a wish is called, as it is written before one: `size 512`, `view: front`. */
  keys: z.record(z.enum(wishNames), List),
  details: z.object({
    view: z.partialRecord(z.enum(views), Choice),
    scene: z.partialRecord(z.enum(scenes), Choice),
    technique: z.partialRecord(z.enum(techniques), Choice),
    placement: z.partialRecord(z.enum(placements), Choice),
  }),
});
type CatalogWords = z.output<typeof CatalogWords>;

const known = new Map<Language, CatalogWords>();

/** The catalog's words of a language, read when they are first wanted. */
export function catalogWords(language: Language): CatalogWords {
  const words =
    known.get(language) ??
    CatalogWords.parse(JSON.parse(readFileSync(new URL(`words/${language}.json`, import.meta.url), 'utf8')));
  known.set(language, words);
  return words;
}

/** A list of theirs. */
export type ListName = 'breaks' | 'links' | 'and' | 'things' | 'backgrounds' | 'on';

const knownKeys = new Map<string, ReadonlySet<string>>();

/** One of their lists as `wordKey`s, of a language, or of all where none is named. Made when it is first wanted. */
export function keysOf(list: ListName, language?: Language): ReadonlySet<string> {
  const name = `${list} ${language ?? ''}`;
  const made =
    knownKeys.get(name) ??
    new Set((language ? [language] : languages).flatMap((each) => catalogWords(each)[list]).map(wordKey));
  knownKeys.set(name, made);
  return made;
}
