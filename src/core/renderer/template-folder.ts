import type { ProductName } from '#core/catalog/catalog.ts';

/** Folder of one view of a product. Apart from the description's schema, so that render threads start without loading zod. */
export function templateFolder(product: ProductName, view: string): URL {
  return new URL(`./templates/${product}/${view}/`, import.meta.url);
}
