/* Run as a process of its own: node one-shot.ts <logo> <product> <technique> <size>. Prints what the first shot adds to its resident memory at most. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { z } from 'zod';
import { productNames, sizes } from '#core/catalog/catalog.ts';
import { techniques } from '#core/catalog/details.ts';
import { renderShot, Workspace } from '#core/renderer/render-shot.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';

const [file, ...rest] = process.argv.slice(2);
const [product, technique, size] = z
  .tuple([z.enum(productNames), z.enum(techniques), z.coerce.number().pipe(z.literal(sizes))])
  .parse(rest);
sharp.cache(false);
const logo = await readFile(file ?? '');
const info = await readTemplateInfo(product);
const idle = process.memoryUsage.rss();
await renderShot({ logo, product, color: '#1b2a4a', size, technique }, info, new Workspace());
console.log(JSON.stringify({ memoryMb: (process.resourceUsage().maxRSS * 1024 - idle) / 1024 ** 2 }));
