import { expect, test } from 'vitest';
import { composePrompt, findColor, productNames, productOf, readWish } from '#core/catalog/catalog.ts';

const names = [
  'Black',
  'White',
  'Navy',
  'Red',
  'Forest Green',
  'Off White',
  'Heather Grey',
  'Burnt Orange',
  'Royal Blue',
  'Olive',
  'Aqua',
  'Light Goldenrod Yellow',
  'Rebecca Purple',
];

test.for(productNames.flatMap((product) => names.map((name) => [name, product] as const)))(
  'the prompt of a %s %s is understood again',
  ([name, product]) => {
    const color = findColor(name);
    if (!color) throw new Error(`There is no ${name}`);
    expect(readWish(composePrompt({ product, color }))).toEqual({ product, color });
  },
);

test.for([
  ['Olive', 'an Olive'],
  ['Orange', 'an Orange'],
  ['Ivory', 'an Ivory'],
  ['Navy', 'a Navy'],
  ['Forest Green', 'a Forest Green'],
] as const)('the article suits the color: %s', ([name, words]) => {
  const color = findColor(name);
  if (!color) throw new Error(`There is no ${name}`);
  expect(composePrompt({ product: 'mug', color })).toBe(
    `Alone in the frame minimalist product shot of ${words} ${productOf('mug').promptNoun}`,
  );
});
