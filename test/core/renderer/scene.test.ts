import sharp from 'sharp';
import { expect, test } from 'vitest';
import { productNames } from '#core/catalog/catalog.ts';
import type { Scene } from '#core/catalog/details.ts';
import { linearOf } from '#core/renderer/light.ts';
import { printBox } from '#core/renderer/print-coordinates.ts';
import type { ShotRequest } from '#core/renderer/shot.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import { drawDisc, drawQuarters } from '../../support/pictures.ts';
import {
  changesOf,
  chromaOf,
  drawNothing,
  type Frame,
  frameOf,
  hueDistance,
  hueOf,
  meanOf,
  patch,
  rgbOf,
  shoot,
} from './frames.ts';
import { places, plane, side } from './template-planes.ts';

type Wish = Partial<Omit<ShotRequest, 'logo'>>;

/** A bare product with its alpha: RGBA bytes. */
async function cutOut(wish: Wish): Promise<Uint8Array> {
  return await sharp(await shoot(await drawNothing(), { ...wish, scene: 'transparent' }))
    .raw()
    .toBuffer();
}

const isRim = (i: number): boolean => i < side || i >= side * (side - 1) || i % side === 0 || i % side === side - 1;
const lightAt = (pixels: Uint8Array, i: number, c: number): number => linearOf[pixels[3 * i + c] ?? 0] ?? 0;

test.for(productNames)(
  'before white, the picture of a %s is pure white along its edges and has a shadow',
  async (product) => {
    const { pixels } = await frameOf(await drawNothing(), { product, color: '#c4182c', background: '#ffffff' });
    const rim = places.filter(isRim).flatMap((i) => [0, 1, 2].map((c) => pixels[3 * i + c]));
    expect([...new Set(rim)]).toEqual([255]);
    const mask = await plane(product, 'mask');
    const shaded = places.filter((i) => mask[i] === 0 && (pixels[3 * i] ?? 0) < 248);
    expect(shaded.length).toBeGreaterThan(500);
    expect(chromaOf(meanOf({ pixels, size: side, notes: [] }, shaded))).toBeLessThan(1);
  },
);

test('a background is the color that was asked for, and nowhere brighter', async () => {
  const asked = rgbOf('#3b6ea5');
  const frame = await frameOf(await drawNothing(), { product: 'mug', background: '#3b6ea5' });
  const top = meanOf(
    frame,
    [...Array(40).keys()].map((x) => 4 * side + 200 + x),
  );
  for (const [c, value] of asked.entries()) expect(Math.abs(value - (top[c] ?? 0))).toBeLessThan(6);
  const mask = await plane('mug', 'mask');
  const brighter = places.filter(
    (i) => mask[i] === 0 && asked.some((value, c) => (frame.pixels[3 * i + c] ?? 0) > value + 1),
  );
  expect(brighter).toEqual([]);
});

test('a shadow takes the same share of the light of every background', async () => {
  const bare = await drawNothing();
  const [mask, shadow] = [await plane('cap', 'mask'), await plane('cap', 'shadow')];
  const onWhite = await frameOf(bare, { product: 'cap', background: '#ffffff' });
  const onSand = await frameOf(bare, { product: 'cap', background: '#d8b48c' });
  const shaded = places.filter((i) => mask[i] === 0 && (shadow[i] ?? 255) < 180);
  expect(shaded.length).toBeGreaterThan(1000);
  for (const i of shaded) {
    expect(Math.abs(lightAt(onWhite.pixels, i, 1) - (shadow[i] ?? 0) / 255)).toBeLessThan(0.01);
    const sand = lightAt(onSand.pixels, i, 0) / (linearOf[0xd8] ?? 1);
    // The paper darkens a little outwards.
    expect(sand / lightAt(onWhite.pixels, i, 0)).toBeGreaterThan(0.9);
    expect(sand / lightAt(onWhite.pixels, i, 0)).toBeLessThan(1.03);
  }
});

/** Of all rows of a product, the share whose outline at the left and right can be seen: a few pixels within differ from those outside. */
function visibleOutline({ pixels }: Frame, mask: Uint8Array): number {
  let [seen, all] = [0, 0];
  for (let y = 0; y < side; y++) {
    const row = [...mask.subarray(y * side, (y + 1) * side)];
    const ends = [
      [row.indexOf(255), 1],
      [row.lastIndexOf(255), -1],
    ] as const;
    if (ends[1][0] - ends[0][0] < 16) continue;
    for (const [edge, inwards] of ends) {
      const tone = (from: number): number =>
        [0, 1, 2, 3].reduce(
          (sum, step) => sum + (pixels[3 * (y * side + edge + inwards * (from + step)) + 1] ?? 0),
          0,
        ) / 4;
      all++;
      if (Math.abs(tone(1) - tone(-7)) >= 6) seen++;
    }
  }
  return seen / all;
}

test.for(productNames)('the outline of a black %s can be seen before every dark backdrop', async (product) => {
  const mask = await plane(product, 'mask');
  for (const background of ['#000000', '#1e1e1e', '#303030', '#404040']) {
    const frame = await frameOf(await drawNothing(), { product, color: '#000000', background });
    // A glossy edge has places as dark as what is behind it; the eye completes them.
    expect(visibleOutline(frame, mask), background).toBeGreaterThan(0.65);
  }
});

test.for(['cap', 'tshirt', 'poster'] as const)(
  'before a dark color a black %s stands out by that color, without any glow round it',
  async (product) => {
    const mask = await plane(product, 'mask');
    for (const background of ['#1f4a34', '#7a1420']) {
      const asked = rgbOf(background);
      const { pixels } = await frameOf(await drawNothing(), { product, color: '#000000', background });
      const brighter = places.filter(
        (i) =>
          [-2, -1, 0, 1, 2].every((x) => [-2, -1, 0, 1, 2].every((y) => !mask[i + x + y * side])) &&
          asked.some((value, c) => (pixels[3 * i + c] ?? 0) > value + 1),
      );
      expect(brighter, background).toEqual([]);
    }
  },
);

test('what lights a dark grey wall behind black cloth is a wide pool that does not follow the outline', async () => {
  const mask = await plane('tshirt', 'mask');
  const { pixels } = await frameOf(await drawNothing(), {
    product: 'tshirt',
    color: '#000000',
    background: '#303030',
  });
  const green = (x: number, y: number): number => meanOf({ pixels, size: side, notes: [] }, patch(side, x, y))[1];
  for (const y of [300, 360]) {
    const edge = mask.subarray(y * side, (y + 1) * side).indexOf(255);
    expect(green(edge - 12, y)).toBeGreaterThan(0x30 + 10);
    expect(Math.abs(green(edge - 12, y) - green(edge - 62, y))).toBeLessThan(9);
  }
  // Off the middle, up and to the left, where the lamps of the studio are; and nothing of it in the far corner.
  expect(green(40, 40)).toBeGreaterThan(green(471, 471) + 5);
  expect(green(471, 471)).toBeLessThanOrEqual(0x30);
});

test('black stays black up to the edges', async () => {
  const frame = await frameOf(await drawNothing(), { product: 'hoodie', color: '#000000', background: '#000000' });
  expect(Math.max(...meanOf(frame, places.filter(isRim)))).toBe(0);
});

test('a white product before black is left in the dark', async () => {
  const { pixels } = await frameOf(await drawNothing(), { product: 'mug', color: '#ffffff', background: '#000000' });
  const mask = await plane('mug', 'mask');
  expect(places.filter((i) => mask[i] === 0 && (pixels[3 * i] ?? 0) > 0)).toEqual([]);
});

test('a plain studio without a background is what there is without any wish', async () => {
  const logo = await drawDisc(200);
  const usual = await shoot(logo, { seed: 3 });
  expect(Buffer.from(await shoot(logo, { seed: 3, scene: 'studio' })).equals(usual)).toBe(true);
  expect(Buffer.from(await shoot(logo, { seed: 3, background: '#ffffff' })).equals(usual)).toBe(false);
});

test.for(productNames)(
  'a transparent %s is solid inside, has soft edges without a fringe, and is nothing where there is nothing',
  async (product) => {
    const pixels = await cutOut({ product, color: '#c4182c' });
    const [mask, shadow] = [await plane(product, 'mask'), await plane(product, 'shadow')];
    expect(places.filter((i) => mask[i] === 255 && pixels[4 * i + 3] !== 255)).toEqual([]);
    const nothing = places.filter((i) => pixels[4 * i + 3] === 0);
    expect(nothing.length).toBeGreaterThan(side * 10);
    expect(nothing.filter((i) => [0, 1, 2].some((c) => pixels[4 * i + c] !== 0))).toEqual([]);
    expect(places.filter((i) => isRim(i) && pixels[4 * i + 3] !== 0)).toEqual([]);
    const edge = places.filter((i) => (mask[i] ?? 0) > 40 && (mask[i] ?? 0) < 215 && (shadow[i] ?? 0) > 235);
    expect(edge.length).toBeGreaterThan(50);
    const hues = edge.map((i) => hueOf([pixels[4 * i] ?? 0, pixels[4 * i + 1] ?? 0, pixels[4 * i + 2] ?? 0]));
    expect(hues.filter((hue) => hueDistance(hue, hueOf(rgbOf('#c4182c'))) > 25).length).toBeLessThan(
      0.03 * hues.length,
    );
  },
);

test('where an edge lies over its own shadow, the shadow does not take on the color of the product', async () => {
  const wish = { product: 'cap', color: '#c4182c' } as const;
  const [mask, shadow] = [await plane('cap', 'mask'), await plane('cap', 'shadow')];
  const pixels = await cutOut(wish);
  const studio = await frameOf(await drawNothing(), { ...wish, background: '#000000' });
  const edge = places.filter((i) => (mask[i] ?? 0) > 60 && (mask[i] ?? 0) < 200 && (shadow[i] ?? 255) < 170);
  expect(edge.length).toBeGreaterThan(30);
  // Light of the product alone: what a picture before black holds of it, against what is solid next to it.
  const shares = edge.flatMap((i) => {
    const solid = [i - 2 * side, i - side, i - 2, i + 2].find((near) => mask[near] === 255);
    if (solid === undefined) return [];
    const own = ((pixels[4 * i] ?? 0) * (pixels[4 * i + 3] ?? 0)) / 255;
    return [own / ((studio.pixels[3 * solid] ?? 1) * ((mask[i] ?? 0) / 255))];
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  expect(mean).toBeGreaterThan(0.85);
  expect(mean).toBeLessThan(1.15);
});

test.for(['#ffffff', '#808080', '#c4182c'] as const)(
  'laid on %s, a transparent shot looks as if it had been taken there',
  async (background) => {
    const mask = await plane('cap', 'mask');
    const color = '#1b2a4a';
    const pixels = await sharp(await shoot(await drawNothing(), { product: 'cap', color, scene: 'transparent' }))
      .flatten({ background })
      .raw()
      .toBuffer();
    const studio = await frameOf(await drawNothing(), { product: 'cap', color, background });
    const apart = (i: number): number =>
      Math.max(...[0, 1, 2].map((c) => Math.abs((pixels[3 * i + c] ?? 0) - (studio.pixels[3 * i + c] ?? 0))));
    const solid = places.filter((i) => mask[i] === 255);
    expect(Math.max(...solid.map(apart))).toBeLessThanOrEqual(1);
    // Paper that is not white darkens outwards, and programs do not mix edges as light does.
    const around = places.filter((i) => mask[i] === 0);
    const worst = around.map(apart).sort((a, b) => b - a);
    expect(worst[Math.round(around.length * 0.02)]).toBeLessThan(background === '#ffffff' ? 3 : 13);
    expect(worst.reduce((sum, value) => sum + value, 0) / worst.length).toBeLessThan(
      background === '#ffffff' ? 0.6 : 5,
    );
  },
);

test.for([
  ['transparent', 'print'],
  ['desk', 'embroidery'],
  ['studio', 'engraving'],
] as const)(
  'in the scene %s with %s, no pixel outside the print area depends on the logo',
  async ([scene, technique]) => {
    const wish = { product: 'cap', scene, technique, background: '#204060' } as const;
    const { left, top, width, height } = printBox(await readTemplateInfo('cap'), side);
    const { places: changed } = changesOf(
      await frameOf(await drawNothing(), wish),
      await frameOf(await drawQuarters(500, 400), wish),
    );
    expect(changed.length).toBeGreaterThan(3000);
    const isAstray = (i: number): boolean => {
      const [x, y] = [i % side, Math.floor(i / side)];
      return x < left || x >= left + width || y < top || y >= top + height;
    };
    expect(changed.filter(isAstray)).toEqual([]);
  },
);

test.for<Scene>(['studio', 'transparent', 'desk'])(
  'a shot in the scene %s says in its metadata what it is',
  async (scene) => {
    const { exif, xmp, channels } = await sharp(await shoot(await drawDisc(100), { product: 'mug', scene })).metadata();
    expect(channels).toBe(scene === 'transparent' ? 4 : 3);
    for (const words of [exif?.toString('latin1'), xmp?.toString('utf8')]) {
      expect(words).toContain('Template render of a mug');
      expect(words).toContain('not an AI-generated picture');
    }
  },
);
