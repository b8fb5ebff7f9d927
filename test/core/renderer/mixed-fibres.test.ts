import { expect, test } from 'vitest';
import { productNames, productOf } from '#core/catalog/catalog.ts';
import { drawDisc } from '../../support/pictures.ts';
import { changesOf, drawNothing, frameOf, meanOf, patch } from './frames.ts';
import { places, plane, side } from './template-planes.ts';

// The first is sold as Heather Grey; the other is as good as the same, and has no name.
const [heather, plain] = ['#a9abad', '#a9abac'];
/** More than the two shades themselves differ in a picture. */
const mostOfShade = 2;

const inHeather = productNames.filter((name) => productOf(name).colors.includes('Heather Grey'));

async function both(product: string) {
  const bare = await drawNothing();
  return [await frameOf(bare, { product, color: heather }), await frameOf(bare, { product, color: plain })] as const;
}

test.for(inHeather)('a heather grey %s shows its fibres, and nothing else is changed by them', async (product) => {
  const [mixed, even] = await both(product);
  const { places: changed } = changesOf(mixed, even, mostOfShade);
  const mask = await plane(product, 'mask');
  const cloth = places.filter((i) => mask[i] === 255).length;
  expect(changed.length).toBeGreaterThan(0.3 * cloth);
  expect(changed.filter((i) => mask[i] === 0)).toEqual([]);
  const solid = patch(side, side / 2, side * 0.65, 20);
  const [light] = meanOf(mixed, solid);
  expect(Math.abs(light - meanOf(even, solid)[0])).toBeLessThan(1.5);
});

test('a grey mug is plain, and so is cloth of any other shade', async () => {
  const [mug, other] = await both('mug');
  expect(changesOf(mug, other, mostOfShade).places).toEqual([]);
  const bare = await drawNothing();
  const [red, redder] = [await frameOf(bare, { color: '#c4182c' }), await frameOf(bare, { color: '#c4182d' })];
  expect(changesOf(red, redder, mostOfShade).places).toEqual([]);
});

test('ink covers the fibres', async () => {
  const logo = await drawDisc(400);
  const [mixed, even] = [await frameOf(logo, { color: heather }), await frameOf(logo, { color: plain })];
  const bare = await frameOf(await drawNothing(), { color: plain });
  const { box } = changesOf(bare, even, 20);
  const [left = 0, top = 0, width = 0, height = 0] = box;
  const inked = new Set(patch(side, left + width / 2, top + height / 2, Math.floor(width / 4)));
  const changed = changesOf(mixed, even, mostOfShade).places;
  expect(changed.length).toBeGreaterThan(1000);
  expect(changed.filter((i) => inked.has(i))).toEqual([]);
});
