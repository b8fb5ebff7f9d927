import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { languages } from '#core/messages/languages.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { say } from '#core/messages/sentence-ref.ts';
import { drawPhoto, drawPixels, drawPng, readPixels } from '../../support/drawn-logos.ts';
import { find, judge } from '../../support/judge-logo.ts';
import { drawDisc, noise, randomNumbers } from '../../support/pictures.ts';

beforeAll(() => loadLanguages());

const disc = (color: string) => drawDisc(400, { color }).then(readPixels);

const box = (color: string) =>
  `<rect width="600" height="400" fill="${color}"/><circle cx="300" cy="200" r="120" fill="#c02030"/>`;

test.each([
  ['a white box on black', '#ffffff', '#000000', 'problem', 'preflight.background.paper'],
  ['a white box on white', '#ffffff', '#ffffff', 'notice', 'preflight.background.paper'],
  ['a black box on white', '#000000', '#ffffff', 'problem', 'preflight.background.paper'],
  ['a blue box on white', '#2040d0', '#ffffff', 'notice', 'preflight.background.colored'],
])('%s is found', async (_, color, product, severity, key) => {
  const png = await sharp(await drawPng(600, 400, box(color)))
    .removeAlpha()
    .png()
    .toBuffer();
  const found = find(await readPixels(png), 'background', product);
  expect(found).toMatchObject({ severity, repair: 'removeFlatBackground', sentence: { key }, values: { color } });
});

test('a white box is found under the noise of a JPEG', async () => {
  const jpeg = await sharp(await drawPng(600, 400, box('#ffffff')))
    .jpeg({ quality: 60 })
    .toBuffer();
  const findings = judge(await readPixels(jpeg), '#000000');
  expect(findings.find(({ kind }) => kind === 'background')).toMatchObject({ severity: 'problem' });
  // What is left without it is a red disc.
  expect(findings.find(({ kind }) => kind === 'contrast')).toMatchObject({ severity: 'good' });
});

test('a white plate that was cut out is a matter of taste, a colored one is part of the logo', async () => {
  const plate = (color: string) =>
    drawPixels(
      600,
      400,
      `<rect x="50" y="50" width="500" height="300" fill="${color}"/><circle cx="300" cy="200" r="90" fill="#c02030"/>`,
    );
  expect(find(await plate('#ffffff'), 'background', '#000000')).toMatchObject({ severity: 'notice' });
  expect(find(await plate('#203040'), 'background', '#ffffff')).toBeUndefined();
});

test.each([
  ['cut out', '<circle cx="200" cy="200" r="190" fill="#c02030"/>', 'some', 'good'],
  [
    'with edges a little soft',
    '<filter id="f"><feGaussianBlur stdDeviation="0.9"/></filter><circle cx="200" cy="200" r="60" fill="#c02030" filter="url(#f)"/>',
    'some',
    'good',
  ],
  [
    'with a shadow',
    '<filter id="f"><feGaussianBlur stdDeviation="14"/></filter><circle cx="200" cy="210" r="140" fill="#000" filter="url(#f)"/><circle cx="200" cy="200" r="120" fill="#c02030"/>',
    'soft',
    'notice',
  ],
  ['see-through', '<rect x="20" y="20" width="360" height="360" fill="#c02030" fill-opacity="0.5"/>', 'soft', 'notice'],
  ['filled', '<rect width="400" height="400" fill="#c02030"/>', 'none', 'notice'],
])('transparency: %s', async (_, elements, transparency, severity) => {
  expect(find(await drawPixels(400, 400, elements), 'transparency')).toMatchObject({
    severity,
    values: { transparency },
  });
});

test.each([
  ['print', 'notice'],
  ['embroidery', 'problem'],
] as const)('a photo is known as one, for %s', async (technique, severity) => {
  for (const bytes of [
    await drawPhoto(640, 480),
    await sharp(await drawPhoto(900, 700, 3))
      .jpeg({ quality: 70 })
      .toBuffer(),
  ]) {
    const findings = judge(await readPixels(bytes), '#ffffff', technique);
    const kinds = findings.map(({ kind }) => kind);
    expect(findings.find(({ kind }) => kind === 'photo')).toMatchObject({ severity });
    expect(kinds).not.toContain('contrast');
    expect(kinds).not.toContain('hairlines');
  }
});

test.each([
  ['a gradient', '<rect width="600" height="400" fill="url(#g)"/>'],
  [
    'stripes of many colors',
    Array.from(
      { length: 60 },
      (_, n) => `<rect x="${n * 10}" width="10" height="400" fill="hsl(${n * 6},80%,50%)"/>`,
    ).join(''),
  ],
])('%s is no photo', async (_, elements) => {
  const gradient =
    '<linearGradient id="g"><stop stop-color="#f04020"/><stop offset="1" stop-color="#4020f0"/></linearGradient>';
  expect(find(await drawPixels(600, 400, gradient + elements), 'photo')).toBeUndefined();
});

test.each([
  ['tight', '<rect width="400" height="400" fill="#c02030"/>', 'preflight.margins.good', undefined],
  [
    'even and narrow',
    '<rect x="10" y="10" width="380" height="380" fill="#c02030"/>',
    'preflight.margins.good',
    undefined,
  ],
  ['even and wide', '<rect x="80" y="80" width="240" height="240" fill="#c02030"/>', 'preflight.margins.wide', 'trim'],
  ['off-center', '<rect x="0" y="0" width="300" height="400" fill="#c02030"/>', 'preflight.margins.offCenter', 'trim'],
])('margins: %s', async (_, elements, key, repair) => {
  const found = find(await drawPixels(400, 400, elements), 'margins');
  expect(found?.sentence.key).toBe(key);
  expect(found?.repair).toBe(repair);
});

test('margins are told in whole percent of the picture', async () => {
  const logo = await drawPixels(400, 200, '<rect x="40" y="20" width="300" height="80" fill="#c02030"/>');
  expect(find(logo, 'margins')?.values).toEqual({ left: 10, right: 15, top: 10, bottom: 50 });
});

test('empty space that costs no size is no matter', async () => {
  // As wide as the place whether it is trimmed or not.
  const logo = await drawPixels(400, 250, '<rect x="0" y="100" width="400" height="50" fill="#c02030"/>');
  expect(find(logo, 'margins')).toMatchObject({ severity: 'good' });
});

test.each([
  ['#000000', '#000000', 'preflight.contrast.goneInDark', 'problem', 'lightVersion'],
  ['#ffffff', '#ffffff', 'preflight.contrast.goneInLight', 'problem', undefined],
  ['#f0f0f0', '#ffffff', 'preflight.contrast.goneInLight', 'problem', undefined],
  ['#c4182c', '#c4182c', 'preflight.contrast.goneInDark', 'problem', 'lightVersion'],
  ['#1b2a4a', '#000000', 'preflight.contrast.faint', 'notice', 'lightVersion'],
  ['#000000', '#ffffff', 'preflight.contrast.good', 'good', undefined],
  ['#ffffff', '#000000', 'preflight.contrast.good', 'good', undefined],
  ['#c4182c', '#000000', 'preflight.contrast.good', 'good', undefined],
  ['#f5c92b', '#ffffff', 'preflight.contrast.good', 'good', undefined],
])('%s on %s: %s', async (ink, product, key, severity, repair) => {
  const found = find(await disc(ink), 'contrast', product);
  expect(found).toMatchObject({ severity, sentence: { key } });
  expect(found?.repair).toBe(repair);
});

test.each([
  [
    'pale ink on paper',
    '<rect width="400" height="300" fill="#fff"/><circle cx="200" cy="150" r="100" fill="#dcdcdc"/>',
    '#ffffff',
  ],
  ['thin black', '<circle cx="200" cy="150" r="100" fill="#000" fill-opacity="0.1"/>', '#ffffff'],
  ['thin white', '<circle cx="200" cy="150" r="100" fill="#fff" fill-opacity="0.08"/>', '#000000'],
])('%s can hardly be seen', async (_, elements, product) => {
  const found = find(await drawPixels(400, 300, elements), 'contrast', product);
  expect(found).toMatchObject({ severity: 'problem', values: { lost: 100 } });
});

test('words in the color of the product beside a mark that is not are missed', async () => {
  const logo = await drawPixels(
    600,
    200,
    '<circle cx="100" cy="100" r="90" fill="#e08020"/><rect x="220" y="60" width="370" height="40" fill="#101010"/><rect x="220" y="130" width="300" height="30" fill="#101010"/>',
  );
  expect(find(logo, 'contrast', '#000000')).toMatchObject({
    severity: 'problem',
    repair: 'lightVersion',
    sentence: { key: 'preflight.contrast.vanishesInDark' },
    values: { color: '#101010', lost: 48 },
  });
  expect(find(logo, 'contrast', '#ffffff')).toMatchObject({ severity: 'good' });
});

test('parts that ink surrounds may have the color of the product, but a large one is a word worth', async () => {
  const badge = (radius: number) =>
    drawPixels(
      400,
      400,
      `<circle cx="200" cy="200" r="190" fill="#c02030"/><circle cx="200" cy="200" r="${radius}" fill="#ffffff"/>`,
    );
  expect(find(await badge(50), 'contrast')).toMatchObject({ severity: 'good' });
  expect(find(await badge(150), 'contrast')).toMatchObject({
    severity: 'notice',
    sentence: { key: 'preflight.contrast.inside' },
  });
});

test.each([
  [12, 'embroidery', 'problem'],
  [24, 'embroidery', 'good'],
  [3, 'print', 'problem'],
  [12, 'print', 'good'],
] as const)('lines of %i pixels at 16 pixels a millimetre, for %s', async (width, technique, severity) => {
  const lines = Array.from(
    { length: 9 },
    (_, n) => `<rect x="0" y="${n * 120}" width="2000" height="${width}" fill="#c02030"/>`,
  );
  const found = find(await drawPixels(2000, 1000, lines.join('')), 'hairlines', '#ffffff', technique);
  expect(found?.severity).toBe(severity);
});

test('too few pixels to tell how thin a line is make no word on it', async () => {
  expect(
    find(await drawPixels(200, 100, '<rect width="200" height="1" fill="#c02030"/>'), 'hairlines'),
  ).toBeUndefined();
});

test('hardly visible ink is nothing to print', async () => {
  const faint = await drawPixels(100, 100, '<rect width="100" height="100" fill="#000" fill-opacity="0.03"/>');
  expect(judge(faint)).toMatchObject([{ kind: 'ink', severity: 'problem' }]);
});

test('whatever the pixels are, the findings are data in order that reads well in every language', async () => {
  const random = randomNumbers(11);
  const pick = (most: number) => 1 + Math.floor(random() * most);
  for (let round = 0; round < 150; round++) {
    const [width, height] = round < 4 ? [pick(2), pick(300)] : [pick(120), pick(120)];
    const colors = await noise(width, height, round).raw().toBuffer();
    const rubbish = Buffer.alloc(width * height * 4);
    for (let i = 0; i < width * height; i++) {
      rubbish.set(colors.subarray(3 * i, 3 * i + 3), 4 * i);
      rubbish[4 * i + 3] = round % 3 === 0 ? 255 : random() < 0.5 ? 0 : random() * 256;
    }
    rubbish[3] = 255;
    const picture = { pixels: new Uint8Array(rubbish), width, height };
    const findings = judge(picture, '#123456', round % 2 ? 'print' : 'embroidery');
    expect(findings.length).toBeGreaterThan(1);
    expect(new Set(findings.map(({ kind }) => kind)).size).toBe(findings.length);
    expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
    for (const { sentence, values } of findings) {
      for (const value of Object.values(values)) expect(value).not.toBeNaN();
      for (const language of languages) expect(say(sentence, language)).not.toMatch(/[{}]|NaN|Infinity|undefined/);
    }
  }
});
