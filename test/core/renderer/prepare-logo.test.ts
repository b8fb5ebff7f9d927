import { expect, test } from 'vitest';
import { productNames } from '#core/catalog/catalog.ts';
import { placeLogo } from '#core/renderer/placement.ts';
import { readTemplateInfo } from '#core/renderer/template-info.ts';
import {
  blankLogo,
  differing,
  drawLogo,
  drawOpaqueLogo,
  type Picture,
  patchAt,
  plainLogo,
  pointOf,
  type Rgb,
  rgbAt,
  shoot,
} from './probe.ts';

const product = 'tshirt';
const red = '#c4182c';

/** The color at a point of a logo of this aspect, given as shares of its width and height. */
async function colorAt(shot: Picture, aspect: number, u: number, v: number): Promise<Rgb> {
  const place = placeLogo(aspect, await readTemplateInfo(product));
  return patchAt(shot, ...(await pointOf(product, 512, place.left + u * place.width, place.top + v * place.height)));
}

const isRed = ([r, g, b]: Rgb): boolean => r > 2 * g && r > 2 * b;
const isWhite = ([r, g, b]: Rgb): boolean => Math.min(r, g, b) > 140 && Math.max(r, g, b) - Math.min(r, g, b) < 40;
const isDark = (rgb: Rgb): boolean => Math.max(...rgb) < 60;

test('the paper of an opaque logo is taken away', async () => {
  const logo = await drawOpaqueLogo(500, 500, '<circle cx="250" cy="250" r="150" fill="#1e46c8"/>');
  const shot = await shoot({ logo, product, color: red });
  expect(shot.notes).toContain('background-removed');
  expect(isRed(await colorAt(shot, 1, 0.04, 0.04))).toBe(true);
  expect((await colorAt(shot, 1, 0.5, 0.5))[2]).toBeGreaterThan(120);
});

test('no pale halo is left round a dark opaque logo on dark cloth', async () => {
  const disc = '<circle cx="250" cy="250" r="150" fill="#c81e1e"/>';
  const opaque = await shoot({ logo: await drawOpaqueLogo(500, 500, disc), product, color: '#000000' });
  const clear = await shoot({ logo: await drawLogo(500, 500, disc), product, color: '#000000' });
  // A pale halo would be a ring of some 400 pixels.
  expect(differing(opaque, clear, 45).length).toBeLessThan(20);
});

test('the counter of a letter on paper shows the cloth', async () => {
  const letter = '<circle cx="200" cy="250" r="110" fill="none" stroke="#10307a" stroke-width="70"/>';
  const logo = await drawOpaqueLogo(
    900,
    500,
    `${letter}<rect x="430" y="105" width="380" height="290" fill="#f0b020"/>`,
  );
  const shot = await shoot({ logo, product, color: red });
  const aspect = 755 / 290;
  expect(isRed(await colorAt(shot, aspect, 145 / 755, 0.5))).toBe(true);
});

test('white that belongs to a colorful emblem stays white', async () => {
  const emblem = `<rect x="60" y="60" width="380" height="380" fill="#1e46c8"/><rect x="60" y="60" width="380" height="130" fill="#f0b020"/>
    <path d="M250 130 L380 300 H120Z" fill="#fff"/>`;
  const shot = await shoot({ logo: await drawOpaqueLogo(500, 500, emblem), product, color: red });
  expect(isWhite(await colorAt(shot, 1, 0.5, 0.45))).toBe(true);
});

test('a photo that runs to its edges is printed whole', async () => {
  const logo = await drawOpaqueLogo(
    300,
    300,
    '<defs><linearGradient id="g"><stop offset="0" stop-color="#123"/><stop offset="1" stop-color="#fd8"/></linearGradient></defs><rect width="300" height="300" fill="url(#g)"/>',
  );
  const shot = await shoot({ logo, product, color: red });
  expect(shot.notes).not.toContain('background-removed');
  expect(isRed(await colorAt(shot, 1, 0.04, 0.04))).toBe(false);
});

test('black on black is turned light, black on white stays black', async () => {
  const logo = await plainLogo('#000000', 400, 200);
  const onBlack = await shoot({ logo, product, color: '#000000' });
  expect(onBlack.notes).toEqual(['recolored-for-contrast']);
  expect(isWhite(await colorAt(onBlack, 2, 0.5, 0.5))).toBe(true);
  const onWhite = await shoot({ logo, product, color: '#ffffff' });
  expect(onWhite.notes).toEqual([]);
  expect(isDark(await colorAt(onWhite, 2, 0.5, 0.5))).toBe(true);
});

test.each(['#1b2a4a', '#c4182c', '#1f7a43'])(
  'a logo of %s alone is turned light on cloth of that color',
  async (color) => {
    const shot = await shoot({ logo: await plainLogo(color, 400, 200), product, color });
    expect(shot.notes).toEqual(['recolored-for-contrast']);
    expect(isWhite(await colorAt(shot, 2, 0.5, 0.5))).toBe(true);
  },
);

test('white on white is turned dark, soft edges and all', async () => {
  const disc =
    '<defs><filter id="f"><feGaussianBlur stdDeviation="3"/></filter></defs><circle cx="200" cy="200" r="150" fill="#fff" filter="url(#f)"/>';
  const shot = await shoot({ logo: await drawLogo(400, 400, disc), product, color: '#ffffff' });
  expect(shot.notes).toEqual(['recolored-for-contrast']);
  expect(isDark(await colorAt(shot, 1, 0.5, 0.5))).toBe(true);
});

test('white lettering on a black badge stays white on black cloth', async () => {
  const badge =
    '<rect width="400" height="200" rx="40" fill="#000"/><rect x="120" y="70" width="160" height="60" fill="#fff"/>';
  const shot = await shoot({ logo: await drawLogo(400, 200, badge), product, color: '#000000' });
  expect(shot.notes).toEqual(['keyline-added']);
  expect(isWhite(await colorAt(shot, 2, 0.5, 0.5))).toBe(true);
  expect(isDark(await colorAt(shot, 2, 0.15, 0.5))).toBe(true);
});

test.for([
  [
    'a sign',
    red,
    '<circle cx="250" cy="250" r="200" fill="#c4182c"/><path d="M210 170L330 250L210 330z" fill="#fff"/>',
  ],
  [
    'an animal with a small eye',
    '#000000',
    '<path d="M40 420C40 250 130 180 200 170C210 90 260 40 330 50C390 55 415 95 420 130L490 160L415 185C405 300 360 420 220 420z" fill="#141414"/><circle cx="340" cy="120" r="24" fill="#fff"/>',
  ],
] as const)('%s of the color of the cloth keeps its color and the little white in it', async ([, color, content]) => {
  for (const logo of [await drawLogo(500, 500, content), await drawOpaqueLogo(500, 500, content)]) {
    const shot = await shoot({ logo, product, color });
    expect(shot.notes).toContain('keyline-added');
    expect(shot.notes).not.toContain('recolored-for-contrast');
  }
});

test('a logo of two colors keeps both where one can be seen', async () => {
  const logo = await drawLogo(
    400,
    200,
    '<rect width="230" height="200" fill="#141414"/><rect x="230" width="170" height="200" fill="#5a9e6f"/>',
  );
  const shot = await shoot({ logo, product, color: '#000000' });
  expect(shot.notes).not.toContain('recolored-for-contrast');
  expect(isDark(await colorAt(shot, 2, 0.2, 0.5))).toBe(true);
});

test('a colorful emblem of the cloth’s color keeps its colors and gets an outline', async () => {
  const emblem = '<circle cx="250" cy="250" r="200" fill="#1b2a4a"/><path d="M250 120 L360 330 H140Z" fill="#ffd02e"/>';
  const shot = await shoot({ logo: await drawLogo(500, 500, emblem), product, color: '#1b2a4a' });
  expect(shot.notes).toEqual(['keyline-added']);
  const yellow = await colorAt(shot, 1, 0.5, 0.55);
  expect(yellow[0]).toBeGreaterThan(2 * yellow[2]);
  const bare = await shoot({ logo: await blankLogo(), product, color: '#1b2a4a' });
  const brighter = differing(shot, bare, 100).filter((i) => (shot.pixels[3 * i + 2] ?? 0) > 150);
  expect(brighter.length).toBeGreaterThan(100);
});

test('transparent margins do not make a logo smaller', async () => {
  const bare = await shoot({ logo: await blankLogo(), product });
  const tight = await shoot({ logo: await plainLogo('#c81e1e', 300, 200), product });
  const loose = await shoot({
    logo: await drawLogo(1500, 1500, '<rect x="50" y="900" width="300" height="200" fill="#c81e1e"/>'),
    product,
  });
  expect(differing(loose, tight, 60).length).toBeLessThan(200);
  expect(differing(loose, bare, 60).length).toBeGreaterThan(5000);
});

test('a tiny logo is enlarged, and the answer says that it is small', async () => {
  const shot = await shoot({ logo: await plainLogo('#1e46c8', 16, 16), product, color: '#ffffff' });
  expect(shot.notes).toEqual(['low-resolution']);
  expect((await colorAt(shot, 1, 0.5, 0.5))[2]).toBeGreaterThan(120);
});

test.each([
  [2000, 40],
  [40, 2000],
  [1, 1],
])('a logo of %i × %i pixels is drawn', async (width, height) => {
  const bare = await shoot({ logo: await blankLogo(), product: 'cap' });
  const shot = await shoot({ logo: await plainLogo('#c81e1e', width, height), product: 'cap' });
  expect(differing(shot, bare, 30).length).toBeGreaterThan(100);
});

test.each([
  [20, 1],
  [1, 20],
])('a logo of %i : %i lies inside the print area and its marks can be told apart', async (across, down) => {
  const length = 2000;
  const marks = Array.from({ length: 10 }, (_, k) =>
    across > 1
      ? `<rect x="${k * 200}" y="10" width="100" height="80" fill="#fff"/>`
      : `<rect x="10" y="${k * 200}" width="80" height="100" fill="#fff"/>`,
  );
  const [width, height] = across > 1 ? [length, 100] : [100, length];
  const logo = await drawLogo(
    width,
    height,
    `<rect width="${width}" height="${height}" rx="20" fill="#14141e"/>${marks.join('')}`,
  );
  for (const of of productNames) {
    const shot = await shoot({ logo, product: of, color: '#c4182c', technique: 'print' });
    const info = await readTemplateInfo(of);
    const place = placeLogo(across / down, info);
    expect(Math.min(place.left, place.top)).toBeGreaterThanOrEqual(0);
    expect(Math.max(place.left + place.width, place.top + place.height)).toBeLessThanOrEqual(1);
    // As long as the product lets a logo be: a poster keeps a margin, so 0.74 of the paper there and 0.84 to 0.94 elsewhere.
    expect(Math.max(place.width, place.height)).toBeCloseTo(info.fill, 6);
    expect(info.fill).toBeGreaterThan(of === 'poster' ? 0.7 : 0.8);
    const along = async (share: number): Promise<number> => {
      const [u, v] = across > 1 ? [share, 0.5] : [0.5, share];
      const at = await pointOf(of, 512, place.left + u * place.width, place.top + v * place.height);
      return Math.max(...rgbAt(shot, ...at));
    };
    for (let k = 0; k < 10; k++) {
      expect((await along((k + 0.25) / 10)) - (await along((k + 0.75) / 10)), `${of}, mark ${k}`).toBeGreaterThan(40);
    }
  }
});

test('an opaque picture of nothing but paper is printed as it is', async () => {
  const shot = await shoot({ logo: await drawOpaqueLogo(200, 200, ''), product, color: red });
  expect(isWhite(await colorAt(shot, 1, 0.5, 0.5))).toBe(true);
});
