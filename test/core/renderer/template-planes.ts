import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { ProductName } from '#core/catalog/catalog.ts';
import { templateFolder } from '#core/renderer/template-folder.ts';

/** Side of the pictures that are looked at place by place. */
export const side = 512;
/** Every pixel of such a picture, row by row. */
export const places: readonly number[] = [...Array(side * side).keys()];

/** A plane of a template at 512 pixels, as the renderer reads it. */
export async function plane(product: ProductName, name: 'mask' | 'shadow'): Promise<Uint8Array> {
  return await sharp(await readFile(new URL(`${name}.png`, templateFolder(product, 'front'))))
    .resize(side, side, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
}
