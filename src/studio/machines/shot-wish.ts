import { randomInt } from 'node:crypto';
import {
  defaultColor,
  defaultProduct,
  defaultPrompt,
  defaultSize,
  findColor,
  findProduct,
  type ProductName,
  readWish,
  type Size,
  sizes,
} from '#core/catalog/catalog.ts';
import type { RunInputs } from '#core/comfydeploy/schema.ts';
import { readShotDetails, type ShotDetails } from '#core/renderer/read-details.ts';
import { seedRange } from '#studio/deployment.ts';

/** What a run asks for, understood. */
export type ShotWish = ShotDetails & {
  readonly product: ProductName;
  readonly color: string;
  readonly size: Size;
  readonly seed: number;
  /** What was understood otherwise than it was asked, one sentence each. */
  readonly notes: readonly string[];
};

/**
 * Reads the inputs as the nodes of the workflow would: nothing is refused, what makes no sense becomes a default and a note.
 * Product and color given by themselves win over the prompt. A number that is no size becomes the nearest one (the smaller of
 * two equally near); what is not all digits becomes 768. A seed outside 1..4294967295 means "draw one".
 */
export function readShotWish(inputs: RunInputs): ShotWish {
  const notes: string[] = [];
  const prompt = textOf(inputs['input_text']) ?? defaultPrompt;
  const wish = readWish(prompt);

  const productText = textOf(inputs['product']);
  const product = productText === undefined ? wish.product : findProduct(productText);
  if (!product) notes.push(`There is no template for this product, so a ${defaultProduct} was made.`);

  const colorText = textOf(inputs['color']);
  const color = (colorText === undefined ? wish.color : findColor(colorText)) ?? defaultColor;
  if (colorText !== undefined && color === defaultColor && findColor(colorText)?.hex !== defaultColor.hex) {
    notes.push(`This color is not known, so ${defaultColor.name} was taken.`);
  }

  const size = readSize(inputs['input_number']);
  if (inputs['input_number'] !== undefined && Number(inputs['input_number']) !== size) {
    notes.push(`This size is not offered, so ${size} was taken.`);
  }
  const shown = product ?? defaultProduct;
  const { details, notes: more } = readShotDetails(inputs, shown);
  notes.push(...more);
  return { ...details, product: shown, color: color.hex, size, seed: readSeed(inputs['input_seed']), notes };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function readSize(value: unknown): Size {
  if (!/^\d+$/.test(String(value))) return defaultSize;
  const wanted = Number(value);
  return sizes.reduce((best, size) => (Math.abs(size - wanted) < Math.abs(best - wanted) ? size : best));
}

function readSeed(value: unknown): number {
  const seed = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  const isFixed = typeof seed === 'number' && Number.isInteger(seed) && seed >= seedRange.min && seed <= seedRange.max;
  return isFixed ? seed : randomInt(seedRange.min, seedRange.max);
}
