import sharp from 'sharp';
import { expect, test } from 'vitest';
import { layOut } from '#core/images/sheet-layout.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { batchSheet, hasSheet } from '#core/mockups/batch-sheet.ts';
import type { BatchView, MockupView, PictureView } from '#core/mockups/messenger.ts';
import { viewMockup } from '../../contract/bot.ts';

const signal = new AbortController().signal;
const black = { name: 'Black', hex: '#000000' };
const white = { name: 'White', hex: '#ffffff' };

function shot(fileName = 'cap-template-render.png'): PictureView {
  const read = () =>
    sharp({ create: { width: 100, height: 100, channels: 3, background: '#336699' } })
      .png()
      .toBuffer();
  return { fileName, mime: 'image/png', width: 100, height: 100, bytes: 9, altText: 'A shot', read };
}

function mockupOf(
  product: string | undefined,
  color: typeof black | undefined,
  change: Partial<MockupView> = {},
): MockupView {
  const request = { prompt: 'A boat', size: 512, deployment: 'studio', seed: 1 } as const;
  return viewMockup({
    state: 'delivered',
    shots: [shot()],
    request: { ...request, ...(product ? { product } : {}), ...(color ? { color } : {}) },
    ...change,
  });
}

function viewOf(mockups: readonly MockupView[], locale = 'en'): BatchView {
  return { batchId: 'batch', locale, mockups, atRest: true };
}

const failed = { state: 'failed', shots: [] } as const;

test('only batches of several products or colors have a sheet, and only when there is a shot', () => {
  expect(hasSheet(viewOf([mockupOf('cap', black), mockupOf('cap', white)]))).toBe(true);
  expect(hasSheet(viewOf([mockupOf('cap', undefined), mockupOf('mug', undefined)]))).toBe(true);
  expect(hasSheet(viewOf([mockupOf('cap', black), mockupOf('cap', black)]))).toBe(false);
  expect(hasSheet(viewOf([mockupOf('cap', black)]))).toBe(false);
  expect(hasSheet(viewOf([mockupOf('cap', black, failed), mockupOf('mug', black)]))).toBe(true);
  expect(hasSheet(viewOf([mockupOf('cap', black, failed), mockupOf('mug', black, failed)]))).toBe(false);
});

test.each([
  ['products by colors are rows and columns', ['cap', 'mug', 'hoodie'], [black, white], 1, 2],
  ['a count makes the rows longer', ['cap', 'mug'], [black, white], 2, 4],
  ['products alone are balanced', ['cap', 'mug', 'hoodie', 'tshirt'], [black], 1, undefined],
  ['colors alone are balanced', ['cap'], [black, white], 2, undefined],
] as const)('%s', async (_, products, colors, count, columns) => {
  const mockups = products.flatMap((product) =>
    colors.flatMap((color) => Array.from({ length: count }, () => mockupOf(product, color))),
  );
  const { width, height } = await batchSheet(viewOf(mockups), { signal });
  const expected = layOut(mockups.length, { pictureSide: 100, ...(columns ? { columns } : {}) });
  expect({ width, height }).toEqual({ width: expected.width, height: expected.height });
});

test('several shots of one mockup all have their place', async () => {
  const mockups = [mockupOf('cap', black, { shots: [shot(), shot(), shot()] }), mockupOf('mug', white)];
  const { altText, width } = await batchSheet(viewOf(mockups), { signal });
  expect(altText).toBe(
    'Contact sheet: 1 Baseball cap · Black, 2 Baseball cap · Black, 3 Baseball cap · Black, 4 Mug · White',
  );
  expect(width).toBe(layOut(4, { pictureSide: 100 }).width);
  const many = Array.from({ length: 20 }, () => shot());
  const full = Array.from({ length: 10 }, (_, index) => mockupOf(index < 5 ? 'cap' : 'mug', black, { shots: many }));
  expect((await batchSheet(viewOf(full), { signal })).altText).toContain('40 Mug · Black');
});

test('captions say product and color, the logo where there are several, and a shade without a name by its digits', async () => {
  const mockups = [
    mockupOf('cap', { name: 'Carolina Blue', hex: '#00aaff' }),
    mockupOf(undefined, white, { logoName: 'other.png' }),
    mockupOf('mug', undefined, failed),
  ];
  const { altText } = await batchSheet(viewOf(mockups), { signal });
  expect(altText).toBe('Contact sheet: 1 Baseball cap · #00aaff · logo.png, 2 White · other.png, 3 Mug · logo.png');
});

test('what the request leaves open is read from its prompt, and a prompt that says nothing stands for itself', async () => {
  const worded = (prompt: string) =>
    mockupOf(undefined, undefined, { request: { prompt, size: 512, deployment: 'studio', seed: 1 } });
  const mockups = [worded('a navy hoodie on a chair'), worded('A boat'), mockupOf('cap', black)];
  expect((await batchSheet(viewOf(mockups), { signal })).altText).toBe(
    'Contact sheet: 1 Hoodie · Navy, 2 A boat, 3 Baseball cap · Black',
  );
});

test('captions are in the language of the person', async () => {
  await loadLanguages();
  const mockups = [mockupOf('cap', black), mockupOf('mug', white)];
  expect((await batchSheet(viewOf(mockups, 'fr-CA'), { signal })).altText).toBe(
    'Planche contact\u00a0: 1 Casquette · Noir, 2 Tasse · Blanc',
  );
  expect((await batchSheet(viewOf(mockups, 'ja'), { signal })).altText).toContain(
    '1 野球帽 · ブラック, 2 マグカップ · ホワイト',
  );
});

test('the file name says whether all of it was drawn from templates', async () => {
  const made = mockupOf('mug', white, { shots: [shot('run-7.png')] });
  const sheet = await batchSheet(viewOf([mockupOf('cap', black), made]), { signal });
  expect(sheet.fileName).toBe('contact-sheet.jpg');
  const rendered = await batchSheet(viewOf([mockupOf('cap', black), mockupOf('mug', white, failed)]), { signal });
  expect(rendered.fileName).toBe('contact-sheet-template-render.jpg');
  expect((await sharp(rendered.bytes).metadata()).exif?.toString('latin1')).toContain('template renders');
});
