import { type Color, findColor } from './colors.ts';
import { meaningOf, spansOf, wordsOf } from './phrases.ts';
import { type Product, type ProductName, productNames, productOf, productTitle } from './products.ts';

export { type Color, findColor, type Product, type ProductName, productNames, productOf, productTitle };

/** Sides a shot can have, in pixels. */
export const sizes = [512, 768, 1024] as const;
export type Size = (typeof sizes)[number];
export const defaultSize: Size = 768;

export const defaultProduct: ProductName = productNames[0];
export const defaultColor: Color = { name: 'Black', hex: '#000000' };
export const defaultPrompt = composePrompt({ product: defaultProduct, color: defaultColor });

/** The prompt that a product and a color stand for. */
export function composePrompt(wish: { readonly product: ProductName; readonly color: Color }): string {
  const article = /^[aeiou]/i.test(wish.color.name) ? 'an' : 'a';
  return `Alone in the frame minimalist product shot of ${article} ${wish.color.name} ${productOf(wish.product).promptNoun}`;
}

/** What a prompt says about product and color; what it does not say is absent. */
export type Wish = { readonly product?: ProductName; readonly color?: Color };

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

/** The product that a word or short phrase means ("T-Shirts", "hooded sweatshirt"); undefined when it is no product of ours. */
export function findProduct(text: string): ProductName | undefined {
  return meaningOf(text)?.product;
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
