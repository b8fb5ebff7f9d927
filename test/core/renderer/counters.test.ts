import { expect, test } from 'vitest';
import { cutOut } from './cut-out.ts';
import { drawLogo, shoot } from './probe.ts';

const navy = '#1b2a4a';
const blue = '#0057b8';

/** Letters drawn as outlines, so that no font is needed: what is drawn, and a point in each counter. */
const letters = {
  O: ['<path fill-rule="evenodd" d="M200 60a110 140 0 1 0 .1 0zM200 120a55 80 0 1 1-.1 0z"/>', [200, 200]],
  A: ['<path fill-rule="evenodd" d="M160 60h80l100 280h-75l-18-55h-95l-18 55H60zM200 130l-32 100h64z"/>', [200, 205]],
  e: [
    '<path fill-rule="evenodd" d="M200 90c80 0 125 55 125 140H130c6 45 35 62 72 62 30 0 52-12 66-34l50 20c-22 42-62 64-116 64-80 0-127-50-127-126S122 90 200 90zM133 190h128c-5-32-28-50-62-50s-58 18-66 50z"/>',
    [197, 165],
  ],
  P: [
    '<path fill-rule="evenodd" d="M100 60h120a90 90 0 0 1 0 180h-50v110h-70zM170 115v70h50a35 35 0 0 0 0-70z"/>',
    [200, 150],
  ],
} as const;

test.for(Object.keys(letters) as (keyof typeof letters)[])(
  'the counter of %s is cleared, in any color and after JPEG',
  async (name) => {
    const [path, [x, y]] = letters[name];
    for (const fill of [navy, '#e4002b', '#f0b020']) {
      for (const quality of [undefined, 60]) {
        const { at } = await cutOut(400, 400, `<g fill="${fill}">${path}</g>`, quality ? { quality } : {});
        expect(at(x, y)[3], `${fill} at quality ${quality}`).toBe(0);
        expect(at(5, 5)[3]).toBe(0);
      }
    }
  },
);

test('letters of a word in two colors are cleared each', async () => {
  const { at } = await cutOut(
    800,
    400,
    `<g fill="${navy}">${letters.O[0]}</g><g fill="#e4002b" transform="translate(400)">${letters.P[0]}</g>`,
    { quality: 75 },
  );
  expect(at(200, 200)[3]).toBe(0);
  expect(at(600, 150)[3]).toBe(0);
});

test.for(['#1b2a4a', '#f4efe2', '#000000'])('a counter is cleared on paper of %s as well', async (paper) => {
  const { at } = await cutOut(400, 400, `<g fill="#e08a00">${letters.O[0]}</g>`, { paper, quality: 75 });
  expect(at(200, 200)[3]).toBe(0);
  expect(at(105, 70)[3]).toBe(0);
  expect(at(115, 200)[3]).toBe(255);
});

test('a counter within a counter is cleared too, and the ring between them stays', async () => {
  const rings = [180, 90].map(
    (r) => `<circle cx="250" cy="250" r="${r}" fill="none" stroke="#111" stroke-width="40"/>`,
  );
  const { at } = await cutOut(500, 500, rings.join(''), { quality: 75 });
  expect(at(250, 250)[3]).toBe(0);
  expect(at(250, 115)[3]).toBe(0);
  expect(at(250, 160)[3]).toBe(255);
});

test('the counter of a letter whose color changes is cleared', async () => {
  const fill =
    '<defs><linearGradient id="g"><stop offset="0" stop-color="#e4002b"/><stop offset="1" stop-color="#ffcd00"/></linearGradient></defs>';
  const { at } = await cutOut(400, 400, `${fill}<g fill="url(#g)">${letters.O[0]}</g>`, { quality: 80 });
  expect(at(200, 200)[3]).toBe(0);
});

test('what hairlines enclose is cleared', async () => {
  const { at } = await cutOut(
    400,
    300,
    '<circle cx="200" cy="150" r="100" fill="none" stroke="#111" stroke-width="2"/>',
    { quality: 80 },
  );
  expect(at(200, 150)[3]).toBe(0);
});

const star =
  '<path fill="#fff" d="M250 110 L285 215 H395 L306 280 L340 385 L250 320 L160 385 L194 280 L105 215 H215Z"/>';

test.for([
  ['a star in a disc', `<circle cx="250" cy="250" r="200" fill="${blue}"/>${star}`, [250, 250]],
  [
    'the n of a badge',
    `<rect x="50" y="50" width="400" height="400" rx="60" fill="${blue}"/><path d="M110 160h50v25c25-40 100-40 100 35v120h-50V230c0-40-50-40-50 0v110h-50z" fill="#fff"/><circle cx="350" cy="250" r="60" fill="none" stroke="#fff" stroke-width="45"/>`,
    [130, 250],
  ],
  [
    'and the o beside it',
    `<rect x="50" y="50" width="400" height="400" rx="60" fill="${blue}"/><path d="M110 160h50v25c25-40 100-40 100 35v120h-50V230c0-40-50-40-50 0v110h-50z" fill="#fff"/><circle cx="350" cy="250" r="60" fill="none" stroke="#fff" stroke-width="45"/>`,
    [350, 190],
  ],
  [
    'the white of an eye',
    '<path d="M60 250Q250 50 440 250Q250 450 60 250Z" fill="#111"/><path d="M110 250Q250 110 390 250Q250 390 110 250Z" fill="#fff"/><circle cx="250" cy="250" r="45" fill="#00843d"/>',
    [170, 250],
  ],
  [
    'a field between two colors',
    `<rect x="60" y="60" width="380" height="380" fill="${blue}"/><rect x="60" y="60" width="380" height="130" fill="#f0b020"/><path d="M250 130L380 300H120Z" fill="#fff"/>`,
    [250, 250],
  ],
] as const)('white that belongs to the drawing stays: %s', async ([, content, [x, y]]) => {
  for (const quality of [95, 75]) {
    const { at } = await cutOut(500, 500, content, { quality });
    expect(at(x, y)[3]).toBe(255);
    expect(Math.min(...at(x, y).slice(0, 3))).toBeGreaterThan(235);
    expect(at(20, 20)[3]).toBe(0);
  }
});

test('the white of a small eye stays, though nearly all round it is of one color', async () => {
  const cat =
    '<path d="M60 440V80l90 70h200l90-70v360z" fill="#141414"/><circle cx="250" cy="270" r="50" fill="#fff"/><circle cx="250" cy="270" r="30" fill="#00a651"/>';
  const { at } = await cutOut(500, 500, cat, { quality: 90 });
  expect(at(250, 230)[3]).toBe(255);
  expect(at(250, 270)).toEqual([expect.closeTo(0, -1), expect.closeTo(166, -1), expect.closeTo(81, -1), 255]);
});

test('a few pale pixels alone are dust, a pale mark is not', async () => {
  const { at } = await cutOut(
    400,
    400,
    '<g shape-rendering="crispEdges"><rect x="100" y="100" width="200" height="200" fill="#111"/><rect x="350" y="200" width="3" height="3" fill="#dbdbdb"/><rect x="20" y="200" width="12" height="12" fill="#dbdbdb"/></g>',
  );
  expect(at(351, 201)[3]).toBe(0);
  expect(at(26, 206)[3]).toBe(255);
});

test('nothing is taken from a logo with transparency', async () => {
  const ring =
    '<circle cx="200" cy="200" r="150" fill="#fff"/><circle cx="200" cy="200" r="110" fill="none" stroke="#111" stroke-width="60"/>';
  const shot = await shoot({ logo: await drawLogo(400, 400, ring), product: 'tshirt', color: '#c4182c' });
  expect(shot.notes).not.toContain('background-removed');
});

test('no dust of a coarse JPEG is left on the paper, at any size', async () => {
  for (const side of [64, 128, 400]) {
    const scale = side / 500;
    const { at } = await cutOut(
      side,
      side,
      `<g transform="scale(${scale})"><circle cx="250" cy="250" r="200" fill="${blue}"/>${star}</g>`,
      { quality: 60 },
    );
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const away = Math.hypot(x - side / 2, y - side / 2) - 200 * scale;
        if (away > 3) expect(at(x, y)[3], `${x}, ${y} of ${side}`).toBeLessThan(60);
      }
    }
  }
});
