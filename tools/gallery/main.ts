/*
 * `npm run gallery` draws what there is to look at into the folder gallery, with a page that shows it; `npm run gallery -- --sheet
 * docs/images/sheet.jpg` makes the README's contact sheet instead.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type ProductName, productNames, productTitle, type Size, sizes } from '#core/catalog/catalog.ts';
import { cleanLogo } from '#core/images/clean-logo.ts';
import { contactSheet } from '#core/images/contact-sheet.ts';
import { shrinkShot } from '#core/images/shrink-shot.ts';
import { Renderer } from '#core/renderer/renderer.ts';
import { galleryPage } from './page.ts';
import { type GalleryShot, logos, planGallery, planSheet, stemOf } from './plan.ts';

const threads = 2;
/** Of a sheet for the README. */
const maxSheetBytes = 250_000;
const signal = AbortSignal.timeout(3_600_000);

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '512' },
    product: { type: 'string', default: productNames.join(',') },
    out: { type: 'string', default: 'gallery' },
    sheet: { type: 'string' },
  },
});
const size = sizeOf(values.size);
const products = values.product.split(',').map(productNamed);
const logoBytes = new Map<string, Uint8Array>(
  await Promise.all(logos.map(async (name) => [name, await readLogo(name)] as const)),
);
await using renderer = new Renderer({ threads });

if (values.sheet === undefined) await makeGallery(values.out);
else await makeSheet(values.sheet);

async function makeGallery(out: string): Promise<void> {
  const startedAt = performance.now();
  const parts = planGallery(products);
  const shots = parts.flatMap(({ rows }) => rows.flatMap((row) => row.shots));
  await mkdir(path.join(out, 'shots'), { recursive: true });
  let done = 0;
  const left = shots.values();
  const work = async (): Promise<void> => {
    for (const shot of left) {
      await writeFile(path.join(out, 'shots', `${stemOf(shot)}.png`), await render(shot));
      done++;
      if (done % 20 === 0) console.log(`${done} of ${shots.length}`);
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  const page = path.join(out, 'index.html');
  await writeFile(page, galleryPage(parts, size));
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`${shots.length} shots in ${seconds.toFixed(1)} s: ${page}`);
}

async function makeSheet(file: string): Promise<void> {
  const tiles = planSheet(products).map((shot) => ({
    caption: `${productTitle(shot.product, 'en')} · ${shot.color.name}`,
    missing: 'failed',
    read: () => render(shot),
  }));
  const { bytes } = await contactSheet(tiles, { pictureSide: size, signal });
  const isSmall = bytes.byteLength <= maxSheetBytes;
  const sheet = isSmall ? bytes : (await shrinkShot(bytes, maxSheetBytes, { signal }))?.bytes;
  if (!sheet) throw new RangeError(`The sheet does not fit into ${maxSheetBytes} bytes.`);
  await writeFile(file, sheet);
  console.log(`${tiles.length} shots, ${sheet.byteLength} bytes: ${file}`);
}

async function render({ product, view, color, logo, scene, background }: GalleryShot): Promise<Uint8Array> {
  const bytes = logoBytes.get(logo);
  if (!bytes) throw new RangeError(`There is no example logo ${logo}.`);
  const shot = { logo: bytes, product, view, color: color.hex, size, scene, background };
  return (await renderer.render(shot, { signal })).png;
}

async function readLogo(name: string): Promise<Uint8Array> {
  const file = new URL(`../../examples/logos/${name}`, import.meta.url);
  return (await cleanLogo(await readFile(file), { signal })).png;
}

function sizeOf(text: string): Size {
  const found = sizes.find((each) => String(each) === text);
  if (!found) throw new RangeError(`The size is one of ${sizes.join(', ')}.`);
  return found;
}

function productNamed(name: string): ProductName {
  if (!productNames.includes(name)) throw new RangeError(`There is no product ${name}: ${productNames.join(', ')}.`);
  return name;
}
