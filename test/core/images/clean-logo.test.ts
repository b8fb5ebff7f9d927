import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cleanLogo } from '#core/images/clean-logo.ts';
import {
  colorDistance,
  type DrawnFormat,
  drawDisc,
  drawQuarters,
  probe,
  quarterColors,
  quarters,
} from '../../support/pictures.ts';

const formats: readonly DrawnFormat[] = ['png', 'jpeg', 'webp', 'avif', 'gif', 'tiff'];
const quarterCentres = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;

async function expectQuarters(png: Buffer, tolerance: number): Promise<void> {
  for (const [index, [x, y]] of quarterCentres.entries()) {
    expect(colorDistance(await probe(png, x, y), quarterColors[index] ?? '')).toBeLessThanOrEqual(tolerance);
  }
}

async function plain(background: string): Promise<Buffer> {
  return sharp({ create: { width: 30, height: 30, channels: 3, background } })
    .png()
    .toBuffer();
}

test.each(formats)('%s becomes a PNG of the same picture', async (format) => {
  const logo = await cleanLogo(await drawQuarters(80, 40, format));
  expect(logo).toMatchObject({ format, width: 80, height: 40, hasAlpha: false });
  expect(await sharp(logo.png).metadata()).toMatchObject({
    format: 'png',
    width: 80,
    height: 40,
    channels: 3,
    depth: 'uchar',
  });
  await expectQuarters(logo.png, 12);
});

test.each<DrawnFormat>(['png', 'webp', 'avif', 'gif', 'tiff'])('%s keeps its transparency', async (format) => {
  const logo = await cleanLogo(await drawDisc(60, { format }));
  expect(logo.hasAlpha).toBe(true);
  expect((await probe(logo.png, 0.02, 0.02))[3]).toBe(0);
  const middle = await probe(logo.png, 0.5, 0.5);
  expect(middle[3]).toBe(255);
  expect(colorDistance(middle, '#d02030')).toBeLessThanOrEqual(12);
});

test('half transparent ink stays half transparent', async () => {
  const glass = await sharp({
    create: { width: 8, height: 8, channels: 4, background: { r: 10, g: 200, b: 30, alpha: 0.5 } },
  })
    .png()
    .toBuffer();
  expect(await probe((await cleanLogo(glass)).png, 0.5, 0.5)).toEqual([10, 200, 30, 128]);
});

test('an alpha channel that hides nothing is dropped', async () => {
  const logo = await cleanLogo(await quarters(40, 40).ensureAlpha(1).png().toBuffer());
  expect(logo.hasAlpha).toBe(false);
  expect((await sharp(logo.png).metadata()).channels).toBe(3);
});

test.each([
  [1, false, 0],
  [2, true, 0],
  [3, false, 180],
  [4, true, 180],
  [5, true, 270],
  [6, false, 270],
  [7, true, 90],
  [8, false, 90],
])(
  'a picture stored in orientation %i (mirrored: %s, turned by %i) stands upright',
  async (orientation, isMirrored, angle) => {
    const mirrored = await quarters(60, 30).flop(isMirrored).png().toBuffer();
    const bytes = await sharp(mirrored)
      .rotate(angle)
      .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
      .withMetadata({ orientation })
      .toBuffer();
    const logo = await cleanLogo(bytes);
    expect(logo).toMatchObject({ width: 60, height: 30 });
    await expectQuarters(logo.png, 12);
  },
);

test('a large picture on its side is shrunk and upright', async () => {
  const bytes = await quarters(3000, 1500)
    .rotate(270)
    .jpeg({ quality: 95 })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const logo = await cleanLogo(bytes);
  expect(logo).toMatchObject({ width: 2048, height: 1024 });
  await expectQuarters(logo.png, 12);
});

test('nothing but pixels is left: no EXIF, position, profile, XMP or text', async () => {
  const bytes = await quarters(40, 40)
    .jpeg()
    .withExif({ IFD0: { Copyright: 'Somebody' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>Somebody</a></x:xmpmeta>')
    .withIccProfile('p3')
    .toBuffer();
  const before = await sharp(bytes).metadata();
  expect([before.exif, before.xmp, before.icc].every(Boolean)).toBe(true);
  const { png } = await cleanLogo(bytes);
  const after = await sharp(png).metadata();
  expect([after.exif, after.xmp, after.icc, after.iptc, after.comments, after.orientation]).toEqual(
    Array(6).fill(undefined),
  );
  expect(png.includes('Somebody')).toBe(false);
});

test('wide-gamut numbers become the sRGB numbers of the same color', async () => {
  const p3 = await sharp(await drawQuarters(40, 40))
    .withIccProfile('p3')
    .png()
    .toBuffer();
  // The stored numbers differ from what they mean, else this would prove nothing.
  expect(
    colorDistance(await probe(await sharp(p3, { ignoreIcc: true }).png().toBuffer(), 0.25, 0.25), quarterColors[0]),
  ).toBeGreaterThan(8);
  await expectQuarters((await cleanLogo(p3)).png, 3);
});

test.each(['none', 'srgb', 'p3'])('16 bits a channel become 8 of the same color, profile: %s', async (profile) => {
  const deep = sharp(await drawQuarters(40, 40)).toColourspace('rgb16');
  const bytes = await (profile === 'none' ? deep : deep.withIccProfile(profile)).png().toBuffer();
  expect((await sharp(bytes).metadata()).depth).toBe('ushort');
  const { png } = await cleanLogo(bytes);
  expect((await sharp(png).metadata()).depth).toBe('uchar');
  await expectQuarters(png, 3);
});

test('printing colors become screen colors', async () => {
  const bytes = await quarters(40, 40).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
  expect((await sharp(bytes).metadata()).space).toBe('cmyk');
  const { png, hasAlpha } = await cleanLogo(bytes);
  expect(hasAlpha).toBe(false);
  expect(await sharp(png).metadata()).toMatchObject({ space: 'srgb', channels: 3 });
  // Ink on paper cannot reach every color of a screen, so each quarter is only nearest to itself.
  for (const [index, [x, y]] of quarterCentres.entries()) {
    const pixel = await probe(png, x, y);
    const distances = quarterColors.map((color) => colorDistance(pixel, color));
    expect(distances.indexOf(Math.min(...distances))).toBe(index);
  }
});

test.each(['png', 'jpeg', 'tiff'] as const)('a grey %s becomes a color picture', async (format) => {
  const bytes = await quarters(40, 40).toColourspace('b-w').toFormat(format).toBuffer();
  expect((await sharp(bytes).metadata()).channels).toBe(1);
  const { png } = await cleanLogo(bytes);
  expect((await sharp(png).metadata()).channels).toBe(3);
  const [r, g, b] = await probe(png, 0.25, 0.25);
  expect([g, b]).toEqual([r, r]);
});

test('a grey picture with alpha keeps it', async () => {
  const { png, hasAlpha } = await cleanLogo(
    await sharp(await drawDisc(40))
      .toColourspace('b-w')
      .png()
      .toBuffer(),
  );
  expect(hasAlpha).toBe(true);
  expect((await probe(png, 0.5, 0.5))[3]).toBe(255);
  expect((await probe(png, 0.01, 0.01))[3]).toBe(0);
});

test('a small picture keeps its size, a long one is shrunk without losing its last pixel', async () => {
  expect(await cleanLogo(await drawQuarters(3, 2))).toMatchObject({ width: 3, height: 2 });
  expect(await cleanLogo(await drawQuarters(6000, 2))).toMatchObject({ width: 2048, height: 1 });
});

test.each(['gif', 'webp'] as const)('the first frame of a long %s is the logo', async (format) => {
  const [first, black, white] = [await drawQuarters(30, 30), await plain('#000000'), await plain('#ffffff')];
  const frames = [first, ...Array.from({ length: 300 }, (_, at) => (at % 2 ? black : white))];
  const film = await sharp(frames, { join: { animated: true } })
    .toFormat(format, { quality: 95, effort: 1 })
    .toBuffer();
  expect((await sharp(film).metadata()).pages).toBe(301);
  const logo = await cleanLogo(film);
  expect(logo).toMatchObject({ format, width: 30, height: 30 });
  await expectQuarters(logo.png, 12);
});

test('the first page of many is the logo', async () => {
  const pages = [await drawQuarters(30, 30), await plain('#000000')];
  const bytes = await sharp(pages, { join: { animated: true } })
    .tiff({ compression: 'lzw' })
    .toBuffer();
  expect((await sharp(bytes).metadata()).pages).toBe(2);
  const logo = await cleanLogo(bytes);
  expect(logo).toMatchObject({ width: 30, height: 30 });
  await expectQuarters(logo.png, 3);
});

test('the same bytes give the same PNG', async () => {
  const bytes = await drawDisc(100, { format: 'webp' });
  expect((await cleanLogo(bytes)).png.equals((await cleanLogo(bytes)).png)).toBe(true);
});
