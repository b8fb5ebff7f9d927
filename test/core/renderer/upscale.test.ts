import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readLogo } from '#core/renderer/read-logo.ts';
import { resize } from '#core/renderer/resize.ts';
import { Scratch } from '#core/renderer/scratch.ts';
import { drawLogo } from './probe.ts';

type Rgba = readonly [number, number, number, number];

/** A logo enlarged to a width, with a way to ask for its pixels in shares of width and height. */
async function enlarge(png: Uint8Array, width: number) {
  const scratch = new Scratch();
  const small = await readLogo(png, scratch);
  const height = Math.round((small.height * width) / small.width);
  const box = { left: 0, top: 0, width: small.width, height: small.height };
  const { pixels } = await resize(small, box, width, height, 'large', scratch);
  const rgba = (i: number): Rgba => [
    pixels[4 * i] ?? 0,
    pixels[4 * i + 1] ?? 0,
    pixels[4 * i + 2] ?? 0,
    pixels[4 * i + 3] ?? 0,
  ];
  return {
    at: (u: number, v: number): Rgba => rgba(Math.floor(v * height) * width + Math.floor(u * width)),
    row: (v: number): Rgba[] => Array.from({ length: width }, (_, x) => rgba(Math.floor(v * height) * width + x)),
    column: (u: number): Rgba[] => Array.from({ length: height }, (_, y) => rgba(y * width + Math.floor(u * width))),
    width,
    height,
  };
}

const badge =
  '<circle cx="256" cy="256" r="240" fill="#0057b8"/><rect x="176" y="176" width="160" height="160" fill="#fff"/>';

async function drawSmall(content: string, side: number): Promise<Buffer> {
  return await sharp(await drawLogo(512, 512, content))
    .resize(side)
    .png()
    .toBuffer();
}

const isSolid = ([r, g, b, alpha]: Rgba): boolean =>
  alpha < 10 ||
  (alpha > 245 && (Math.min(r, g, b) > 245 || (r < 10 && Math.abs(g - 87) < 10 && Math.abs(b - 184) < 10)));

test.for([32, 64, 128])('the edges of a drawing of %i pixels are crisp when it is enlarged', async (side) => {
  const { row, at } = await enlarge(await drawSmall(badge, side), 480);
  // Four edges cross the middle row; each may take two or three pixels.
  expect(row(0.5).filter((color) => !isSolid(color)).length).toBeLessThan(16);
  expect(at(0.5, 0.5)).toEqual([255, 255, 255, 255]);
  expect(at(0.15, 0.5)).toEqual([0, 87, 184, 255]);
});

test.for([32, 64])('the rim of a disc of %i pixels comes out round, without steps', async (side) => {
  const { column, width, height } = await enlarge(await drawSmall(badge, side), 480);
  const radius = (240 / 512) * height;
  for (let u = 0.2; u <= 0.8; u += 0.02) {
    const x = (u - 0.5) * width;
    const top = column(u).findIndex(([, , , alpha]) => alpha >= 128);
    // Steps would be as high as one of the small drawing's pixels.
    expect(Math.abs(height / 2 - top - Math.sqrt(radius ** 2 - x ** 2))).toBeLessThan((0.34 * width) / side + 1);
  }
});

const face = ['00111100', '01222210', '12322321', '12222221', '12422421', '12244221', '01222210', '00111100'];
const colors = ['#0000', '#141414', '#ffcd00', '#0057b8', '#e4002b'];

/** Each character is a pixel. */
async function drawPixels(lines: readonly string[]): Promise<Buffer> {
  const rects = lines.flatMap((line, y) =>
    line
      .split('')
      .map((kind, x) =>
        kind === '0' ? '' : `<rect x="${x}" y="${y}" width="1" height="1" fill="${colors[Number(kind)]}"/>`,
      ),
  );
  return await drawLogo(lines[0]?.length ?? 0, lines.length, `<g shape-rendering="crispEdges">${rects.join('')}</g>`);
}

test('pixel art keeps its squares and their colors', async () => {
  const { at, row, column } = await enlarge(await drawPixels(face), 420);
  for (const [y, line] of face.entries()) {
    for (const [x, kind] of line.split('').entries()) {
      // In the middle of each square and next to each of its corners.
      for (const [dx, dy] of [
        [0.5, 0.5],
        [0.06, 0.06],
        [0.94, 0.06],
        [0.06, 0.94],
        [0.94, 0.94],
      ] as const) {
        const seen = at((x + dx) / 8, (y + dy) / 8);
        const asked = colors[Number(kind)] ?? '';
        if (kind === '0') expect(seen[3]).toBe(0);
        else
          expect(seen).toEqual([1, 3, 5].map((from) => Number.parseInt(asked.slice(from, from + 2), 16)).concat(255));
      }
    }
  }
  // No more than one mixed pixel where two squares meet.
  const isMixed = ([, , , alpha]: Rgba): boolean => alpha > 0 && alpha < 255;
  expect(row(0.5 / 8).filter(isMixed).length).toBeLessThanOrEqual(2);
  expect(column(0.5 / 8).filter(isMixed).length).toBeLessThanOrEqual(2);
});

test('pixel art of more colors than can be told apart keeps its squares too', async () => {
  const rects = Array.from({ length: 100 }, (_, k) => {
    const [x, y] = [k % 10, Math.floor(k / 10)];
    return `<rect x="${x}" y="${y}" width="1" height="1" fill="hsl(${((x * 7 + y * 3) % 20) * 18} 90% 50%)"/>`;
  });
  const { row } = await enlarge(await drawLogo(10, 10, `<g shape-rendering="crispEdges">${rects.join('')}</g>`), 400);
  expect(new Set(row(0.55).map((color) => color.join())).size).toBe(10);
});

test('a drawing that was saved without soft edges loses its stairs', async () => {
  const side = 96;
  const disc = `<circle cx="48" cy="48" r="44" fill="#0057b8" shape-rendering="crispEdges"/>`;
  const { column, width, height } = await enlarge(await drawLogo(side, side, disc), 480);
  for (let u = 0.2; u <= 0.8; u += 0.02) {
    const top = column(u).findIndex(([, , , alpha]) => alpha >= 128);
    const round = Math.sqrt(((44 / side) * height) ** 2 - ((u - 0.5) * width) ** 2);
    // Steps are as high as one of the small drawing's pixels, 5.
    expect(Math.abs(height / 2 - top - round)).toBeLessThan(4);
  }
});

test('what has a gradient gets a crisp outline all the same', async () => {
  const fill =
    '<defs><linearGradient id="g"><stop offset="0" stop-color="#e4002b"/><stop offset="1" stop-color="#ffcd00"/></linearGradient></defs>';
  const { row } = await enlarge(await drawSmall(`${fill}<circle cx="256" cy="256" r="230" fill="url(#g)"/>`, 48), 480);
  const middle = row(0.5);
  expect(middle.filter(([, , , alpha]) => alpha > 20 && alpha < 235).length).toBeLessThan(8);
  expect(new Set(middle.filter(([, , , alpha]) => alpha > 250).map(([, g]) => g)).size).toBeGreaterThan(80);
});

test('a soft shadow is not made crisp with the outline', async () => {
  const shadow =
    '<defs><filter id="f"><feGaussianBlur stdDeviation="22"/></filter><linearGradient id="g"><stop offset="0" stop-color="#e4002b"/><stop offset="1" stop-color="#ffcd00"/></linearGradient></defs><rect x="100" y="140" width="320" height="320" opacity=".6" filter="url(#f)"/><rect x="90" y="80" width="320" height="320" fill="url(#g)"/>';
  const { column } = await enlarge(await drawSmall(shadow, 64), 480);
  const alphas = column(0.5)
    .slice(400)
    .map(([, , , alpha]) => alpha);
  expect(Math.max(...alphas.slice(1).map((alpha, k) => Math.abs(alpha - (alphas[k] ?? 0))))).toBeLessThan(10);
});

test.for([80, 50])('the noise of a small JPEG of quality %i does not come out large', async (quality) => {
  const mark = '<path d="M150 260L230 340L370 180" stroke="#fff" stroke-width="60" fill="none"/>';
  const small = await drawSmall(
    `<rect width="512" height="512" fill="#fff"/><circle cx="256" cy="256" r="230" fill="#00843d"/>${mark}`,
    64,
  );
  const jpeg = await sharp(await sharp(small).jpeg({ quality }).toBuffer())
    .png()
    .toBuffer();
  const { row } = await enlarge(jpeg, 480);
  const ink = row(0.25).filter(([r]) => r < 60);
  expect(ink.length).toBeGreaterThan(250);
  expect(new Set(ink.map((color) => color.join())).size).toBeLessThan(12);
});

test('a small gradient stays a gradient', async () => {
  const fill =
    '<defs><linearGradient id="g"><stop offset="0" stop-color="#e4002b"/><stop offset="1" stop-color="#ffcd00"/></linearGradient></defs>';
  const { row } = await enlarge(
    await drawSmall(`${fill}<rect x="20" y="20" width="472" height="472" fill="url(#g)"/>`, 64),
    480,
  );
  const greens = row(0.5)
    .slice(40, 440)
    .map(([, g]) => g);
  expect(new Set(greens).size).toBeGreaterThan(100);
  expect(Math.max(...greens.slice(1).map((green, k) => Math.abs(green - (greens[k] ?? 0))))).toBeLessThan(8);
});

test('thin lines stay whole', async () => {
  const ring = '<circle cx="256" cy="256" r="200" fill="none" stroke="#111" stroke-width="8"/>';
  const { row, column } = await enlarge(await drawSmall(ring, 64), 480);
  for (let k = 0.2; k <= 0.8; k += 0.02) {
    expect(Math.max(...row(k).map(([, , , alpha]) => alpha))).toBeGreaterThan(90);
    expect(Math.max(...column(k).map(([, , , alpha]) => alpha))).toBeGreaterThan(90);
  }
});
