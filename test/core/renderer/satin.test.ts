import { expect, test } from 'vitest';
import { widenThinStrokes } from '#core/renderer/satin.ts';
import { Scratch } from '#core/renderer/scratch.ts';
import { changesOf, chromaOf, drawLogo, drawNothing, frameOf, meanOf } from './frames.ts';

const texelsPerMm = 5;
const width = 200;
const height = 60;

/** Opacity of rows of red thread, after they were widened; the rows are given by their top and height in texels, shares of texels included. */
function widened(...rows: readonly (readonly [top: number, thickness: number])[]) {
  const texels = new Float32Array(width * height * 4);
  for (const [top, thickness] of rows) {
    for (let y = 0; y < height; y++) {
      const cover = Math.max(0, Math.min(y + 1, top + thickness) - Math.max(y, top));
      for (let x = 20; x < 180; x++) {
        const o = 4 * (y * width + x);
        texels[o] = (texels[o] ?? 0) + 0.6 * cover;
        texels[o + 3] = (texels[o + 3] ?? 0) + cover;
      }
    }
  }
  const before = texels.slice();
  widenThinStrokes({ texels, width, height }, texelsPerMm, new Scratch());
  const column = (values: Float32Array, channel: number): number[] =>
    Array.from({ length: height }, (_, y) => values[4 * (y * width + 100) + channel] ?? 0);
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  return { before, texels, red: column(texels, 0), alpha: column(texels, 3), sum };
}

test.for([0.6, 1, 1.5, 2])(
  'a line of %d texels becomes as wide as thread, all opaque and of its own color',
  (thickness) => {
    const { alpha, red, sum } = widened([30, thickness]);
    expect(Math.max(...alpha)).toBeGreaterThan(0.9);
    const wide = sum(alpha) / texelsPerMm;
    expect(wide).toBeGreaterThan(0.5);
    expect(wide).toBeLessThan(1);
    for (const [y, value] of alpha.entries()) expect(red[y]).toBeCloseTo(0.6 * value, 2);
  },
);

test.for([4, 5.5, 20])('what is as wide as %d texels stays as it is', (thickness) => {
  const { before, texels, alpha } = widened([20, thickness]);
  expect(alpha[22]).toBe(1);
  expect(texels).toEqual(before);
});

test('the gap between two thin strokes stays open', () => {
  const { alpha } = widened([28, 1.5], [32.5, 1.5]);
  expect(Math.min(...alpha.slice(29, 33))).toBeLessThan(0.1);
  expect(Math.max(...alpha.slice(26, 29))).toBeGreaterThan(0.9);
});

test('lettering of three millimetres on a cap is embroidered in its full color', async () => {
  // Strokes of 0.4 mm, as those of such letters, on a logo some 116 mm wide.
  const stem = (x: number): boolean => x % 16 < 4;
  const logo = await drawLogo(1160, 480, (x, y) =>
    y > 225 && y < 255 && stem(x) ? [200, 20, 40, 255] : y < 4 || y >= 476 ? [20, 40, 160, 255] : [0, 0, 0, 0],
  );
  const wish = { product: 'cap', color: '#f0ead8', size: 1024 } as const;
  const shot = await frameOf(logo, wish);
  const chromas = changesOf(await frameOf(await drawNothing(), wish), shot, 12)
    .places.map((i) => meanOf(shot, [i]))
    .filter(([r, , b]) => r > b + 20)
    .map(chromaOf)
    .sort((a, b) => a - b);
  expect(chromas.length).toBeGreaterThan(1000);
  expect(chromas[Math.floor(chromas.length * 0.75)]).toBeGreaterThan(100);
});
