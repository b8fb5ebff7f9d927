import { colorTitle } from './color-words.ts';
import type { Color } from './colors.ts';
import { findColor } from './find-color.ts';
import { findProduct } from './phrases.ts';
import { type Product, type ProductName, productNames, productOf, productTitle } from './products.ts';
import { readWish, type Wish } from './read-wish.ts';

export {
  type Color,
  colorTitle,
  findColor,
  findProduct,
  type Product,
  type ProductName,
  productNames,
  productOf,
  productTitle,
  readWish,
  type Wish,
};

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
