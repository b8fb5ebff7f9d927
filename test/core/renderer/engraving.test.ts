import { expect, test } from 'vitest';
import { drawDisc } from '../../support/pictures.ts';
import { changesOf, chromaOf, drawLogo, drawNothing, type Frame, frameOf, meanOf, patch } from './frames.ts';

const technique = 'engraving';
const product = 'mug';

/** The middle of what a logo changes. */
async function engraved(
  logo: Uint8Array,
  color: string,
): Promise<{ bare: Frame; shot: Frame; box: readonly number[] }> {
  const bare = await frameOf(await drawNothing(), { product, color, technique, size: 1024 });
  const shot = await frameOf(logo, { product, color, technique, size: 1024 });
  return { bare, shot, box: changesOf(bare, shot, 12).box };
}

function middleOf([left = 0, top = 0, width = 0, height = 0]: readonly number[]): readonly [number, number] {
  return [left + width / 2, top + height / 2];
}

test.for(['#c81e1e', '#1e3cc8', '#000000', '#ffffff'])('a logo of %s is bare steel in a dark coating', async (ink) => {
  const { bare, shot, box } = await engraved(await drawDisc(300, { color: ink }), '#1b2a4a');
  const [x, y] = middleOf(box);
  const steel = meanOf(shot, patch(1024, x, y, 12));
  expect(chromaOf(steel)).toBeLessThan(14);
  expect(Math.min(...steel)).toBeGreaterThan(Math.max(...meanOf(bare, patch(1024, x, y, 12))) + 60);
});

test('in a light coating steel is darker than the coating, and still grey', async () => {
  const { bare, shot, box } = await engraved(await drawDisc(300, { color: '#c81e1e' }), '#f2efe6');
  const [x, y] = middleOf(box);
  const steel = meanOf(shot, patch(1024, x, y, 12));
  expect(chromaOf(steel)).toBeLessThan(14);
  expect(Math.max(...steel)).toBeLessThan(Math.min(...meanOf(bare, patch(1024, x, y, 12))) - 60);
});

test.for(['#101010', '#f5f5f5'])('two colors of a logo can still be told apart in a coating of %s', async (color) => {
  const logo = await drawLogo(300, 150, (x) => (x < 150 ? [240, 240, 240, 255] : [150, 20, 30, 255]));
  const { bare, shot, box } = await engraved(logo, color);
  const [left = 0, , width = 0] = box;
  const [, y] = middleOf(box);
  const tones = [0.25, 0.75].map((share) => meanOf(shot, patch(1024, left + share * width, y, 8))[1]);
  expect(Math.abs((tones[0] ?? 0) - (tones[1] ?? 0))).toBeGreaterThan(25);
  const coat = meanOf(bare, patch(1024, left + 0.25 * width, y, 8))[1];
  for (const tone of tones) expect(Math.abs(tone - coat)).toBeGreaterThan(25);
});

test('it is sunken: the rim next to the light is dark, the one across from it bright, however the logo is turned', async () => {
  const logo = await drawLogo(300, 300, (x, y) =>
    x > 5 && y > 5 && x < 295 && y < 295 ? [0, 0, 0, 255] : [0, 0, 0, 0],
  );
  for (const rotation of [0, 90, 180]) {
    const wish = { product, color: '#202020', technique, size: 1024, rotation } as const;
    const shot = await frameOf(logo, wish);
    const [x] = middleOf(changesOf(await frameOf(await drawNothing(), wish), shot, 12).box);
    // Down the middle, where the rims of a round mug are level: what is steel, without the pixels that show some coating.
    const columns = Array.from({ length: 40 }, (_, i) => Math.round(x) - 20 + i);
    const down = Array.from(
      { length: 1024 },
      (_, y) =>
        meanOf(
          shot,
          columns.map((column) => y * 1024 + column),
        )[1],
    );
    const steel = down.slice(300, 700).filter((tone) => tone > 160);
    const body = steel[Math.round(steel.length / 2)] ?? 0;
    expect(steel.length).toBeGreaterThan(150);
    expect(Math.min(...steel.slice(0, 4))).toBeLessThan(body - 8);
    expect(Math.max(...steel.slice(-4))).toBeGreaterThan(body + 6);
  }
});

test('it needs no rescue: a logo of the color of its coating is neither recolored nor outlined', async () => {
  const shot = await frameOf(await drawDisc(300, { color: '#1b2a4a' }), { product, color: '#1b2a4a', technique });
  expect(shot.notes).toEqual([]);
});
