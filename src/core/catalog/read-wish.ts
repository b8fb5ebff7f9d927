import { type Language, languages } from '#core/messages/languages.ts';
import { catalogWords, wordsOfAll } from './catalog-words.ts';
import type { Color } from './colors.ts';
import { type Span, spansOf, wordsOf } from './phrases.ts';
import type { ProductName } from './products.ts';
import { wordKey } from './word-key.ts';

/** What a prompt says about product and color; what it does not say is absent. */
export type Wish = { readonly product?: ProductName; readonly color?: Color };

/** In these a color stands behind the thing that has it. */
const colorBehind: readonly (Language | undefined)[] = ['fr', 'es', 'pt'];

/** Words that tell what a color belongs to. A person may mix languages; what a color stands beside is of its own. */
interface SmallWords {
  readonly breaks: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
  readonly and: ReadonlySet<string>;
  readonly things: ReadonlyMap<Language, ReadonlySet<string>>;
  readonly backgrounds: ReadonlySet<string>;
}

let known: SmallWords | undefined;

function smallWords(): SmallWords {
  known ??= {
    breaks: keysOf([...wordsOfAll('breaks'), ...wordsOfAll('things'), ...wordsOfAll('backgrounds')]),
    links: keysOf(wordsOfAll('links')),
    and: keysOf(wordsOfAll('and')),
    things: new Map(
      languages.map((language) => {
        const { things, backgrounds } = catalogWords(language);
        return [language, keysOf([...things, ...backgrounds])];
      }),
    ),
    backgrounds: keysOf(wordsOfAll('backgrounds')),
  };
  return known;
}

function keysOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map(wordKey));
}

/**
 * Product and color that a prompt names, in any of our languages. Whole words, the longest phrase first; the first product counts, with
 * the color that stands before it or, as the language has it, behind it, or is tied to it ("cap in navy"). A color of something else ("on a
 * blue table", "sur fond noir") is none of ours. Without a product the only color named counts.
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
  const { breaks } = smallWords();
  const isFree = (start: number, end: number): boolean =>
    words.slice(start, end).every((word, at) => word !== '.' && !breaks.has(keys[start + at] ?? ''));
  const before = colors.findLast((span) => span.end <= item.start && !colorBehind.includes(span.language));
  if (before?.color && isFree(before.end, item.start)) return { product: item.product, color: before.color };
  const after = colors.find((span) => span.start >= item.end);
  if (after?.color && onlyLinks(keys.slice(item.end, after.start)))
    return { product: item.product, color: after.color };
  return { product: item.product };
}

/** Whether nothing but words that tie a color to a product stands there; the end of a sentence is none. */
function onlyLinks(keys: readonly string[]): boolean {
  const { links } = smallWords();
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
  const { and, links, things, backgrounds } = smallWords();
  const colors = spans.filter((span) => span.color);
  const endOf = new Map(colors.map((span) => [span.start, span.end]));
  const products = new Set(spans.filter((span) => span.product).map(({ start }) => start));
  const isOf = (set: ReadonlySet<string>, at: number): boolean => set.has(keys[at] ?? '');
  // Where the first word stands that is neither a color nor "and", from each word on.
  const ahead = [keys.length];
  for (let at = keys.length - 1; at >= 0; at--) {
    const next = endOf.get(at) ?? (isOf(and, at) ? at + 1 : undefined);
    ahead[at] = next === undefined ? at : (ahead[next] ?? at);
  }
  return colors.filter(({ start, end, language }) => {
    const others = (language && things.get(language)) ?? backgrounds;
    let behind = start - 1;
    while (isOf(links, behind)) behind--;
    const isBehind = colorBehind.includes(language);
    if (isOf(others, behind) && (isBehind || behind < start - 1)) return false;
    const next = ahead[end] ?? end;
    return isBehind || !isOf(others, next) || products.has(next);
  });
}
