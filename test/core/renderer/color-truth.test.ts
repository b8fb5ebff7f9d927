import { expect, test } from 'vitest';
import { productNames } from '#core/catalog/catalog.ts';
import { productOf } from '#core/catalog/products.ts';
import { brandColors, measureColorTruth } from '../../../bench/support/color-truth.ts';

const cases = productNames.flatMap((product) =>
  productOf(product).views.flatMap((view) => [
    { product, view, cloth: 'white', color: '#ffffff', limit: 3 },
    { product, view, cloth: 'black', color: '#000000', limit: 5 },
  ]),
);

test.for(cases)(
  'ink on a $cloth $product ($view) has the color that was sent',
  async ({ product, view, color, limit }) => {
    for (const ink of brandColors) {
      const { divided } = await measureColorTruth({ product, view, technique: 'print', color, ink });
      expect(divided, ink).toBeLessThan(limit);
    }
  },
);

test.for(
  (['cap', 'beanie', 'hoodie'] as const).flatMap((product) =>
    ['#ffffff', '#000000'].map((color) => ({ product, color })),
  ),
)('thread on a $product of $color has the color that was sent, for all its shine', async ({ product, color }) => {
  let sum = 0;
  for (const ink of brandColors) {
    const { divided } = await measureColorTruth({ product, technique: 'embroidery', color, ink });
    // Black thread is seen by its shine alone.
    expect(divided, ink).toBeLessThan(ink === '#000000' ? 2.8 : 1.8);
    sum += divided;
  }
  expect(sum / brandColors.length).toBeLessThan(1);
});

test('there is a brand color for every hue, and there are pale and deep ones', () => {
  expect(brandColors.length).toBeGreaterThanOrEqual(12);
});
