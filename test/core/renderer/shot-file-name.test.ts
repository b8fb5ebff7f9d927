import { expect, test } from 'vitest';
import { findColor } from '#core/catalog/catalog.ts';
import { shotFileName } from '#core/renderer/shot-file-name.ts';

test('the file name says product, color, size and what the picture is', () => {
  expect(shotFileName({ product: 'cap', color: '#000000', size: 768 })).toBe('cap-black-768-template-render.png');
});

test('a seed is named, 0 too', () => {
  expect(shotFileName({ product: 'mug', color: '#ffffff', size: 512, seed: 0 })).toBe(
    'mug-white-512-seed-0-template-render.png',
  );
});

test.for(['#1b2a4a', '#1B2A4A', 'Navy', 'navy blue'])('a shade with several names has its usual one: %s', (color) => {
  expect(shotFileName({ product: 'hoodie', color, size: 1024 })).toBe('hoodie-navy-1024-template-render.png');
});

test('a name of several words is hyphenated', () => {
  expect(shotFileName({ product: 'tshirt', color: '#1f4a34', size: 512 })).toContain('tshirt-forest-green-512');
});

test('a shade without a name of its own appears as its digits', () => {
  expect(shotFileName({ product: 'cap', color: '#123456', size: 512 })).toContain('cap-123456-512');
  // The trade's red is another shade: the name would not lead back to this one.
  expect(findColor('red')?.hex).not.toBe('#ff0000');
  expect(shotFileName({ product: 'cap', color: '#FF0000', size: 512 })).toContain('cap-ff0000-512');
});

test('a view and a scene are named unless they are the usual ones', () => {
  const shot = { product: 'hoodie', color: '#000000', size: 768 } as const;
  expect(shotFileName({ ...shot, view: 'three-quarter', scene: 'desk', seed: 7 })).toBe(
    'hoodie-black-three-quarter-desk-768-seed-7-template-render.png',
  );
  expect(shotFileName({ ...shot, scene: 'transparent' })).toBe('hoodie-black-transparent-768-template-render.png');
  expect(shotFileName({ ...shot, view: 'front', scene: 'studio' })).toBe('hoodie-black-768-template-render.png');
});
