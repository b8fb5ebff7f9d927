import { expect, test } from 'vitest';
import { findColor } from '#core/catalog/catalog.ts';
import { knownColors } from '#core/catalog/colors.ts';

test.for([
  ['black', '#000000'],
  ['White', '#ffffff'],
  ['NAVY', '#1b2a4a'],
  ['  red  ', '#c4182c'],
  ['tomato', '#ff6347'],
] as const)('a name is found in any case: %s', ([name, hex]) => {
  expect(findColor(name)?.hex).toBe(hex);
});

test.for(['forest green', 'Forest-Green', 'forestgreen', 'FOREST_GREEN'])(
  'spaces and hyphens do not matter: %s',
  (name) => {
    expect(findColor(name)).toEqual({ name: 'Forest Green', hex: '#1f4a34' });
  },
);

test.for(['dark grey', 'dark gray', 'DarkGray', 'dark-grey'])('grey and gray are one word: %s', (name) => {
  expect(findColor(name)).toEqual({ name: 'Dark Grey', hex: '#4a4d51' });
});

test('a CSS name is read as the words it is made of', () => {
  expect(findColor('lightgoldenrodyellow')).toEqual({ name: 'Light Goldenrod Yellow', hex: '#fafad2' });
  expect(findColor('light golden rod yellow')?.hex).toBe('#fafad2');
});

test('the trade comes before CSS: its red is a dye, not a screen primary', () => {
  expect(findColor('red')?.hex).not.toBe('#ff0000');
  expect(findColor('Burgundy')?.hex).toBe('#5c1a2b');
});

test('a hex value keeps its exact shade, short or long', () => {
  expect(findColor('#abc')?.hex).toBe('#aabbcc');
  expect(findColor('#AaBbCc')?.hex).toBe('#aabbcc');
  expect(findColor(' #123456 ')?.hex).toBe('#123456');
});

test('a hex value is called by what people would call it', () => {
  expect(findColor('#ff0000')?.name).toBe('Red');
  expect(findColor('#fefefe')?.name).toBe('White');
  expect(findColor('#020202')?.name).toBe('Black');
});

test.for([
  ['#1b2a4a', 'Navy'],
  ['#2049a5', 'Royal Blue'],
  ['#a9abad', 'Heather Grey'],
] as const)('of several names for the shade %s the usual one is taken', ([hex, name]) => {
  expect(findColor(hex)?.name).toBe(name);
});

test.for([
  '',
  ' ',
  'blurple-ish',
  'navy2',
  '#',
  '#12',
  '#1234',
  '#12345g',
  '#1234567',
  '123456',
  'синий',
  'rgb(1,2,3)',
  'red; blue',
  'red\u0000',
])('what is no color is undefined: %j', (text) => {
  expect(findColor(text)).toBeUndefined();
});

test.for(['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'to string'])(
  'a name every object knows is no color: %s',
  (text) => {
    expect(findColor(text)).toBeUndefined();
  },
);

test('every color is found by its own name and is a full lower-case hex value', () => {
  for (const color of knownColors().values()) {
    expect(findColor(color.name)).toEqual(color);
    expect(color.hex).toMatch(/^#[0-9a-f]{6}$/);
  }
  expect(knownColors().size).toBeGreaterThan(150);
});
