import { type Color, type ProductName, type Size, sizes } from './catalog.ts';
import { type Span, spansOf } from './phrases.ts';

/** What somebody wrote beside a picture: a wish in the catalog's own words, or a prompt. */
export type Caption =
  | { readonly kind: 'shortcut'; readonly product?: ProductName; readonly color?: Color; readonly size?: Size }
  | { readonly kind: 'prompt'; readonly prompt: string; readonly size?: Size };

/** A hex value, or letters and digits that hyphens may join. A letter of another script makes a prompt of all of it. */
const plainWord = /^(?:#(?:[0-9a-f]{3}|[0-9a-f]{6})|[a-z0-9]+(?:-[a-z0-9]+)*)$/i;

/**
 * Reads a caption. One of nothing but a product, a color and a size, in any order and with commas or without, is a shortcut: `black hoodie 1024`,
 * `1024`, `mug, #1b2a4a, size 512`. Whatever else stands there is a prompt, and so is one that names two products, colors or sizes. A prompt stays as
 * it is, but for the space around it; its size is 512, 768 or 1024 where that is its last word. Undefined when nothing is written.
 */
export function readCaption(text: string): Caption | undefined {
  const prompt = text.trim();
  if (prompt === '') return undefined;
  const shortcut = readShortcut(prompt);
  if (shortcut) return shortcut;
  const size = sizeOf(prompt.split(/\s+/).at(-1));
  return { kind: 'prompt', prompt, ...(size === undefined ? {} : { size }) };
}

function readShortcut(text: string): Extract<Caption, { kind: 'shortcut' }> | undefined {
  const words = shortcutWords(text);
  if (!words) return undefined;
  const found = { products: new Set<ProductName>(), colors: new Map<string, Color>(), sizes: new Set<Size>() };
  const spans = new Map(spansOf(words).map((span): [number, Span] => [span.start, span]));
  for (let at = 0; at < words.length; ) {
    const span = spans.get(at);
    const size = sizeOf(words[at]);
    if (span?.product) found.products.add(span.product);
    else if (span?.color) found.colors.set(span.color.hex, found.colors.get(span.color.hex) ?? span.color);
    else if (size !== undefined) found.sizes.add(size);
    // The word "size" belongs to the one after it; a comma stands between wishes.
    else if (words[at] !== '.' && !(words[at] === 'size' && sizeOf(words[at + 1]) !== undefined)) return undefined;
    at = span?.end ?? at + 1;
  }
  const { products, colors, sizes } = found;
  if (products.size > 1 || colors.size > 1 || sizes.size > 1) return undefined;
  const [product] = products;
  const [color] = colors.values();
  const [size] = sizes;
  // Commas alone are no wish.
  if (product === undefined && color === undefined && size === undefined) return undefined;
  return {
    kind: 'shortcut',
    ...(product === undefined ? {} : { product }),
    ...(color === undefined ? {} : { color }),
    ...(size === undefined ? {} : { size }),
  };
}

/** The words of a text that could be a shortcut, each comma as a `.`, over which no phrase goes; undefined when it cannot be one. */
function shortcutWords(text: string): string[] | undefined {
  const words: string[] = [];
  for (const token of text.toLowerCase().match(/,|[^\s,]+/g) ?? []) {
    if (token === ',') words.push('.');
    else if (!plainWord.test(token)) return undefined;
    else words.push(...token.split('-'));
  }
  return words;
}

function sizeOf(word: string | undefined): Size | undefined {
  return sizes.find((size) => String(size) === word);
}
