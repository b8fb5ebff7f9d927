import { keysOf } from './catalog-words.ts';
import { backgroundAt, choiceAt, type DetailSpan, wishNamed } from './detail-phrases.ts';
import { type DetailName, type Details, detailNames } from './details.ts';
import { spansOf, wordsOf } from './phrases.ts';
import { wordKey } from './word-key.ts';

type Asked = Pick<DetailSpan, 'name' | 'value'>;

/** `--view front`, `view: front`. What stands behind it is looked at, not taken: the next option may begin there. */
const option = /(?<![^\s,;])(?:--(\p{L}+)(?:\s+|\s*[:=]\s*)|(\p{L}+)[:=]\s*)(?=(\S[^\n]{0,60}))/gu;

/** In UTF-16 units: twice what a prompt may have. */
const longestRead = 4000;

/**
 * The details that a prompt asks for in so many words: as options, as a clause of its own ("a red mug, three-quarter view"), or in a phrase
 * that means nothing else ("on a transparent background"). A desk is one where the product stands right on it. Ordinary prose ("hangs in front
 * of a desk") asks for nothing, and neither do two that differ.
 */
export function promptDetails(prompt: string): Details {
  const text = prompt.slice(0, longestRead).normalize('NFKC');
  const asked = text.split(/[,;.!?\n、。]/).flatMap(detailsOfClause);
  return { ...withoutRivals(asked), ...withoutRivals(optionsIn(text)) };
}

/** What was asked for, save what was asked for in two ways that differ. */
export function withoutRivals(asked: readonly Asked[]): Details {
  const details: Partial<Record<DetailName, string>> = {};
  for (const name of detailNames) {
    const values = new Set(asked.filter((each) => each.name === name).map(({ value }) => value));
    const [value] = values;
    if (value !== undefined && values.size === 1) details[name] = value;
  }
  return details;
}

function detailsOfClause(clause: string): DetailSpan[] {
  const words = wordsOf(clause);
  const keys = words.map(wordKey);
  const spans = spansOf(words);
  const isOf = (list: 'breaks' | 'and', at: number): boolean => keysOf(list).has(keys[at] ?? '');
  const isEnd = (at: number): boolean => at === keys.length || isOf('breaks', at) || isOf('and', at);
  // Where a product or its color has just ended.
  const ends = new Set(spans.filter((span) => span.product ?? span.color).map(({ end }) => end));
  const backgrounds = spans.flatMap((span) => (span.color && backgroundAt(span, span.color, keys)) ?? []);
  const found = [...backgrounds];
  for (let at = 0; at < keys.length; ) {
    const choice = choiceAt(at, keys);
    if (choice) found.push(choice);
    at = choice?.end ?? at + 1;
  }
  return found.filter(({ start, end, name, value, isAnywhere }) => {
    if (start === 0 && end === keys.length) return true;
    return isAnywhere && isEnd(end) && (value !== 'desk' || name !== 'scene' || ends.has(start));
  });
}

function optionsIn(text: string): Asked[] {
  return Array.from(text.matchAll(option)).flatMap(([, dashed, plain, value = '']): Asked[] => {
    const name = wishNamed(wordKey(dashed ?? plain ?? ''));
    const words = wordsOf(value);
    if (name === 'background') {
      const [first] = spansOf(words);
      return first?.color && first.start === 0 ? [{ name, value: first.color.hex }] : [];
    }
    const choice = choiceAt(0, words.map(wordKey));
    return choice && choice.name === name ? [choice] : [];
  });
}
