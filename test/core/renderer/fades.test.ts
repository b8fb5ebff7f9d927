import { expect, test } from 'vitest';
import { cutOut } from './cut-out.ts';

const blur =
  '<defs><filter id="f" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="16"/></filter></defs>';
const shadow = `${blur}<rect x="120" y="110" width="360" height="200" fill="#000" opacity=".4" filter="url(#f)" transform="translate(0 40)"/>`;

test.for([undefined, 85])(
  'a soft shadow on white becomes a translucent one, without a pale rim (JPEG quality %s)',
  async (quality) => {
    const { at } = await cutOut(
      600,
      440,
      `${shadow}<rect x="120" y="110" width="360" height="200" fill="#ff6900"/>`,
      quality ? { quality } : {},
    );
    expect(at(300, 200)).toEqual([expect.closeTo(255, -1), expect.closeTo(105, -1), expect.closeTo(0, -1), 255]);
    const below = [318, 330, 342, 354, 366, 378].map((y) => at(300, y));
    for (const [r, g, b, alpha] of below) {
      // Whatever is there at all is dark: anything pale would shine on black cloth.
      if (alpha > 30) expect(Math.max(r, g, b)).toBeLessThan(40);
      expect(alpha).toBeLessThan(130);
    }
    const alphas = below.map(([, , , alpha]) => alpha);
    expect(alphas).toEqual(alphas.toSorted((a, b) => b - a));
    expect(alphas[0]).toBeGreaterThan(70);
    expect(alphas[5]).toBeLessThan(40);
  },
);

test('a gradient that ends in the paper ends in nothing, and is itself where it is strong', async () => {
  const fill =
    '<defs><linearGradient id="g"><stop offset="0" stop-color="#0057b8"/><stop offset="1" stop-color="#fff"/></linearGradient></defs>';
  const { at } = await cutOut(600, 300, `${fill}<rect x="40" y="60" width="520" height="180" fill="url(#g)"/>`);
  expect(at(45, 150)).toEqual([expect.closeTo(0, -1), expect.closeTo(87, -1), expect.closeTo(184, -1), 255]);
  const alphas = [100, 200, 300, 400, 500].map((x) => at(x, 150)[3]);
  expect(alphas).toEqual(alphas.toSorted((a, b) => b - a));
  expect(alphas[4]).toBeLessThan(60);
  // It keeps its hue all the way.
  const [r, , b] = at(400, 150);
  expect(b - r).toBeGreaterThan(120);
});

test('a pale color with a clear edge stays opaque', async () => {
  const { at } = await cutOut(500, 400, '<rect x="60" y="60" width="380" height="280" rx="40" fill="#ffd0da"/>', {
    quality: 85,
  });
  const [r, g, b, alpha] = at(250, 200);
  expect(alpha).toBe(255);
  expect([r, g, b]).toEqual([expect.closeTo(255, -1), expect.closeTo(208, -1), expect.closeTo(218, -1)]);
});
