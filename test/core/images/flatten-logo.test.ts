import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cleanLogo } from '#core/images/clean-logo.ts';
import { flattenLogo, suitingBackground } from '#core/images/flatten-logo.ts';
import { colorDistance, drawDisc, drawQuarters, probe, svgOf } from '../../support/pictures.ts';

async function logoOf(elements: string): Promise<Buffer> {
  return sharp(Buffer.from(svgOf(elements)))
    .png()
    .toBuffer();
}

test.each([
  ['black', '#000000'],
  ['red', '#d02030'],
  ['grey', '#9a9a9a'],
  ['gold', '#d4a017'],
])('%s ink goes on white', async (_, color) => {
  expect(await suitingBackground(await drawDisc(300, { color }))).toBe('#ffffff');
});

test.each([
  ['white', '#ffffff'],
  ['nearly white', '#f2f2f2'],
  ['pale yellow', '#fff9c4'],
])('%s ink would vanish on white and goes on a dark neutral', async (_, color) => {
  const background = await suitingBackground(await drawDisc(300, { color }));
  expect(colorDistance([0, 0, 0], background)).toBeLessThan(80);
});

test('light letters on a dark badge stay on white, light letters beside a small dark mark do not', async () => {
  const badge = await logoOf(
    '<rect width="200" height="100" fill="#102040"/><rect x="20" y="30" width="120" height="40" fill="#fff"/>',
  );
  expect(await suitingBackground(badge)).toBe('#ffffff');
  const words = await logoOf(
    '<circle cx="20" cy="50" r="12" fill="#d02030"/><rect x="50" y="30" width="140" height="40" fill="#fff"/>',
  );
  expect(await suitingBackground(words)).not.toBe('#ffffff');
});

test('faint ink counts for as little as it covers', async () => {
  const faint = await logoOf(
    '<rect width="200" height="100" fill="#fff" fill-opacity="0.05"/><rect width="50" height="50" fill="#000"/>',
  );
  expect(await suitingBackground(faint)).toBe('#ffffff');
});

test('an opaque logo needs no color and gets white', async () => {
  expect(await suitingBackground(await drawQuarters(40, 40))).toBe('#ffffff');
});

test('flattening puts the color where nothing was, whatever hid in the transparent pixels', async () => {
  const hidden = Buffer.from([255, 0, 0, 255, 0, 0, 0, 0, 9, 99, 200, 0, 0, 0, 0, 128]);
  const png = await sharp(hidden, { raw: { width: 4, height: 1, channels: 4 } })
    .png()
    .toBuffer();
  const flat = await flattenLogo(png, '#ffffff');
  expect((await sharp(flat).metadata()).channels).toBe(3);
  const raw = await sharp(flat).raw().toBuffer();
  expect([...raw.subarray(0, 9)]).toEqual([255, 0, 0, 255, 255, 255, 255, 255, 255]);
  expect(colorDistance([...raw.subarray(9)], '#7f7f7f')).toBeLessThanOrEqual(1);
});

test('a clean logo flattens at its own size', async () => {
  const logo = await cleanLogo(await drawDisc(300, { color: '#ffffff' }));
  const flat = await flattenLogo(logo.png, await suitingBackground(logo.png));
  expect(await sharp(flat).metadata()).toMatchObject({ format: 'png', width: 300, height: 300, hasAlpha: false });
  expect((await probe(flat, 0.5, 0.5)).slice(0, 3)).toEqual([255, 255, 255]);
  expect((await probe(flat, 0.01, 0.01))[0]).toBeLessThan(80);
});
