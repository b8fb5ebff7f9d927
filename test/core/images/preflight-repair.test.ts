import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { cleanLogo } from '#core/images/clean-logo.ts';
import { lightVersion } from '#core/images/preflight/light-version.ts';
import { inkBox, trim } from '#core/images/preflight/pixel-picture.ts';
import { removeFlatBackground } from '#core/images/preflight/remove-flat-background.ts';
import { repairPixels } from '#core/images/preflight/repairs.ts';
import { preflight, repair, repairNames, usualPrintAreas } from '#core/images/preflight.ts';
import { drawLogo, drawPhoto, drawPixels, drawPng, pixelAt, readPixels } from '../../support/drawn-logos.ts';
import { colorDistance, noise, probe, randomNumbers } from '../../support/pictures.ts';

const onWhite = (elements: string) =>
  drawPixels(400, 300, `<rect width="400" height="300" fill="#ffffff"/>${elements}`);
const ring = '<circle cx="200" cy="150" r="100" fill="none" stroke="#c02030" stroke-width="30"/>';

describe('removing a flat background', () => {
  test('clears what is around the logo and inside its letters, and leaves the ink', async () => {
    const picture = removeFlatBackground(await onWhite(ring));
    expect(pixelAt(picture, 5, 5)).toEqual([0, 0, 0, 0]);
    expect(pixelAt(picture, 200, 150)[3]).toBe(0);
    expect(pixelAt(picture, 300, 150)).toEqual([0xc0, 0x20, 0x30, 255]);
  });

  test.each(['#ffffff', '#000000', '#20a040', '#808080'])('%s looks the same on itself without it', async (color) => {
    const before = await drawPng(
      400,
      300,
      `<rect width="400" height="300" fill="${color}"/><path d="M40 250 L200 30 L360 250 Z" fill="#e08020"/>`,
    );
    const { pixels, width, height } = removeFlatBackground(await readPixels(before));
    const after = await sharp(pixels, { raw: { width, height, channels: 4 } })
      .flatten({ background: color })
      .raw()
      .toBuffer();
    const original = await sharp(before).removeAlpha().raw().toBuffer();
    const largest = original.reduce((most, value, at) => Math.max(most, Math.abs(value - (after[at] ?? 0))), 0);
    // What is as near to the background as the noise of a JPEG may go.
    expect(largest).toBeLessThanOrEqual(24);
    expect(pixels.some((value, at) => at % 4 === 3 && value === 0)).toBe(true);
  });

  test('leaves no pale halo round dark ink, not even from a JPEG or a blurred one', async () => {
    const drawn = await drawPng(
      400,
      300,
      `<rect width="400" height="300" fill="#ffffff"/><circle cx="200" cy="150" r="100" fill="none" stroke="#10204a" stroke-width="30"/>`,
    );
    const blurred = await sharp(drawn).blur(1.2).png().toBuffer();
    for (const bytes of [drawn, await sharp(drawn).jpeg({ quality: 75 }).toBuffer(), blurred]) {
      const { pixels, width, height } = removeFlatBackground(await readPixels(bytes));
      const onBlack = await sharp(pixels, { raw: { width, height, channels: 4 } })
        .flatten({ background: '#000000' })
        .raw()
        .toBuffer();
      // The ink's own brightest channel is 0x4a.
      expect(onBlack.reduce((most, value) => Math.max(most, value), 0)).toBeLessThan(0x4a + 40);
    }
  });

  test('clears the holes of bold and of fine letters beside another color, also in a JPEG', async () => {
    const drawn = await drawPng(
      500,
      300,
      '<rect width="500" height="300" fill="#fff"/><circle cx="400" cy="150" r="90" fill="#e08020"/><path fill-rule="evenodd" d="M60 250 L130 50 L180 50 L250 250 L200 250 L186 205 L124 205 L110 250 Z M135 170 L175 170 L155 105 Z" fill="#151515"/><circle cx="40" cy="40" r="12" fill="none" stroke="#151515" stroke-width="4"/>',
    );
    for (const bytes of [drawn, await sharp(drawn).jpeg({ quality: 80 }).toBuffer()]) {
      const picture = removeFlatBackground(await readPixels(bytes));
      expect(pixelAt(picture, 155, 150)[3]).toBe(0);
      expect(pixelAt(picture, 40, 40)[3]).toBe(0);
      expect(pixelAt(picture, 400, 150)[3]).toBe(255);
    }
  });

  test('keeps the white that is meant: an eye in a face, the letters of a badge', async () => {
    const face = removeFlatBackground(
      await onWhite(
        '<circle cx="200" cy="150" r="120" fill="#e0a020"/><circle cx="160" cy="120" r="22" fill="#fff"/><circle cx="160" cy="120" r="10" fill="#102030"/><rect x="140" y="190" width="120" height="14" fill="#fff"/>',
      ),
    );
    expect(pixelAt(face, 147, 110)).toEqual([255, 255, 255, 255]);
    expect(pixelAt(face, 200, 197)).toEqual([255, 255, 255, 255]);
    expect(pixelAt(face, 5, 5)[3]).toBe(0);
  });

  test('makes a soft shadow one on any color, in a JPEG too', async () => {
    const drawn = await drawPng(
      600,
      400,
      '<rect width="600" height="400" fill="#fff"/><filter id="f" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="12"/></filter><circle cx="312" cy="218" r="110" fill="#000" fill-opacity="0.45" filter="url(#f)"/><circle cx="300" cy="200" r="110" fill="#e0702a"/>',
    );
    for (const bytes of [drawn, await sharp(drawn).jpeg({ quality: 82 }).toBuffer()]) {
      const original = await readPixels(bytes);
      const picture = removeFlatBackground(original);
      const shadow = pixelAt(picture, 330, 322);
      expect(Math.max(...shadow.slice(0, 3))).toBeLessThan(25);
      expect(shadow[3]).toBeGreaterThan(40);
      expect(shadow[3]).toBeLessThan(140);
      expect(pixelAt(picture, 300, 200)[3]).toBe(255);
      // On black nothing of it is lighter than the ink; on its own paper it is what it was.
      const flat = (background: string) =>
        sharp(picture.pixels, { raw: { width: 600, height: 400, channels: 4 } })
          .flatten({ background })
          .raw()
          .toBuffer();
      const [onBlack, onWhite] = [await flat('#000000'), await flat('#ffffff')];
      // Its edge is 690 pixels long.
      expect(onBlack.filter((value, at) => at % 3 === 2 && value > 0x2a + 40).length).toBeLessThan(30);
      let worst = 0;
      for (let i = 0; i < 600 * 400; i++) {
        if (pixelAt(picture, i % 600, Math.floor(i / 600))[3] === 255) continue;
        for (let channel = 0; channel < 3; channel++)
          worst = Math.max(worst, Math.abs((onWhite[3 * i + channel] ?? 0) - (original.pixels[4 * i + channel] ?? 0)));
      }
      expect(worst).toBeLessThanOrEqual(60);
    }
  });

  test('lets a color that fades out into the paper fade out into nothing, and a flat one end softly', async () => {
    const fade = removeFlatBackground(
      await onWhite(
        '<linearGradient id="g" x2="0" y2="1"><stop stop-color="#ff3060"/><stop offset="1" stop-color="#fff"/></linearGradient><rect x="100" y="20" width="200" height="260" fill="url(#g)"/>',
      ),
    );
    expect([40, 150, 240].map((y) => pixelAt(fade, 200, y)[3] ?? 0)).toEqual([
      expect.closeTo(255, -1.5),
      expect.closeTo(255 * 0.5, -1.5),
      expect.closeTo(255 * 0.15, -1.5),
    ]);
    const [r = 0, g = 0] = pixelAt(fade, 200, 150);
    expect(r - g).toBeGreaterThan(150);
    const grey = removeFlatBackground(
      await onWhite(
        '<filter id="f"><feGaussianBlur stdDeviation="3"/></filter><circle cx="200" cy="150" r="90" fill="#d0d0d0" filter="url(#f)"/>',
      ),
    );
    expect(pixelAt(grey, 200, 150)[3]).toBeGreaterThan(240);
    expect(pixelAt(grey, 200, 150)[0]).toBeGreaterThan(200);
  });

  test('leaves a photo on paper as it is, though bright parts of it lie at its edge', async () => {
    const photo = await sharp(await drawPhoto(360, 260))
      .linear(0.5, 127)
      .png()
      .toBuffer();
    const framed = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#ffffff' } })
      .composite([{ input: photo, left: 20, top: 20 }])
      .png()
      .toBuffer();
    const { pixels } = removeFlatBackground(await readPixels(framed));
    let opaque = 0;
    for (let y = 30; y < 270; y++) for (let x = 30; x < 370; x++) if (pixels[4 * (y * 400 + x) + 3] === 255) opaque++;
    expect(opaque / (340 * 240)).toBeGreaterThan(0.9);
  });

  test('takes white away that a logo was cut out of so tightly that it touches the border', async () => {
    const tight = await drawPixels(
      400,
      300,
      '<rect width="400" height="300" fill="#fff"/><rect y="100" width="400" height="90" fill="#c02030"/><circle cx="200" cy="150" r="152" fill="#c02030"/>',
    );
    expect(pixelAt(removeFlatBackground(tight), 10, 10)[3]).toBe(0);
    expect(pixelAt(removeFlatBackground(tight), 200, 150)).toEqual([0xc0, 0x20, 0x30, 255]);
  });

  test('changes nothing where there is no flat background', async () => {
    for (const picture of [
      await drawPixels(200, 200, '<circle cx="100" cy="100" r="90" fill="#c02030"/>'),
      await drawPixels(200, 200, '<rect width="200" height="200" fill="#c02030"/>'),
      await readPixels(await drawPhoto(200, 150)),
    ]) {
      expect(removeFlatBackground(picture)).toBe(picture);
    }
  });
});

describe('trimming', () => {
  test('leaves what can be seen, and nothing around it', async () => {
    const trimmed = trim(await drawPixels(400, 300, '<rect x="70" y="40" width="200" height="90" fill="#c02030"/>'));
    expect(trimmed).toMatchObject({ width: 200, height: 90 });
    expect(pixelAt(trimmed, 0, 0)).toEqual([0xc0, 0x20, 0x30, 255]);
    expect(pixelAt(trimmed, 199, 89)).toEqual([0xc0, 0x20, 0x30, 255]);
    expect(trim(trimmed)).toBe(trimmed);
  });
});

describe('the light version', () => {
  test.each(['#000000', '#1b2a4a', '#7a1020'])('of a logo in %s is white, with the same edges', async (color) => {
    const dark = await drawPixels(200, 200, `<circle cx="100" cy="100" r="80.5" fill="${color}"/>`);
    const light = lightVersion(dark);
    expect(light?.pixels.every((value, at) => (at % 4 === 3 ? value === dark.pixels[at] : true))).toBe(true);
    expect(light && pixelAt(light, 100, 100)).toEqual([255, 255, 255, 255]);
  });

  test('of several colors turns only the black and the dark greys', async () => {
    const light = lightVersion(
      await drawPixels(
        300,
        100,
        '<rect width="90" height="100" fill="#e08020"/><rect x="100" width="90" height="100" fill="#101010"/><rect x="200" width="90" height="100" fill="#1030a0"/>',
      ),
    );
    expect(light && [45, 145, 245].map((x) => pixelAt(light, x, 50).slice(0, 3))).toEqual([
      [0xe0, 0x80, 0x20],
      [255, 255, 255],
      [0x10, 0x30, 0xa0],
    ]);
  });

  test.each([
    [
      'a gradient',
      '<linearGradient id="g"><stop stop-color="#101418"/><stop offset="1" stop-color="#f0a020"/></linearGradient><rect width="200" height="100" fill="url(#g)"/>',
    ],
    ['a light logo', '<rect width="200" height="100" fill="#f0d020"/>'],
    [
      'colors only',
      '<rect width="100" height="100" fill="#e08020"/><rect x="100" width="100" height="100" fill="#1030c0"/>',
    ],
    [
      'white letters on black',
      '<rect width="200" height="100" fill="#000"/><rect x="50" y="30" width="100" height="40" fill="#fff"/>',
    ],
  ])('there is none of %s', async (_, elements) => {
    expect(lightVersion(await drawPixels(200, 100, elements))).toBeUndefined();
  });
});

test('no repair leaves anything to do for itself, whatever the pixels are', async () => {
  const random = randomNumbers(5);
  for (let round = 0; round < 60; round++) {
    const [width, height] = [1 + Math.floor(random() * 60), 1 + Math.floor(random() * 60)];
    const pixels = new Uint8Array(await noise(width, height, round).ensureAlpha().raw().toBuffer());
    for (let at = 0; at < pixels.length; at += 4) {
      const isBorder = at % (4 * width) === 0 || at < 4 * width;
      if (round % 3 === 0) pixels[at + 3] = random() < 0.5 ? 0 : random() * 256;
      if (round % 3 === 1 && (isBorder || random() < 0.8)) pixels.fill(round % 2 ? 255 : 0, at, at + 3);
    }
    const picture = { pixels, width, height };
    const copy = pixels.slice();
    const repaired = repairPixels(picture, repairNames);
    expect(pixels).toEqual(copy);
    expect(repaired.pixels).toHaveLength(4 * repaired.width * repaired.height);
    expect(trim(repaired)).toBe(repaired);
    const box = inkBox(repaired);
    if (box) expect(box).toEqual({ left: 0, top: 0, width: repaired.width, height: repaired.height });
  }
});

test('all repairs at once make a logo good that was bad in every way, in whatever order they are named', async () => {
  const logo = await cleanLogo(
    await sharp(
      await drawPng(
        1500,
        1500,
        '<rect width="1500" height="1500" fill="#fff"/><path d="M100 700 L1000 700 L550 100 Z" fill="#181818"/>',
      ),
    )
      .jpeg({ quality: 85 })
      .toBuffer(),
  );
  const target = { printArea: usualPrintAreas.capFront, color: '#000000' };
  const kindsOf = async (picture: typeof logo) =>
    (await preflight(picture, target)).findings
      .filter(({ severity, kind }) => severity !== 'good' && kind !== 'other-places')
      .map(({ kind }) => kind);
  expect((await kindsOf(logo)).toSorted()).toEqual(['background', 'contrast', 'margins']);
  const repaired = await repair(logo, ['lightVersion', 'trim', 'removeFlatBackground', 'trim']);
  expect(await kindsOf(repaired)).toEqual([]);
  expect(repaired).toMatchObject({ format: 'png', hasAlpha: true, shrunkBy: 1 });
  expect(Math.abs(repaired.width - 901)).toBeLessThanOrEqual(3);
  expect(await sharp(repaired.png).metadata()).toMatchObject({ format: 'png', width: repaired.width, channels: 4 });
  expect(colorDistance(await probe(repaired.png, 0.5, 0.7), '#ffffff')).toBe(0);
});

test('a repaired logo says what was done, and is a bitmap of its own size', async () => {
  const drawing = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><circle cx="100" cy="100" r="50"/></svg>',
  );
  const logo = await cleanLogo(drawing);
  const repaired = await repair(logo, repairNames);
  expect(repaired.done).toEqual(['trim', 'lightVersion']);
  // It was sharp at any size; now it has its pixels.
  expect(repaired).toMatchObject({ format: 'png', shrunkBy: 1 });
  expect((await repair(logo, [])).format).toBe('svg');
});

test('a repair that is not needed leaves every pixel as it is', async () => {
  const logo = await drawLogo(300, 200, '<rect width="300" height="200" fill="#c02030" rx="40"/>');
  const same = await repair(logo, ['removeFlatBackground', 'trim']);
  expect(await readPixels(same.png)).toEqual(await readPixels(logo.png));
});
