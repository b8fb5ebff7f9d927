import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Language, languageOf, languages } from '#core/messages/languages.ts';
import order from '#core/renderer/templates/products.json' with { type: 'json' };
import { techniques, views } from './details.ts';

/** A product's name in requests and folders: lower case, one word. */
export type ProductName = string;

const inEachLanguage = <Value extends z.ZodType>(value: Value) =>
  z.object(Object.fromEntries(languages.map((language) => [language, value])) as Record<Language, Value>);

/** What a product's `template.json` says of it. Its views lie in folders beside it. */
const ProductFile = z.object({
  /** What people read in lists and answers. */
  names: inEachLanguage(z.string().min(1).max(100)),
  /** What the prompt calls it: the words image models draw best. */
  promptNoun: z.string().min(1),
  /** Words and phrases that mean it; the English ones in lower case and singular, the others in each form. */
  words: inEachLanguage(z.array(z.string().min(1)).min(1)),
  /** Names of the colors it is sold in most. */
  colors: z.array(z.string()).min(1),
  /** How a logo can be put on it; the first is the usual one. */
  techniques: z.array(z.enum(techniques)).min(1),
  /** From where it can be seen; the first is the usual one. */
  views: z.array(z.enum(views)).min(1),
});

/** One thing a logo can be put on. */
export interface Product extends z.output<typeof ProductFile> {
  readonly name: ProductName;
}

/** Products there are templates for, in the order people see them. The first is what an unknown wish gets. */
export const productNames: readonly [ProductName, ...ProductName[]] = z.tuple([z.string()], z.string()).parse(order);

const known = new Map<ProductName, Product>();

/** A product, read from its file when it is first wanted. @throws {RangeError} when there is none of that name */
export function productOf(name: ProductName): Product {
  const product = known.get(name);
  if (product) return product;
  if (!productNames.includes(name)) throw new RangeError(`There is no product ${name}.`);
  const file = new URL(`../renderer/templates/${name}/template.json`, import.meta.url);
  const read = { name, ...ProductFile.parse(JSON.parse(readFileSync(file, 'utf8'))) };
  known.set(name, read);
  return read;
}

/** What people call a product in their language. */
export function productTitle(name: ProductName, locale: string): string {
  return productOf(name).names[languageOf(locale)];
}
