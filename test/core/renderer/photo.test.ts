import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cutOut, cutOutOf } from './cut-out.ts';

/** Something with texture and hundreds of colors everywhere. */
async function drawPhoto(width: number, height: number): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  let state = 7;
  for (let i = 0; i < width * height; i++) {
    const x = i % width;
    const y = Math.floor(i / width);
    const wave = 40 * Math.sin(x / 37) + 40 * Math.cos(y / 23) + 30 * Math.sin((x * y) / 4000);
    const colors = [140 + wave, 120 - wave / 2 + y / 6, 90 + x / 6 - wave];
    for (const [channel, value] of colors.entries()) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      pixels[3 * i + channel] = Math.max(0, Math.min(255, value + (state >>> 27)));
    }
  }
  return await sharp(pixels, { raw: { width, height, channels: 3 } })
    .blur(1.2)
    .jpeg({ quality: 80 })
    .toBuffer();
}

test('a photograph that runs to its edges is taken whole', async () => {
  const { found } = await cutOutOf(await drawPhoto(480, 360));
  expect(found).toEqual({ box: { left: 0, top: 0, width: 480, height: 360 }, paper: undefined });
});

test('of a photograph in a white frame only the frame is cut off', async () => {
  const photo = sharp(await drawPhoto(480, 360)).composite([
    // White on its rim and within: sky, a shirt.
    {
      input: await sharp({ create: { width: 80, height: 60, channels: 3, background: '#fff' } })
        .png()
        .toBuffer(),
      left: 0,
      top: 0,
    },
  ]);
  const framed = sharp(await photo.png().toBuffer()).extend({
    top: 30,
    bottom: 30,
    left: 30,
    right: 30,
    background: '#fff',
  });
  const { found, at } = await cutOutOf(await framed.jpeg().toBuffer());
  expect(found?.paper).toBeUndefined();
  expect(Math.abs((found?.box.width ?? 0) - 480)).toBeLessThan(4);
  expect(at(60, 50)[3]).toBe(255);
});

test('the dark round a photograph belongs to it', async () => {
  const night = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360"><defs><radialGradient id="g"><stop offset=".5" stop-color="#050509" stop-opacity="0"/><stop offset="1" stop-color="#050509"/></radialGradient></defs><rect width="480" height="360" fill="url(#g)"/></svg>',
  );
  const dark = await sharp(await drawPhoto(480, 360))
    .composite([{ input: night }])
    .png()
    .toBuffer();
  const extended = sharp(dark).extend({ top: 30, bottom: 30, left: 30, right: 30, background: '#050509' });
  const { found } = await cutOutOf(await extended.jpeg().toBuffer());
  expect(found).toEqual({ box: { left: 0, top: 0, width: 540, height: 420 }, paper: undefined });
});

test('a drawing in many colors on paper is no photograph', async () => {
  const flowers = Array.from({ length: 60 }, (_, k) => {
    const angle = (k / 60) * 2 * Math.PI;
    return `<circle cx="${250 + 140 * Math.cos(angle)}" cy="${250 + 140 * Math.sin(angle)}" r="30" fill="hsl(${k * 6} 80% ${40 + (k % 3) * 10}%)"/>`;
  });
  const { found, at } = await cutOut(500, 500, flowers.join(''), { quality: 80 });
  expect(found?.paper).toBeDefined();
  expect(at(20, 20)[3]).toBe(0);
});
