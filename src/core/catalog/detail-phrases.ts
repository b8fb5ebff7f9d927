import { languages } from '#core/messages/languages.ts';
import { catalogWords, keysOf, type ListName, type WishName, wishNames } from './catalog-words.ts';
import type { Color } from './colors.ts';
import type { DetailName } from './details.ts';
import type { Span } from './phrases.ts';
import { wordKey } from './word-key.ts';

/** A stretch of words that asks for a detail, from the word `start` to the one before `end`. */
export interface DetailSpan {
  readonly start: number;
  readonly end: number;
  readonly name: DetailName;
  readonly value: string;
  /** Means it in any sentence. All others mean it only where nothing but wishes is written. */
  readonly isAnywhere: boolean;
}

type Choice = Pick<DetailSpan, 'name' | 'value' | 'isAnywhere'>;

/** In words. */
const longest = 6;
let choices: ReadonlyMap<string, Choice> | undefined;

function knownChoices(): ReadonlyMap<string, Choice> {
  if (choices) return choices;
  const map = new Map<string, Choice>();
  for (const language of languages) {
    const { details } = catalogWords(language);
    for (const name of ['view', 'scene', 'technique', 'placement'] as const) {
      for (const [value, { alone, anywhere }] of Object.entries(details[name])) {
        for (const word of alone) map.set(wordKey(word), { name, value, isAnywhere: false });
        for (const word of anywhere) map.set(wordKey(word), { name, value, isAnywhere: true });
      }
    }
  }
  choices = map;
  return map;
}

/** The longest phrase at a word, given as `wordKey`s, that names a view, scene, technique or placement. */
export function choiceAt(start: number, keys: readonly string[]): DetailSpan | undefined {
  const known = knownChoices();
  let found: DetailSpan | undefined;
  let key = '';
  for (let end = start + 1; end <= Math.min(keys.length, start + longest); end++) {
    const next = keys[end - 1];
    // The end of a sentence or clause has none.
    if (!next) break;
    key += next;
    const choice = known.get(key);
    if (choice) found = { start, end, ...choice };
  }
  return found;
}

let named: ReadonlyMap<string, WishName> | undefined;

/** The wish that a word, given as its `wordKey`, stands before: "size 512", "Hintergrund: rot". */
export function wishNamed(key: string): WishName | undefined {
  named ??= new Map(
    languages.flatMap((language) =>
      wishNames.flatMap((name) =>
        catalogWords(language).keys[name].map((word): [string, WishName] => [wordKey(word), name]),
      ),
    ),
  );
  return named.get(key);
}

/**
 * A color that the background is said to have: "on a red background", "sur fond rouge". What stands on it is said by a word before it. The
 * keys are of all words.
 */
export function backgroundAt(
  { start, end }: Pick<Span, 'start' | 'end'>,
  color: Color,
  keys: readonly string[],
): DetailSpan | undefined {
  const isOf = (list: ListName, at: number): boolean => keysOf(list).has(keys[at] ?? '');
  const isAhead = isOf('backgrounds', end);
  if (!isAhead && !isOf('backgrounds', start - 1)) return undefined;
  const first = isAhead ? start : start - 1;
  // An article may stand between.
  const onAt = [first - 1, first - 2].find((at) => isOf('on', at) && (at === first - 1 || isOf('breaks', at + 1)));
  return {
    start: onAt ?? first,
    end: isAhead ? end + 1 : end,
    name: 'background',
    value: color.hex,
    isAnywhere: onAt !== undefined,
  };
}
