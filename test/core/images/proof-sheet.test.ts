import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawTile } from '#core/images/draw-tile.ts';
import { proofSheet } from '#core/images/proof-sheet.ts';
import { colorDistance, probe } from '../../support/pictures.ts';

const signal = new AbortController().signal;
const [tile, gap] = [420, 12];

function square(background: string, width = 600, height = width): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

const grays = Array.from(
  { length: 10 },
  (_, index) => `#${((index + 1) * 20).toString(16).padStart(2, '0').repeat(3)}`,
);

test.each([
  [1, 1, 1],
  [2, 2, 1],
  [3, 3, 1],
  [4, 2, 2],
  [5, 3, 2],
  [9, 3, 3],
  [10, 4, 3],
])('%i pictures stand in %i columns and %i rows, in their order', async (count, columns, rows) => {
  const wanted = grays.slice(0, count);
  const sheet = await proofSheet(await Promise.all(wanted.map((color) => square(color))), { signal });
  const { width, height, format } = await sharp(sheet).metadata();
  expect([width, height, format]).toEqual([columns * (tile + gap) + gap, rows * (tile + gap) + gap, 'png']);
  for (const [index, color] of wanted.entries()) {
    const x = gap + (index % columns) * (tile + gap) + tile / 2;
    const y = gap + Math.floor(index / columns) * (tile + gap) + tile / 2;
    expect(colorDistance(await probe(sheet, x / width, y / height), color)).toBeLessThan(3);
  }
  expect(colorDistance(await probe(sheet, 0, 0), '#ffffff')).toBe(0);
});

test('a place that is left over is white', async () => {
  const sheet = await proofSheet(await Promise.all(grays.slice(0, 5).map((color) => square(color))), { signal });
  expect(colorDistance(await probe(sheet, 0.85, 0.75), '#ffffff')).toBe(0);
});

test('a picture that is no square is there as a whole, with white beside it', async () => {
  const sheet = await proofSheet([await square('#d02030', 600, 300)], { signal });
  expect(colorDistance(await probe(sheet, 0.5, 0.5), '#d02030')).toBeLessThan(3);
  expect(colorDistance(await probe(sheet, 0.5, 0.1), '#ffffff')).toBe(0);
  expect(colorDistance(await probe(sheet, 0.06, 0.5), '#d02030')).toBeLessThan(3);
});

test('who has gone away is not drawn for', async () => {
  const gone = AbortSignal.abort(new Error('gone'));
  await expect(proofSheet([await square('#d02030')], { signal: gone })).rejects.toThrow('gone');
});

test('the tile that stands for what was taken away is a plain one', async () => {
  const bytes = await drawTile();
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 512, height: 512, format: 'png' });
  const { isOpaque, channels } = await sharp(bytes).stats();
  expect(isOpaque).toBe(true);
  for (const { min, max } of channels) expect(min).toBe(max);
});
