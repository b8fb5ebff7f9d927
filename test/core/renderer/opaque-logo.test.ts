import sharp from 'sharp';
import { expect, test } from 'vitest';
import {
  changesOf,
  chromaOf,
  drawLogo,
  drawNothing,
  type Frame,
  frameOf,
  hueDistance,
  hueOf,
  meanOf,
} from './frames.ts';

/** Share of the print's box where the picture shows the hue. */
function shareOfHue(bare: Frame, shot: Frame, hue: number): number {
  const { places, box } = changesOf(bare, shot, 12);
  const [, , width = 0, height = 0] = box;
  const fitting = places.filter((i) => {
    const rgb = meanOf(shot, [i]);
    return chromaOf(rgb) > 50 && hueDistance(hueOf(rgb), hue) < 20;
  });
  return fitting.length / (width * height);
}

test.for(['png', 'jpeg'] as const)('a square of one color to all edges is printed as it is (%s)', async (format) => {
  const plain = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#d02030' } })
    .toFormat(format)
    .toBuffer();
  const shot = await frameOf(await sharp(plain).png().toBuffer());
  expect(shareOfHue(await frameOf(await drawNothing()), shot, 355)).toBeGreaterThan(0.85);
  expect(shot.notes).not.toContain('background-removed');
});

test.for([
  ['one speck', [[150, 150]]],
  [
    'specks far apart',
    [
      [20, 30],
      [270, 260],
    ],
  ],
] as const)('dust on it (%s) does not make the square a background', async ([, specks]) => {
  const dusty = await drawLogo(300, 300, (x, y) =>
    specks.some(([sx, sy]) => Math.abs(x - sx) < 2 && Math.abs(y - sy) < 2) ? [255, 255, 255, 255] : [208, 32, 48, 255],
  );
  const shot = await frameOf(dusty);
  expect(shareOfHue(await frameOf(await drawNothing()), shot, 355)).toBeGreaterThan(0.85);
});

test('a photograph keeps its edges', async () => {
  const photo = await drawLogo(300, 200, (x, y) => [200 - (x >> 2), 40 + (y >> 2), 40 + ((x * y) >> 9), 255]);
  const shot = await frameOf(photo);
  const { places, box } = changesOf(await frameOf(await drawNothing()), shot, 12);
  const [, , width = 0, height = 0] = box;
  expect(places.length / (width * height)).toBeGreaterThan(0.9);
  expect(shot.notes).not.toContain('background-removed');
});

test('a small logo on a large white page still loses the page', async () => {
  const page = await drawLogo(1000, 1000, (x, y) =>
    Math.abs(x - 500) < 40 && Math.abs(y - 500) < 30 ? [20, 60, 190, 255] : [255, 255, 255, 255],
  );
  const bare = await frameOf(await drawNothing(), { color: '#c4182c' });
  const shot = await frameOf(page, { color: '#c4182c' });
  expect(shot.notes).toContain('background-removed');
  expect(shareOfHue(bare, shot, 226)).toBeGreaterThan(0.85);
});

test('a ring on paper loses the paper, in its hole too', async () => {
  const ring = await drawLogo(300, 300, (x, y) =>
    Math.abs(Math.hypot(x - 150, y - 150) - 100) < 30 ? [20, 60, 190, 255] : [255, 255, 255, 255],
  );
  const wish = { color: '#1f7a43' };
  const shot = await frameOf(ring, wish);
  const bare = await frameOf(await drawNothing(), wish);
  const { places, box } = changesOf(bare, shot, 12);
  const [left = 0, top = 0, width = 0, height = 0] = box;
  expect(shot.notes).toContain('background-removed');
  const middle = Math.round(top + height / 2) * 512 + Math.round(left + width / 2);
  expect(places).not.toContain(middle);
  expect(places).not.toContain((top + 1) * 512 + left + 1);
  expect(places).toContain(Math.round(top + height / 2) * 512 + left + Math.round(width / 10));
});
