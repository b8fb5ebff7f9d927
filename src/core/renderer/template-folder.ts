import type { ProductName } from '#core/catalog/catalog.ts';

/** Folder of a product's template. Apart from the description's schema, so that render threads start without loading zod. */
export function templateFolder(product: ProductName): URL {
  return new URL(`./templates/${product}/`, import.meta.url);
}
