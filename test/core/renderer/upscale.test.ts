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

test('pixel art keeps its single pixels, its colors and loses its stairs', async () => {
  const rects = face.flatMap((line, y) =>
    line
      .split('')
      .map((kind, x) =>
        kind === '0' ? '' : `<rect x="${x}" y="${y}" width="1" height="1" fill="${colors[Number(kind)]}"/>`,
      ),
  );
  const { at, row } = await enlarge(await drawLogo(8, 8, `<g shape-rendering="crispEdges">${rects.join('')}</g>`), 400);
  expect(at(2.5 / 8, 2.5 / 8)).toEqual([0, 87, 184, 255]);
  expect(at(5.5 / 8, 2.5 / 8)).toEqual([0, 87, 184, 255]);
  expect(at(0.5, 3.5 / 8)).toEqual([255, 205, 0, 255]);
  // The rim runs slanted from the second pixel of the top to the first of the third row, where squares would have one corner.
  const starts = [0.4, 0.7, 1, 1.3, 1.6].map((v) => row(v / 8).findIndex(([, , , alpha]) => alpha >= 128));
  expect(new Set(starts).size).toBeGreaterThan(3);
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
