import sharp from 'sharp';
import { expect, test } from 'vitest';
import { maxShotBytes, readShot } from '#core/images/shots.ts';
import {
  colorDistance,
  drawQuarters,
  noise,
  pngClaiming,
  probe,
  quarterColors,
  quarters,
  svgOf,
} from '../../support/pictures.ts';

test.each([
  ['png', 'image/png', 'png'],
  ['jpeg', 'image/jpeg', 'jpg'],
  ['webp', 'image/webp', 'webp'],
  ['gif', 'image/gif', 'gif'],
] as const)('a %s stays as it is, byte for byte', async (format, mime, extension) => {
  const bytes = await drawQuarters(64, 48, format);
  const shot = await readShot(new Uint8Array(bytes));
  expect(shot).toMatchObject({ mime, extension, width: 64, height: 48, converted: false });
  expect(shot?.bytes.equals(bytes)).toBe(true);
});

test.each(['gif', 'webp'] as const)('a film as %s stays a film, its size that of one frame', async (format) => {
  const frames = [await drawQuarters(40, 30), await quarters(40, 30).negate().png().toBuffer()];
  const bytes = await sharp(frames, { join: { animated: true } })
    .toFormat(format)
    .toBuffer();
  const shot = await readShot(bytes);
  expect(shot).toMatchObject({ extension: format, width: 40, height: 30, converted: false });
  expect(shot?.bytes.equals(bytes)).toBe(true);
});

test('a photo on its side is as wide as it is shown', async () => {
  const bytes = await quarters(60, 30).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  expect(await readShot(bytes)).toMatchObject({ width: 30, height: 60, converted: false });
});

test.each<[string, () => Promise<Buffer>]>([
  ['AVIF', () => drawQuarters(64, 48, 'avif')],
  ['TIFF', () => drawQuarters(64, 48, 'tiff')],
  ['PNG of 16 bits', () => quarters(64, 48).toColourspace('rgb16').png().toBuffer()],
  [
    'PNG of 16 bits with a profile',
    async () =>
      sharp(await drawQuarters(64, 48))
        .toColourspace('rgb16')
        .withIccProfile('p3')
        .png()
        .toBuffer(),
  ],
  ['SVG', async () => Buffer.from(svgOf(`<rect width="200" height="100" fill="${quarterColors[0]}"/>`))],
])('%s becomes a PNG that every chat shows', async (_, make) => {
  const shot = await readShot(await make());
  expect(shot).toMatchObject({ mime: 'image/png', extension: 'png', converted: true });
  const bytes = shot?.bytes ?? Buffer.alloc(0);
  expect(await sharp(bytes).metadata()).toMatchObject({
    format: 'png',
    depth: 'uchar',
    width: shot?.width,
    height: shot?.height,
  });
  expect(colorDistance(await probe(bytes, 0.25, 0.25), quarterColors[0])).toBeLessThanOrEqual(12);
});

test('printing colors become screen colors', async () => {
  const shot = await readShot(await quarters(64, 48).toColourspace('cmyk').jpeg().toBuffer());
  expect(shot).toMatchObject({ extension: 'png', converted: true });
  expect((await sharp(shot?.bytes).metadata()).space).toBe('srgb');
});

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from('{"error":"no such file"}')],
  ['an error page', Buffer.from('<html><body>403</body></html>')],
  ['an error of a bucket', Buffer.from('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>')],
  ['a film', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42', 'latin1')],
  ['a mesh', Buffer.from('glTF\x02\0\0\0', 'latin1')],
])('%s is no picture', async (_, bytes) => {
  expect(await readShot(bytes)).toBeUndefined();
});

test.each(['png', 'jpeg', 'webp', 'gif', 'avif', 'tiff'] as const)(
  'a %s that was cut off is no picture',
  async (format) => {
    const bytes = await noise(90, 70).toFormat(format).toBuffer();
    expect(await readShot(bytes)).toBeDefined();
    for (const share of [0.3, 0.6, 0.95])
      expect(await readShot(bytes.subarray(0, bytes.length * share))).toBeUndefined();
  },
);

test('too many bytes or pixels are no picture', async () => {
  const png = await drawQuarters(20, 20);
  expect(await readShot(Buffer.concat([png, Buffer.alloc(maxShotBytes)]))).toBeUndefined();
  // Whole pictures in one bit a pixel, so that only the limit can tell them apart.
  const whole = (width: number): Buffer =>
    pngClaiming(width, 10_000, 1, 0, Buffer.alloc(10_000 * (1 + Math.ceil(width / 8))));
  expect(await readShot(whole(10_000))).toMatchObject({ width: 10_000, height: 10_000 });
  expect(await readShot(whole(10_001))).toBeUndefined();
});

test('an abort ends the wait with its reason', async () => {
  const reason = new Error('shutting down');
  await expect(readShot(await drawQuarters(9, 9), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
