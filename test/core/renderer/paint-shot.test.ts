import { describe, expect, test } from 'vitest';
import { lookOf } from '#core/renderer/look.ts';
import { placeLogo } from '#core/renderer/placement.ts';
import { planeSide } from '#core/renderer/stage.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import { blankLogo, differing, drawLogo, type Picture, plainLogo, pointOf, rgbAt, shoot } from './probe.ts';

test('what is transparent in a logo leaves the cloth as it is', async () => {
  const ring = await drawLogo(
    400,
    400,
    '<circle cx="200" cy="200" r="160" fill="none" stroke="#c81e1e" stroke-width="60"/>',
  );
  const product = 'hoodie';
  const place = placeLogo(1, await readTemplateInfo(product));
  const [x, y] = await pointOf(product, 512, place.left + place.width / 2, place.top + place.height / 2);
  const bare = await shoot({ logo: await blankLogo(), product });
  const shot = await shoot({ logo: ring, product });
  for (const [dx, dy] of [
    [0, 0],
    [6, 0],
    [0, -6],
    [-6, 4],
  ] as const) {
    expect(rgbAt(shot, x + dx, y + dy)).toEqual(rgbAt(bare, x + dx, y + dy));
  }
  expect(differing(bare, shot, 40).length).toBeGreaterThan(1000);
});

test('a cap is embroidered and a mug is printed unless asked otherwise', async () => {
  const logo = await plainLogo('#c81e1e');
  const same = (a: Picture, b: Picture): boolean => differing(a, b).length === 0;
  expect(
    same(await shoot({ logo, product: 'cap' }), await shoot({ logo, product: 'cap', technique: 'embroidery' })),
  ).toBe(true);
  expect(same(await shoot({ logo, product: 'mug' }), await shoot({ logo, product: 'mug', technique: 'print' }))).toBe(
    true,
  );
  expect(
    same(await shoot({ logo, product: 'mug' }), await shoot({ logo, product: 'mug', technique: 'embroidery' })),
  ).toBe(false);
});

describe('a seed', () => {
  /** Where the logo is on the product, and its light relative to the cloth's, in a look. */
  async function measure(seed: number | undefined): Promise<{ ratio: number; x: number; y: number }> {
    const request = { product: 'tshirt', seed, color: '#6b6b6b', technique: 'print' } as const;
    const bare = await shoot({ ...request, logo: await blankLogo() });
    const shot = await shoot({ ...request, logo: await plainLogo('#c8c8c8') });
    const pixels = differing(bare, shot, 25);
    const linear = (picture: Picture): number =>
      pixels.reduce((sum, i) => sum + ((picture.pixels[3 * i + 1] ?? 0) / 255) ** 2.2, 0);
    const look = lookOf(seed, await readTemplateInfo('tshirt'));
    const side = planeSide(512, look);
    const mean = (value: (i: number) => number): number => pixels.reduce((sum, i) => sum + value(i), 0) / pixels.length;
    return {
      ratio: linear(shot) / linear(bare),
      x: (mean((i) => i % 512) - look.shiftX * 512) / side,
      y: (mean((i) => Math.floor(i / 512)) - look.shiftY * 512) / side,
    };
  }

  test('moves neither the logo on its product nor its color against the cloth', async () => {
    const house = await measure(undefined);
    for (const seed of [1, 2, 3, 77]) {
      const moved = await measure(seed);
      expect(Math.abs(moved.ratio / house.ratio - 1)).toBeLessThan(0.03);
      expect(Math.abs(moved.x - house.x)).toBeLessThan(0.003);
      expect(Math.abs(moved.y - house.y)).toBeLessThan(0.003);
    }
  });
});
