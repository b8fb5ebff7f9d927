import { expect, test } from 'vitest';
import {
  defaultPrompt,
  findProduct,
  type ProductName,
  productNames,
  productOf,
  readWish,
} from '#core/catalog/catalog.ts';

/** Product and color's name, for short. */
function wishOf(prompt: string): readonly [ProductName | undefined, string | undefined] {
  const { product, color } = readWish(prompt);
  return [product, color?.name];
}

test('the default prompt is a black baseball cap', () => {
  expect(defaultPrompt).toBe('Alone in the frame minimalist product shot of a Black baseball cap');
  expect(wishOf(defaultPrompt)).toEqual(['cap', 'Black']);
});

test.for([
  ['Alone in the frame minimalist product shot of a Black jumper hoodie', 'hoodie', 'Black'],
  ['BLACK CAP', 'cap', 'Black'],
  ['a forest-green T-shirt, studio light', 'tshirt', 'Forest Green'],
  ['light gray tees', 'tshirt', 'Light Grey'],
  ['white coffee mug', 'mug', 'White'],
  ['a blue bottle', 'bottle', 'Blue'],
  ['an olive, slightly worn hoodie', 'hoodie', 'Olive'],
  ['navy blue hooded sweatshirt', 'hoodie', 'Navy Blue'],
] as const)('product and the color before it are read: %s', ([prompt, product, color]) => {
  expect(wishOf(prompt)).toEqual([product, color]);
});

test.for([
  ['cap in navy', 'cap', 'Navy'],
  ['a mug, color red', 'mug', 'Red'],
  ['the hoodie is burgundy', 'hoodie', 'Burgundy'],
] as const)('a color after the product counts when it is tied to it: %s', ([prompt, product, color]) => {
  expect(wishOf(prompt)).toEqual([product, color]);
});

test('a hex value is a color too', () => {
  expect(readWish('#ff8800 tee')).toMatchObject({ product: 'tshirt', color: { hex: '#ff8800' } });
  expect(readWish('mug in #ABC')).toMatchObject({ product: 'mug', color: { hex: '#aabbcc' } });
});

test.for([
  ['a cap on a blue table', 'cap', undefined],
  ['a black cap on a blue table', 'cap', 'Black'],
  ['on a red background. A mug', 'mug', undefined],
  ['a cap with a gold coin beside it', 'cap', undefined],
  ['Red Bull cap', 'cap', undefined],
  ['a Pink Floyd T-shirt', 'tshirt', undefined],
] as const)('the color of something else is not the product’s: %s', ([prompt, product, color]) => {
  expect(wishOf(prompt)).toEqual([product, color]);
});

test.for([
  ['a white mug next to a red cap', 'mug', 'White'],
  ['a mug and a red cap', 'mug', undefined],
  ['red cap, blue hoodie, green mug', 'cap', 'Red'],
] as const)('of several products the first counts, with its own color: %s', ([prompt, product, color]) => {
  expect(wishOf(prompt)).toEqual([product, color]);
});

test.for(['a pair of socks', 'a bucket hat', 'COWBOY HATS', 'cupcake', 'a capital idea', 'mugshot', 'written in caps'])(
  'what there is no template for is no product: %s',
  (prompt) => {
    expect(wishOf(prompt)).toEqual([undefined, undefined]);
  },
);

test('without a product the only color named counts, of several none', () => {
  expect(wishOf('blue socks')).toEqual([undefined, 'Blue']);
  expect(wishOf('red and blue socks')).toEqual([undefined, undefined]);
  expect(wishOf('red, really RED socks')).toEqual([undefined, 'Red']);
});

test.for(['constructor', '__proto__', 'toString hasOwnProperty', '', '   ', '.;!?', '### #', '🧢'])(
  'nothing is read out of %j',
  (prompt) => {
    expect(readWish(prompt)).toEqual({});
  },
);

test('words that every object knows do not hide the product', () => {
  expect(wishOf('__proto__ constructor red cap')).toEqual(['cap', 'Red']);
  expect(findProduct('constructor')).toBeUndefined();
});

test('every word for a product means it, in the plural too', () => {
  for (const name of productNames) {
    for (const word of productOf(name).words.en) {
      expect(findProduct(word)).toBe(name);
      const plural = word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`;
      expect(findProduct(plural.toUpperCase())).toBe(name);
    }
  }
  expect(findProduct('T-Shirts')).toBe('tshirt');
  expect(findProduct('hoodies')).toBe('hoodie');
});

// Many times as long as a prompt may be: what grows faster than its length would run into the time limit.
test.for(['red cap ', 'navy ', 'hooded ', 'light golden rod ', '#', '-', 'x', '#fff ', '. '])(
  'a prompt of a million characters is read in a moment: %j again and again',
  { timeout: 4000 },
  (part) => {
    const prompt = part.repeat(Math.ceil(1_000_000 / part.length));
    expect(readWish(`white mug, ${prompt}`)).toMatchObject({ product: 'mug', color: { name: 'White' } });
  },
);

test('a prompt full of shades without a name is read in a moment', { timeout: 4000 }, () => {
  const shades = Array.from({ length: 2000 }, (_, i) => `#${(0x10_1010 + i * 5003).toString(16)}`);
  expect(readWish(`${shades.join(' ')} mug`)).toMatchObject({ product: 'mug', color: { hex: shades.at(-1) } });
});
