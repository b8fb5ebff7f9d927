import { setImmediate as turn } from 'node:timers/promises';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { UserError } from '#core/errors.ts';
import { type CleanLogo, cleanLogo } from '#core/images/clean-logo.ts';
import {
  type Finding,
  type FindingKind,
  type PreflightTarget,
  preflight,
  usualPrintAreas,
} from '#core/images/preflight.ts';
import { drawLogo, drawPng } from '../../support/drawn-logos.ts';
import { drawDisc, svgOf } from '../../support/pictures.ts';

function target(color = '#ffffff', area: keyof typeof usualPrintAreas = 'capFront'): PreflightTarget {
  return { printArea: usualPrintAreas[area], color };
}

async function find(logo: CleanLogo, kind: FindingKind, at = target()): Promise<Finding | undefined> {
  const { findings } = await preflight(logo, at);
  return findings.find((finding) => finding.kind === kind);
}

const square = (side: number, color = '#c02030') => `<rect width="${side}" height="${side}" fill="${color}"/>`;

const disc = (color: string) => drawDisc(400, { color }).then((bytes) => cleanLogo(bytes));

test('a good logo gets nothing but good words', async () => {
  const { findings } = await preflight(
    await drawLogo(2000, 1280, '<ellipse cx="1000" cy="640" rx="990" ry="630" fill="#c02030"/>'),
    target(),
  );
  expect(findings.filter(({ severity }) => severity !== 'good')).toEqual([]);
  expect(findings.map(({ kind }) => kind).toSorted()).toEqual([
    'contrast',
    'hairlines',
    'margins',
    'resolution',
    'transparency',
  ]);
});

test('the gravest comes first', async () => {
  const { findings } = await preflight(await drawLogo(100, 100, square(60, '#101010')), target('#000000'));
  const ranks = findings.map(({ severity }) => ['problem', 'notice', 'good'].indexOf(severity));
  expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
  expect(new Set(ranks).size).toBe(3);
});

// 124 mm are 4.88 inches, 100 mm are 3.94, and 300 mm are 11.81.
test.each([
  [1465, 'capFront', 300, 'preflight.resolution.crisp', 'good'],
  [1181, 'leftChest', 300, 'preflight.resolution.crisp', 'good'],
  [1100, 'capFront', 225, 'preflight.resolution.enough', 'good'],
  [600, 'capFront', 123, 'preflight.resolution.soft', 'notice'],
  [400, 'capFront', 82, 'preflight.resolution.blurred', 'problem'],
  [1200, 'fullFront', 102, 'preflight.resolution.soft', 'notice'],
  [2000, 'fullFront', 169, 'preflight.resolution.enough', 'good'],
] as const)('%i pixels across are %s at %i DPI: %s', async (width, area, dpi, key, severity) => {
  const logo = await drawLogo(width, 200, `<rect width="${width}" height="200" fill="#c02030"/>`);
  const found = await find(logo, 'resolution', target('#ffffff', area));
  expect(found).toMatchObject({ severity, sentence: { key }, values: { widthMm: usualPrintAreas[area].widthMm } });
  expect(Math.abs(Number(found?.values.dpi) - dpi)).toBeLessThanOrEqual(1);
});

test('a tall logo is as large as the height of the place lets it be', async () => {
  const logo = await drawLogo(400, 945, '<rect width="400" height="945" fill="#c02030"/>');
  expect((await find(logo, 'resolution'))?.values).toEqual({ dpi: 300, widthMm: 34 });
});

test('empty space round a logo counts for nothing, and the width to send instead is that of the whole file', async () => {
  const logo = await drawLogo(1000, 1000, '<rect x="250" y="400" width="500" height="200" fill="#c02030"/>');
  const { dpi, neededWidth } = (await find(logo, 'resolution'))?.values ?? {};
  expect(dpi).toBe(102);
  // At 150 DPI the ink is 732 pixels wide, which is half of the file's width.
  expect(neededWidth).toBe(1500);
});

test('a file that was larger than what is kept of it is judged by its own pixels', async () => {
  const bytes = await drawPng(4096, 1024, '<rect width="4096" height="1024" fill="#c02030"/>');
  const logo = await cleanLogo(bytes);
  expect(logo).toMatchObject({ width: 2048, shrunkBy: 2 });
  expect((await find(logo, 'resolution', target('#ffffff', 'fullFront')))?.values.dpi).toBe(347);
  const { findings } = await preflight(logo.png, target('#ffffff', 'fullFront'));
  expect(findings.find(({ kind }) => kind === 'resolution')?.values.dpi).toBe(173);
});

test('a drawing is sharp at any size', async () => {
  const logo = await cleanLogo(
    Buffer.from(svgOf('<circle cx="5" cy="5" r="4" fill="#c02030"/>', 'width="10" height="10"')),
  );
  expect(await find(logo, 'resolution', target('#ffffff', 'fullFront'))).toMatchObject({
    severity: 'good',
    sentence: { key: 'preflight.resolution.vector' },
  });
  expect(await find(logo, 'other-places')).toBeUndefined();
});

test('other places are spoken of where one of them would be worse off', async () => {
  const logo = await drawLogo(1000, 1000, square(1000));
  expect(await find(logo, 'other-places')).toMatchObject({ values: { cap: 318, chest: 254, full: 85 } });
  expect(await find(logo, 'other-places', target('#ffffff', 'fullFront'))).toBeUndefined();
});

test.each([
  ['no picture', Buffer.from('no picture')],
  ['half a picture', (await drawDisc(300)).subarray(0, 700)],
  [
    'more pixels than a clean logo has',
    await sharp({ create: { width: 2100, height: 2100, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
  ],
])('%s is refused with a sentence', async (_, bytes) => {
  await expect(preflight(bytes, target())).rejects.toThrow(UserError);
});

test.each([
  ['a color of three digits', { printArea: usualPrintAreas.capFront, color: '#fff' }],
  ['a place without a size', { printArea: { name: 'dot', widthMm: 0, heightMm: 10 }, color: '#ffffff' }],
])('%s is a mistake of who asks', async (_, wrong) => {
  await expect(preflight(await disc('#000000'), wrong)).rejects.toThrow(RangeError);
});

test('who gives up is let go with the reason of it, before and during the work', async () => {
  const logo = await disc('#000000');
  const reason = new Error('enough');
  await expect(preflight(logo, target(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const controller = new AbortController();
  const started = preflight(logo, target(), { signal: controller.signal });
  controller.abort(reason);
  await expect(started).rejects.toBe(reason);
});

test('the largest logo does not hold up the event loop', async () => {
  const logo = await drawLogo(
    2048,
    2048,
    `${square(2048, '#ffffff')}<circle cx="1024" cy="1024" r="900" fill="#c02030"/>`,
  );
  const work = { isDone: false };
  let turns = 0;
  const done = preflight(logo, target()).finally(() => {
    work.isDone = true;
  });
  while (!work.isDone) {
    await turn();
    turns++;
  }
  await done;
  // Were the pixels looked at here, there would be a few dozen.
  expect(turns).toBeGreaterThan(500);
});
