import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { type DisplayPhoto, displayPhoto, type PhotoLimits } from '#core/images/display-photo.ts';
import { drawHeavy } from '../../support/noisy-shots.ts';
import {
  colorDistance,
  drawDisc,
  drawQuarters,
  noise,
  probe,
  quarterColors,
  quarters,
} from '../../support/pictures.ts';

vi.setConfig({ testTimeout: 30_000, maxConcurrency: 3 });

const limits: PhotoLimits = { maxBytes: 10_000_000, maxSides: 10_000, maxRatio: 20 };
const signal = new AbortController().signal;

async function photoOf(shot: Buffer, change: Partial<PhotoLimits> = {}): Promise<DisplayPhoto> {
  const photo = await displayPhoto(shot, { ...limits, ...change }, { signal });
  if (!photo) throw new Error('There is to be a photo.');
  return photo;
}

async function assertQuarters({ bytes }: DisplayPhoto): Promise<void> {
  for (const [index, color] of quarterColors.entries()) {
    const pixel = await probe(bytes, index % 2 ? 0.75 : 0.25, index < 2 ? 0.25 : 0.75);
    expect(colorDistance(pixel, color)).toBeLessThan(12);
  }
}

test.concurrent.each(['png', 'jpeg'] as const)(
  'a %s that fits and is opaque stays as it is, byte for byte',
  async (format) => {
    const shot = await drawQuarters(640, 480, format);
    const photo = await photoOf(shot);
    expect(photo.bytes).toBe(shot);
    expect(photo).toMatchObject({ isChanged: false, mime: `image/${format}` });
  },
);

test.concurrent('an alpha channel of nothing but opaque pixels is no reason to encode anew', async () => {
  const shot = await quarters(64, 64).ensureAlpha().png().toBuffer();
  expect((await photoOf(shot)).bytes).toBe(shot);
});

test.concurrent.each(['png', 'webp', 'avif', 'gif', 'tiff'] as const)(
  'where a %s has nothing there is white, and its bytes stay',
  async (format) => {
    const shot = await drawDisc(200, { format });
    const before = Buffer.from(shot);
    const photo = await photoOf(shot);
    expect(photo).toMatchObject({ isChanged: true, mime: 'image/jpeg', extension: 'jpg' });
    expect(colorDistance(await probe(photo.bytes, 0.02, 0.02), '#ffffff')).toBeLessThan(6);
    expect(colorDistance(await probe(photo.bytes, 0.5, 0.5), '#d02030')).toBeLessThan(14);
    expect(shot.equals(before)).toBe(true);
  },
);

test.concurrent('what is half transparent is mixed with white', async () => {
  const shot = await sharp({
    create: { width: 32, height: 32, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.5 } },
  })
    .png()
    .toBuffer();
  expect(colorDistance(await probe((await photoOf(shot)).bytes, 0.5, 0.5), '#808080')).toBeLessThan(6);
});

test.concurrent('a file that is too heavy is encoded anew at the same size', async () => {
  const shot = await drawHeavy(11_000_000);
  const { width } = await sharp(shot).metadata();
  const photo = await photoOf(shot);
  expect(photo.bytes.byteLength).toBeLessThanOrEqual(10_000_000);
  expect(await sharp(photo.bytes).metadata()).toMatchObject({ width, format: 'jpeg' });
});

test.concurrent('what is still too heavy gets smaller, in its proportion', async () => {
  const shot = await noise(1500, 1000).png().toBuffer();
  const photo = await photoOf(shot, { maxBytes: 1_200_000 });
  expect(photo.bytes.byteLength).toBeLessThanOrEqual(1_200_000);
  const { width, height } = await sharp(photo.bytes).metadata();
  expect(width / height).toBeCloseTo(1.5, 2);
});

test.concurrent('what nothing makes light enough is no photo', async () => {
  expect(
    await displayPhoto(await noise(300, 300).png().toBuffer(), { ...limits, maxBytes: 1000 }, { signal }),
  ).toBeUndefined();
});

test.concurrent('sides that are too long together get shorter, never out of proportion', async () => {
  const photo = await photoOf(await drawQuarters(8000, 2400));
  const { width, height } = await sharp(photo.bytes).metadata();
  expect(width + height).toBeLessThanOrEqual(10_000);
  expect(width / height).toBeCloseTo(8000 / 2400, 2);
  await assertQuarters(photo);
});

test.concurrent.each([
  [2000, 100, true],
  [2001, 100, false],
  [100, 2000, true],
  [100, 2001, false],
])('%i × %i may be a photo: %s', async (width, height, isPhoto) => {
  expect((await displayPhoto(await drawQuarters(width, height), limits, { signal })) !== undefined).toBe(isPhoto);
});

test.concurrent('a picture that its head says to turn is turned', async () => {
  const lying = await quarters(60, 40).rotate(270).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
  const photo = await photoOf(lying);
  const { width, height, orientation = 1 } = await sharp(photo.bytes).metadata();
  expect([width, height, orientation]).toEqual([60, 40, 1]);
  await assertQuarters(photo);
});

test.concurrent('of a picture that moves the first one is shown', async () => {
  const frames = await Promise.all(['#d02030', '#2040d0'].map((color) => frame(color)));
  const shot = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const photo = await photoOf(shot);
  expect(await sharp(photo.bytes).metadata()).toMatchObject({ width: 32, height: 32, format: 'jpeg' });
  expect(colorDistance(await probe(photo.bytes, 0.5, 0.5), '#d02030')).toBeLessThan(14);
});

test.concurrent('what is no picture is refused', async () => {
  await expect(displayPhoto(Buffer.from('not a picture'), limits, { signal })).rejects.toThrow();
});

test.concurrent('who has gone away is not drawn for', async () => {
  const gone = AbortSignal.abort(new Error('gone'));
  await expect(displayPhoto(await drawDisc(64), limits, { signal: gone })).rejects.toThrow('gone');
});

function frame(background: string): Promise<Buffer> {
  return sharp({ create: { width: 32, height: 32, channels: 3, background } })
    .png()
    .toBuffer();
}
