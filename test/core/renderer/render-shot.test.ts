import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { productNames, sizes } from '#core/catalog/catalog.ts';
import { printBox } from '#core/renderer/print-coordinates.ts';
import { Workspace } from '#core/renderer/render-shot.ts';
import { templateFolder } from '#core/renderer/template-folder.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import { drawDisc, drawQuarters, quarterColors } from '../../support/pictures.ts';
import {
  changesOf,
  chromaOf,
  drawLogo,
  drawNothing,
  frameOf,
  hueDistance,
  hueOf,
  meanOf,
  patch,
  rgbOf,
  shoot,
} from './frames.ts';

const red = '#c4182c';

/** Places that are product and nothing else, in the house look at 512 pixels. */
async function productPlaces(product: (typeof productNames)[number]): Promise<number[]> {
  const mask = await sharp(await readFile(new URL('mask.png', templateFolder(product, 'front'))))
    .resize(512, 512)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return [...mask.keys()].filter((i) => mask[i] === 255);
}

test.for(productNames)('a logo on a white %s shows each of its colors where it has them', async (product) => {
  const bare = await frameOf(await drawNothing(), { product });
  const shot = await frameOf(await drawQuarters(300, 300), { product });
  const { box } = changesOf(bare, shot, 12);
  const [left = 0, top = 0, width = 0, height = 0] = box;
  expect(Math.min(width, height)).toBeGreaterThan(60);
  for (const [index, color] of quarterColors.entries()) {
    const x = left + width * (index % 2 ? 0.75 : 0.25);
    const y = top + height * (index < 2 ? 0.25 : 0.75);
    const seen = meanOf(shot, patch(512, x, y));
    expect(chromaOf(seen)).toBeGreaterThan(50);
    expect(hueDistance(hueOf(seen), hueOf(rgbOf(color)))).toBeLessThan(20);
  }
});

test.for(productNames)('outside the print area of a %s no pixel depends on the logo', async (product) => {
  const { left, top, width, height } = printBox(await readTemplateInfo(product), 512);
  const bare = await frameOf(await drawNothing(), { product });
  for (const technique of ['print', 'embroidery'] as const) {
    const shot = await frameOf(await drawQuarters(500, 400), { product, technique });
    const { places } = changesOf(bare, shot);
    expect(places.length).toBeGreaterThan(3000);
    const astray = places.filter((i) => {
      const x = i % 512;
      const y = Math.floor(i / 512);
      return x < left || x >= left + width || y < top || y >= top + height;
    });
    expect(astray).toEqual([]);
  }
});

test('what is hidden under alpha 0 changes nothing', async () => {
  const disc = (hidden: readonly [number, number, number]) =>
    drawLogo(200, 120, (x, y) => (Math.hypot(x - 90, y - 60) < 40 ? [30, 90, 200, 255] : [...hidden, 0]));
  const onRed = await shoot(await disc([255, 0, 0]));
  expect(Buffer.from(await shoot(await disc([0, 255, 0]))).equals(onRed)).toBe(true);
  // Against a render that does differ, so that the comparison is known to see something.
  const other = await drawLogo(200, 120, (x, y) =>
    Math.hypot(x - 90, y - 60) < 40 ? [30, 95, 200, 255] : [0, 0, 0, 0],
  );
  expect(Buffer.from(await shoot(other)).equals(onRed)).toBe(false);
});

test('a logo of nothing but transparent pixels leaves the bare product, whatever they hide', async () => {
  const bare = await shoot(await drawNothing());
  const hidden = await drawLogo(64, 64, (x, y) => [255, 4 * x, 4 * y, 0]);
  expect(Buffer.from(await shoot(hidden)).equals(bare)).toBe(true);
});

test.for(productNames)('a white print on a black %s only brightens', async (product) => {
  const wish = { product, color: '#000000', technique: 'print' } as const;
  const bare = await frameOf(await drawNothing(), wish);
  const shot = await frameOf(await drawDisc(300, { color: '#ffffff' }), wish);
  const { places } = changesOf(bare, shot);
  expect(places.length).toBeGreaterThan(2000);
  const darker = places.filter((i) =>
    [0, 1, 2].some((c) => (shot.pixels[3 * i + c] ?? 0) < (bare.pixels[3 * i + c] ?? 0)),
  );
  expect(darker).toEqual([]);
});

test.for(productNames)('a %s has the color that was asked for', async (product) => {
  const { left, top, width, height } = printBox(await readTemplateInfo(product), 512);
  // Elsewhere are caps, lenses and frames, which have a color of their own.
  const isPrintable = (i: number): boolean =>
    i % 512 >= left && i % 512 < left + width && i >= top * 512 && i < (top + height) * 512;
  const places = (await productPlaces(product)).filter(isPrintable);
  const meanIn = async (color: string) => meanOf(await frameOf(await drawNothing(), { product, color }), places);
  const [black, white, navy, dyed] = [
    await meanIn('#000000'),
    await meanIn('#ffffff'),
    await meanIn('#1b2a4a'),
    await meanIn(red),
  ];
  expect(Math.max(...black)).toBeLessThan(70);
  expect(chromaOf(black)).toBeLessThan(6);
  expect(Math.min(...white)).toBeGreaterThan(170);
  expect(chromaOf(white)).toBeLessThan(6);
  expect(hueDistance(hueOf(navy), hueOf(rgbOf('#1b2a4a')))).toBeLessThan(15);
  expect(chromaOf(navy)).toBeGreaterThan(20);
  expect(Math.max(...navy)).toBeLessThan(120);
  expect(hueDistance(hueOf(dyed), hueOf(rgbOf(red)))).toBeLessThan(15);
  expect(chromaOf(dyed)).toBeGreaterThan(90);
});

test.for(sizes)('a shot of %d pixels has that many', async (size) => {
  const { width, height, format, channels } = await sharp(await shoot(await drawDisc(200), { size })).metadata();
  expect({ width, height, format, channels }).toEqual({ width: size, height: size, format: 'png', channels: 3 });
});

test.for([
  ['without a seed', {}],
  ['with a seed', { seed: 7 }],
  ['before a color', { background: '#3b6ea5', seed: 7 }],
  ['on a desk', { scene: 'desk', seed: 7 }],
  ['before nothing', { scene: 'transparent' }],
] as const)('the same wish gives the same bytes, whatever was drawn before it: %s', async ([, staging]) => {
  const logo = await drawDisc(300);
  const wish = { product: 'cap', color: red, ...staging } as const;
  const first = await shoot(logo, wish, new Workspace());
  await shoot(await drawQuarters(640, 200), { product: 'hoodie', seed: 3, technique: 'embroidery' });
  expect(Buffer.from(await shoot(logo, wish)).equals(first)).toBe(true);
});

test.for(productNames)('every seed gives another picture with all of the %s in it', async (product) => {
  const logo = await drawNothing();
  const isProduct = (rgb: readonly [number, number, number]) => chromaOf(rgb) > 60;
  const house = await frameOf(logo, { product, color: red });
  const all = [...Array(512 * 512).keys()];
  const reds = (frame: typeof house) => all.filter((i) => isProduct(meanOf(frame, [i])));
  const wanted = reds(house).length * 0.92 ** 2 * 0.93;
  const seen = new Set<string>();
  for (const seed of [0, 1, 2, 3, 4_294_967_295]) {
    const frame = await frameOf(logo, { product, color: red, seed });
    seen.add(Buffer.from(frame.pixels).toString('latin1'));
    const places = reds(frame);
    expect(places.length).toBeGreaterThan(wanted);
    const cut = places.filter((i) => i % 512 === 0 || i % 512 === 511 || i < 512 || i >= 511 * 512);
    expect(cut).toEqual([]);
  }
  expect(seen.size).toBe(5);
});

test('a shot says in its metadata that it is a template render and no AI picture', async () => {
  const { exif, xmp } = await sharp(await shoot(await drawDisc(100), { product: 'mug', color: red })).metadata();
  for (const words of [exif?.toString('latin1'), xmp?.toString('utf8')]) {
    expect(words).toContain('Template render of a mug (#c4182c)');
    expect(words).toContain('not an AI-generated picture');
  }
  expect(xmp?.toString('utf8')).toContain('digitalsourcetype/digitalCreation');
});
