import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cleanLogo } from '#core/images/clean-logo.ts';
import { removeFlatBackground } from '#core/images/preflight/remove-flat-background.ts';
import { preflight, repair, usualPrintAreas } from '#core/images/preflight.ts';
import { drawPng, pixelAt, readPixels } from '../../support/drawn-logos.ts';
import { cutOutOf } from '../renderer/cut-out.ts';

const side = 480;
const disc = '<circle cx="240" cy="240" r="190" fill="#c8102e"/>';
const onPaper = (elements: string, paper = '#fff') =>
  drawPng(side, side, `<rect width="${side}" height="${side}" fill="${paper}"/>${elements}`);
const filesOf = async (elements: string) => {
  const png = await onPaper(elements);
  return [png, await sharp(png).jpeg({ quality: 80 }).toBuffer()];
};

test.for([
  ['the bar of a no-entry sign', `${disc}<rect x="110" y="205" width="260" height="70" fill="#fff"/>`, [240, 240]],
  ['a play triangle in a disc', `${disc}<path d="M190 145L345 240L190 335z" fill="#fff"/>`, [230, 240]],
  [
    'the eyes of a face',
    `${disc}<circle cx="170" cy="190" r="30" fill="#fff"/><circle cx="310" cy="190" r="30" fill="#fff"/>`,
    [310, 190],
  ],
  [
    'two bars in a square',
    '<rect x="50" y="50" width="380" height="380" rx="60" fill="#0057b8"/><path d="M120 170h240v46H120zM120 264h240v46H120z" fill="#fff"/>',
    [240, 287],
  ],
  [
    'the window of a house',
    '<path d="M240 50L440 220H390V430H90V220H40z"/><rect x="195" y="240" width="90" height="90" fill="#fff"/>',
    [240, 285],
  ],
] as const)('a sign keeps its white, as it does on a product: %s', async ([, elements, [x, y]]) => {
  for (const file of await filesOf(elements)) {
    const repaired = removeFlatBackground(await readPixels(file));
    expect(pixelAt(repaired, x, y)[3]).toBe(255);
    expect(Math.min(...pixelAt(repaired, x, y))).toBeGreaterThan(235);
    expect(pixelAt(repaired, 8, 8)[3]).toBe(0);
    expect((await cutOutOf(file)).at(x, y)[3]).toBe(255);
  }
});

test.for([
  [
    'a heavy ring, as an O',
    '<circle cx="240" cy="240" r="130" fill="none" stroke="#141414" stroke-width="120"/>',
    [240, 240],
  ],
  [
    'a square ring',
    '<rect x="100" y="100" width="280" height="280" fill="none" stroke="#0057b8" stroke-width="90"/>',
    [240, 240],
  ],
  ['an A', '<path d="M80 420L240 60L400 420M150 300H330" fill="none" stroke="#c8102e" stroke-width="60"/>', [240, 215]],
  [
    'a P',
    '<path d="M140 430V80H270a95 95 0 0 1 0 190H140" fill="none" stroke="#141414" stroke-width="64"/>',
    [240, 175],
  ],
  [
    'rings within rings',
    '<g fill="none" stroke="#141414" stroke-width="40"><circle cx="240" cy="240" r="180"/><circle cx="240" cy="240" r="90"/></g>',
    [240, 240],
  ],
] as const)('what a letter or a line encloses is cleared, as it is on a product: %s', async ([, elements, [x, y]]) => {
  for (const file of await filesOf(elements)) {
    expect(pixelAt(removeFlatBackground(await readPixels(file)), x, y)).toEqual([0, 0, 0, 0]);
    expect((await cutOutOf(file)).at(x, y)[3]).toBe(0);
  }
});

test('a sign keeps the color of a colored box, and a letter beside it does not', async () => {
  const paper = '#f4c430';
  const elements = `<g transform="scale(.5)"><circle cx="240" cy="240" r="190" fill="#102060"/><rect x="110" y="205" width="260" height="70" fill="${paper}"/></g><circle cx="360" cy="120" r="70" fill="none" stroke="#102060" stroke-width="50"/>`;
  const repaired = removeFlatBackground(await readPixels(await onPaper(elements, paper)));
  expect(pixelAt(repaired, 120, 120)[3]).toBe(255);
  expect(pixelAt(repaired, 360, 120)[3]).toBe(0);
});

test('a sign whose background the check proposes to remove keeps its white, and is then good', async () => {
  const target = { printArea: usualPrintAreas.capFront, color: '#1b2a4a' };
  const logo = await cleanLogo(await onPaper(`${disc}<rect x="110" y="205" width="260" height="70" fill="#fff"/>`));
  const proposed = async (sign: typeof logo) =>
    (await preflight(sign, target)).findings.some(({ repair }) => repair === 'removeFlatBackground');
  expect(await proposed(logo)).toBe(true);
  const repaired = await repair(logo, ['removeFlatBackground']);
  expect(pixelAt(await readPixels(repaired.png), 240, 240)).toEqual([255, 255, 255, 255]);
  expect(await proposed(repaired)).toBe(false);
});
