import { expect, test } from 'vitest';
import { productNames } from '#core/catalog/catalog.ts';
import { lookOf } from '#core/renderer/look.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';

test.each(productNames)('no seed cuts off a %s or its shadow, or blows it up', async (product) => {
  const info = await readTemplateInfo(product);
  const [left, top, width, height] = info.contentBox.map((value) => value / info.size) as [
    number,
    number,
    number,
    number,
  ];
  const looks = Array.from({ length: 2000 }, (_, i) => lookOf(i * 2_147_483, info));
  for (const { zoom, shiftX, shiftY } of looks) {
    expect(zoom).toBeLessThanOrEqual(1);
    expect(shiftX + left * zoom).toBeGreaterThan(0.02);
    expect(shiftY + top * zoom).toBeGreaterThan(0.02);
    expect(shiftX + (left + width) * zoom).toBeLessThan(0.98);
    expect(shiftY + (top + height) * zoom).toBeLessThan(0.98);
  }
  expect(new Set(looks.map((look) => look.shiftX)).size).toBeGreaterThan(1000);
});

test('every backdrop stays pale and quiet', async () => {
  const info = await readTemplateInfo('cap');
  for (let seed = 0; seed < 2000; seed++) {
    const { backdrop } = lookOf(seed, info);
    expect(Math.min(...backdrop)).toBeGreaterThan(0.45);
    expect(Math.max(...backdrop) / Math.min(...backdrop)).toBeLessThan(1.5);
  }
});
