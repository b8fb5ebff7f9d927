import sharp from 'sharp';
import { expect, test } from 'vitest';
import { productNames } from '#core/catalog/catalog.ts';
import { paintShot, Workspace } from '#core/renderer/render-shot.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import { changesOf, drawNothing, frameOf, meanOf, shoot } from './frames.ts';
import { places, plane, side } from './template-planes.ts';

test('on a desk, what is product is the same to the pixel, and the rest is warm', async () => {
  for (const product of productNames) {
    const mask = await plane(product, 'mask');
    const wish = { product, color: '#1b2a4a' } as const;
    const studio = await frameOf(await drawNothing(), wish);
    const desk = await frameOf(await drawNothing(), { ...wish, scene: 'desk' });
    const changed = new Set(changesOf(studio, desk).places);
    expect(places.filter((i) => mask[i] === 255 && changed.has(i))).toEqual([]);
    const [r, g, b] = meanOf(
      desk,
      places.filter((i) => mask[i] === 0),
    );
    expect(r).toBeGreaterThan(g + 10);
    expect(g).toBeGreaterThan(b + 10);
    expect(r).toBeGreaterThan(110);
  }
});

test.for([
  ['mug', 'across'],
  ['tshirt', 'up and down'],
] as const)('behind a %s, the grain runs %s', async ([product, direction]) => {
  const { pixels } = await frameOf(await drawNothing(), { product, scene: 'desk' });
  // Below the product: differences between neighbours one way and the other.
  let alongX = 0;
  let alongY = 0;
  for (let y = 470; y < 505; y++) {
    for (let x = 20; x < 490; x++) {
      const at = (dx: number, dy: number): number => pixels[3 * ((y + dy) * side + x + dx) + 1] ?? 0;
      alongX += Math.abs(at(3, 0) - at(0, 0));
      alongY += Math.abs(at(0, 3) - at(0, 0));
    }
  }
  if (direction === 'across') expect(alongY).toBeGreaterThan(2 * alongX);
  else expect(alongX).toBeGreaterThan(1.5 * alongY);
});

test('what a view says of how its product is held up decides what it is seen before', async () => {
  const request = { logo: await drawNothing(), product: 'tshirt', color: '#ffffff', size: 512, scene: 'desk' } as const;
  const info = await readTemplateInfo('tshirt');
  const corner = async (stands: 'floor' | 'flat' | 'hangs' | undefined): Promise<string> => {
    const { pixels } = await paintShot(request, stands ? { ...info, stands } : info, new Workspace());
    return Buffer.from(pixels.subarray(0, 3 * 100)).toString('hex');
  };
  const [usual, hangs, flat, floor] = [
    await corner(undefined),
    await corner('hangs'),
    await corner('flat'),
    await corner('floor'),
  ];
  expect(hangs).toBe(usual);
  expect(new Set([hangs, flat, floor]).size).toBe(3);
});

test('a desk is the same for the same seed, whatever was drawn before, and another for another', async () => {
  const wish = { product: 'mug', scene: 'desk', seed: 4 } as const;
  const logo = await drawNothing();
  const first = await shoot(logo, wish, new Workspace());
  const room = new Workspace();
  await shoot(logo, { ...wish, product: 'tshirt' }, room);
  expect(Buffer.from(await shoot(logo, wish, room)).equals(first)).toBe(true);
  expect(Buffer.from(await shoot(logo, wish, room)).equals(first)).toBe(true);
  expect(Buffer.from(await shoot(logo, { ...wish, seed: 5 }, room)).equals(first)).toBe(false);
});

test('a desk looks the same at every size', async () => {
  const logo = await drawNothing();
  const small = await frameOf(logo, { product: 'mug', scene: 'desk' });
  const large = await sharp(await shoot(logo, { product: 'mug', scene: 'desk', size: 1024 }))
    .resize(side, side, { kernel: 'lanczos2' })
    .raw()
    .toBuffer();
  const apart = places.map((i) => Math.abs((small.pixels[3 * i + 1] ?? 0) - (large[3 * i + 1] ?? 0)));
  expect(apart.reduce((sum, value) => sum + value, 0) / apart.length).toBeLessThan(1.5);
});
