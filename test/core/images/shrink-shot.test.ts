import sharp from 'sharp';
import { expect, test } from 'vitest';
import { shrinkShot } from '#core/images/shrink-shot.ts';
import { colorDistance, drawQuarters, noise, probe, quarterColors, quarters, svgOf } from '../../support/pictures.ts';

const signal = new AbortController().signal;

/** Four quarters under a film that does not compress. */
async function grainy(width: number, height: number): Promise<Buffer> {
  const grain = await noise(width, height).ensureAlpha(0.08).png().toBuffer();
  return quarters(width, height)
    .composite([{ input: grain }])
    .png()
    .toBuffer();
}

async function expectQuarters(picture: Uint8Array): Promise<void> {
  const places = [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ] as const;
  for (const [index, [x, y]] of places.entries()) {
    expect(colorDistance(await probe(picture, x, y), quarterColors[index] ?? '')).toBeLessThan(45);
  }
}

test('a shot that is too large becomes a JPEG of the same size in pixels, and looks the same', async () => {
  const shot = await grainy(900, 600);
  const small = await shrinkShot(shot, Math.floor(shot.length / 3), { signal });
  expect(small).toMatchObject({ mime: 'image/jpeg', extension: 'jpg' });
  expect(small?.bytes.length).toBeLessThanOrEqual(shot.length / 3);
  const { format, width, height } = await sharp(small?.bytes).metadata();
  expect({ format, width, height }).toEqual({ format: 'jpeg', width: 900, height: 600 });
  await expectQuarters(small?.bytes ?? Buffer.alloc(0));
});

test('what is transparent stays transparent', async () => {
  const disc = svgOf('<circle cx="50%" cy="50%" r="40%" fill="#d02030"/>', 'width="600" height="600"');
  const grain = await noise(600, 600).png().toBuffer();
  const shot = await sharp(Buffer.from(disc))
    .composite([{ input: grain, blend: 'atop' }])
    .png()
    .toBuffer();
  const small = await shrinkShot(shot, Math.floor(shot.length / 3), { signal });
  expect(small).toMatchObject({ mime: 'image/webp', extension: 'webp' });
  const [, , , corner] = await probe(small?.bytes ?? Buffer.alloc(0), 0.02, 0.02);
  const [, , , middle] = await probe(small?.bytes ?? Buffer.alloc(0), 0.5, 0.5);
  expect([corner, middle]).toEqual([0, 255]);
});

test('where quality alone does not do, the picture becomes smaller and keeps its shape', async () => {
  const shot = await grainy(2200, 1100);
  const small = await shrinkShot(shot, 40_000, { signal });
  expect(small?.bytes.length).toBeLessThanOrEqual(40_000);
  const { width, height } = await sharp(small?.bytes).metadata();
  expect(width / height).toBeCloseTo(2, 1);
  expect(width).toBeLessThan(2200);
  await expectQuarters(small?.bytes ?? Buffer.alloc(0));
});

test('a photo that lies on its side is upright after it', async () => {
  const shot = await sharp(await grainy(400, 800))
    .jpeg({ quality: 100 })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const small = await shrinkShot(shot, Math.floor(shot.length / 2), { signal });
  const { width, height, orientation } = await sharp(small?.bytes).metadata();
  expect({ width, height }).toEqual({ width: 800, height: 400 });
  expect(orientation ?? 1).toBe(1);
});

test('a film becomes its first picture', async () => {
  const frames = [
    await grainy(300, 200),
    await sharp(await grainy(300, 200))
      .negate()
      .png()
      .toBuffer(),
  ];
  const film = await sharp(frames, { join: { animated: true } })
    .webp({ lossless: true })
    .toBuffer();
  const small = await shrinkShot(film, Math.floor(film.length / 6), { signal });
  const { width, height, pages } = await sharp(small?.bytes).metadata();
  expect({ width, height, pages: pages ?? 1 }).toEqual({ width: 300, height: 200, pages: 1 });
  await expectQuarters(small?.bytes ?? Buffer.alloc(0));
});

test('nothing can be had for nothing', async () => {
  expect(await shrinkShot(await drawQuarters(800, 800), 100, { signal })).toBeUndefined();
});

test('an abort ends it', async () => {
  const stop = new AbortController();
  stop.abort(new Error('stopped'));
  await expect(shrinkShot(await drawQuarters(64, 64), 10, { signal: stop.signal })).rejects.toThrow('stopped');
});
