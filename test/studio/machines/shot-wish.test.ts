import { expect, test } from 'vitest';
import { defaultColor, findColor } from '#core/catalog/catalog.ts';
import { readShotWish } from '#studio/machines/shot-wish.ts';

const navy = findColor('navy')?.hex;

test('without any input makes the default shot', () => {
  const wish = readShotWish({});
  expect(wish).toMatchObject({ product: 'cap', color: defaultColor.hex, size: 768, notes: [] });
  expect(wish.seed).toBeGreaterThanOrEqual(1);
});

test('reads product and color from the prompt', () => {
  expect(readShotWish({ input_text: 'a navy coffee mug' })).toMatchObject({ product: 'mug', color: navy, notes: [] });
});

test('prefers product and color given by themselves', () => {
  const wish = readShotWish({ input_text: 'a navy coffee mug', product: 'hoodie', color: '#12aB34' });
  expect(wish).toMatchObject({ product: 'hoodie', color: '#12ab34', notes: [] });
});

test.each([{ input_text: 'a racing car' }, { product: 'racing car' }, { product: 'racing car', input_text: 'a mug' }])(
  'makes a cap of what there is no template for, and says so: %j',
  (inputs) => {
    const { product, notes } = readShotWish(inputs);
    expect([product, notes]).toEqual(['cap', ['There is no template for this product, so a cap was made.']]);
  },
);

test('says when a color is not known, but not when the default color was asked for', () => {
  expect(readShotWish({ color: 'octarine' })).toMatchObject({
    color: defaultColor.hex,
    notes: [expect.stringMatching(/color/)],
  });
  expect(readShotWish({ color: 'black' })).toMatchObject({ color: defaultColor.hex, notes: [] });
});

test.each([
  [512, 512, 0],
  ['1024', 1024, 0],
  [800, 768, 1],
  [2048, 1024, 1],
  [1, 512, 1],
  [640, 512, 1],
  [896, 768, 1],
  [-1, 768, 1],
  ['768.0', 768, 0],
  ['', 768, 1],
  ['large', 768, 1],
  [768.5, 768, 1],
  [[512], 512, 0],
  [true, 768, 1],
])('makes of the size %j the size %i', (input_number, size, notes) => {
  const wish = readShotWish({ input_number });
  expect([wish.size, wish.notes.length]).toEqual([size, notes]);
});

test.each([
  [1, 1],
  [4294967295, 4294967295],
  ['77', 77],
])('keeps the seed %j', (input_seed, seed) => {
  expect(readShotWish({ input_seed }).seed).toBe(seed);
});

test.each([-1, 0, 4294967296, 1.5, 'x', ''])('draws a seed for %j, another each time', (input_seed) => {
  const seeds = new Set(Array.from({ length: 5 }, () => readShotWish({ input_seed }).seed));
  expect(seeds.size).toBeGreaterThan(1);
  for (const seed of seeds) expect(Number.isInteger(seed) && seed >= 1 && seed <= 4294967295).toBe(true);
});
