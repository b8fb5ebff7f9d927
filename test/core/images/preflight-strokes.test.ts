import { expect, test } from 'vitest';
import { depthOf, depthUnit } from '#core/images/preflight/depth.ts';
import { thinShare } from '#core/images/preflight/thin-strokes.ts';
import { drawPixels } from '../../support/drawn-logos.ts';
import { randomNumbers } from '../../support/pictures.ts';

async function maskOf(width: number, height: number, elements: string) {
  const { pixels } = await drawPixels(width, height, elements);
  return Uint8Array.from({ length: width * height }, (_, i) => ((pixels[4 * i + 3] ?? 0) >= 128 ? 1 : 0));
}

async function thinIn(elements: string, thin: number, width = 400, height = 400): Promise<number | undefined> {
  const mask = await maskOf(width, height, elements);
  return thinShare({ mask, width, height }, depthOf(mask, width, height), thin);
}

test('depths are those that measuring each pair of pixels gives, within 8 %', () => {
  const [width, height] = [40, 30];
  const random = randomNumbers(3);
  for (const isOpen of [true, false]) {
    const mask = Uint8Array.from({ length: width * height }, () => (random() < 0.01 ? 0 : 1));
    const { values, stride } = depthOf(mask, width, height, isOpen);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let least = isOpen ? Number.POSITIVE_INFINITY : Math.min(x + 1, y + 1, width - x, height - y);
        mask.forEach((value, i) => {
          if (value === 0) least = Math.min(least, Math.hypot((i % width) - x, Math.floor(i / width) - y));
        });
        const here = (values[(y + 1) * stride + x + 1] ?? 0) / depthUnit;
        expect(Math.abs(here - least)).toBeLessThanOrEqual(0.08 * least);
      }
    }
  }
});

test('of a mask without any 0 that is open, nothing is near', () => {
  const { values, stride } = depthOf(new Uint8Array(12).fill(1), 4, 3, true);
  expect(values[stride + 1]).toBeGreaterThan(60_000);
});

const line = (width: number, turn = 0) =>
  `<rect x="50" y="${200 - width / 2}" width="300" height="${width}" fill="#000" transform="rotate(${turn} 200 200)"/>`;

test.each([0, 17, 45, 90])('a line turned by %i° is thin or not by its width', async (turn) => {
  for (const [width, thin, share] of [
    [4, 8, 1],
    [6, 8, 1],
    [10, 8, 0],
    [16, 12, 0],
    [3, 5, 1],
    [20, 25, 1],
  ] as const) {
    expect(await thinIn(line(width, turn), thin)).toBeCloseTo(share, 1);
  }
});

test.each([
  ['a square', '<rect x="50" y="50" width="300" height="300"/>'],
  ['a disc', '<circle cx="200" cy="200" r="150"/>'],
  ['a star', '<path d="M200 20 L245 140 L375 145 L272 225 L310 350 L200 275 L90 350 L128 225 L25 145 L155 140 Z"/>'],
  ['a triangle', '<path d="M200 40 L360 340 L40 340 Z"/>'],
])('the corners of %s are no hairlines', async (_, elements) => {
  for (const thin of [4, 9, 20]) expect(await thinIn(elements, thin)).toBe(0);
});

test('the share is that of the thin part', async () => {
  // A square of 100 × 100 with a line of 200 × 4.
  const share = await thinIn(
    '<rect x="50" y="150" width="100" height="100"/><rect x="150" y="198" width="200" height="4"/>',
    8,
  );
  expect(share).toBeCloseTo(800 / 10_800, 2);
});

test('a speck of its own is too small, a grain of dust is none', async () => {
  const disc = '<circle cx="200" cy="200" r="100"/>';
  const speck = await thinIn(`${disc}<circle cx="350" cy="350" r="4"/>`, 12);
  expect(speck).toBeGreaterThan(0);
  expect(await thinIn(`${disc}<rect x="350" y="350" width="2" height="2"/>`, 12)).toBe(0);
});

test('what is thinner than the pixels can show is not judged, and nothing has no thin part', async () => {
  expect(await thinIn(line(2), 1.2)).toBeUndefined();
  expect(await thinIn('', 8)).toBe(0);
});
