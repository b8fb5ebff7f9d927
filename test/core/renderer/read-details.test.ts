import { expect, test } from 'vitest';
import { readShotDetails } from '#core/renderer/read-details.ts';

test('without any input all is as usual', () => {
  const { details, notes } = readShotDetails({ view: '', scale: '', rotation: null }, 'cap');
  expect(Object.values(details).every((value) => value === undefined)).toBe(true);
  expect(notes).toEqual([]);
});

test('reads every detail, numbers also as numbers', () => {
  const inputs = {
    view: 'Front',
    scene: 'desk',
    background: 'navy',
    technique: 'print',
    placement: 'left-chest',
    scale: 150,
    offset: '10,-5',
    rotation: '-12',
  };
  expect(readShotDetails(inputs, 'cap')).toEqual({
    details: {
      view: 'front',
      scene: 'desk',
      background: '#1b2a4a',
      technique: 'print',
      placement: 'left-chest',
      scale: 1.5,
      offset: [0.1, -0.05],
      rotation: -12,
    },
    notes: [],
  });
});

test.each([
  ['view', 'above'],
  ['view', 'three-quarter'],
  ['scene', 'beach'],
  ['background', 'octarine'],
  ['technique', 'engraving'],
  ['placement', 'sole'],
  ['scale', '24'],
  ['scale', '1e2'],
  ['offset', '10'],
  ['offset', '101,0'],
  ['rotation', '181'],
  ['rotation', 'Infinity'],
])('leaves out a %s of %s where a cap has none, and says so', (name, value) => {
  const { details, notes } = readShotDetails({ [name]: value }, 'cap');
  expect(Object.values(details).every((each) => each === undefined)).toBe(true);
  expect(notes).toEqual([expect.stringContaining(name)]);
});
