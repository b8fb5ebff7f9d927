import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { placements, techniques } from '#core/catalog/details.ts';
import { type ProductName, productOf } from '#core/catalog/products.ts';
import { templateFolder } from './template-folder.ts';

/** A part of the printable surface that has a name. */
const PrintArea = z
  .object({
    /** `[left, top, right, bottom]` in shares of the surface's width and height. */
    box: z.tuple([z.number().min(0), z.number().min(0), z.number().max(1), z.number().max(1)]),
    /** Its size on the product: the box times the size of the surface. */
    widthMm: z.number().positive(),
    heightMm: z.number().positive(),
  })
  .refine(({ box: [left, top, right, bottom] }) => left < right && top < bottom, 'A print area must have a size');
export type PrintArea = z.output<typeof PrintArea>;

const Box = z.tuple([z.int(), z.int(), z.int().positive(), z.int().positive()]);

/** What a template says about itself: one view of a product. Boxes are `[left, top, width, height]` in pixels of the template as it was rendered. */
export const ViewInfo = z.object({
  /** Side of the square planes, in pixels. */
  size: z.int().positive(),
  /** The largest response of cloth to light that 255 in the shade plane stands for; 1 is a fully lit white surface. */
  shadeMax: z.number().positive(),
  /** The same for the sheen plane. */
  sheenMax: z.number().positive(),
  /** How much stronger the sheen is drawn on black than on white cloth: without it black is a flat hole. */
  darkSheen: z.number().min(0).max(1),
  /** How much of the cloth's sheen lies over ink; 1 for a glaze. */
  inkSheen: z.number().min(0).max(1),
  /** Where the print coordinates are defined, and their bits. */
  uvBox: Box,
  uvBits: z.int().min(8).max(16),
  /** The product itself, and the product with its visible shadow. */
  productBox: Box,
  contentBox: Box,
  /** How far thread evens out what lies under it, such as the ribs of a knit, in pixels of the template; 3.2 when not given. */
  threadSmoothing: z.number().positive().exactOptional(),
  /** The whole surface that can be printed, which is where a logo goes unless `printAreas` has a smaller `front`; in millimetres. */
  printArea: z.object({ widthMm: z.number().positive(), heightMm: z.number().positive() }),
  /** The share of its width and height that a logo may take. */
  fill: z.number().positive().max(1),
  /** The share of that area a logo may cover, so that a square logo does not look twice as large as a wide one. */
  maxCoverage: z.number().positive().max(1),
  /** Where a logo that leaves height to spare sits: 0 is the top of the print area, 1 its bottom. */
  anchor: z.number().min(0).max(1),
  /** How logos are put on this product unless asked otherwise. */
  technique: z.enum(techniques),
  /** Parts of the surface for logos that are wanted in a certain place. */
  printAreas: z.partialRecord(z.enum(placements), PrintArea).exactOptional(),
  /** How the product is held up: it stands on something (so it is when nothing is said), lies on it and is seen from above, or hangs before a wall. */
  stands: z.enum(['floor', 'flat', 'hangs']).exactOptional(),
});
export type ViewInfo = z.output<typeof ViewInfo>;

/** The same, and which view it is. */
export type TemplateInfo = ViewInfo & { readonly view: string };

/** Reads what one view of a product says about itself; the usual view unless told. */
export async function readTemplateInfo(product: ProductName, wanted?: string): Promise<TemplateInfo> {
  const { views } = productOf(product);
  const view = views.find((each) => each === wanted) ?? views[0] ?? 'front';
  const text = await readFile(new URL('view.json', templateFolder(product, view)), 'utf8');
  return { ...ViewInfo.parse(JSON.parse(text)), view };
}
