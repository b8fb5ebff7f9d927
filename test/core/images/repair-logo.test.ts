import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { cleanLogo } from '#core/images/clean-logo.ts';
import { type Finding, preflight, proposedRepairs, repairsOf, usualPrintAreas } from '#core/images/preflight.ts';
import { repairLogo, repairNotes } from '#core/images/repair-logo.ts';
import { languages } from '#core/messages/languages.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { say, sentence } from '#core/messages/sentence-ref.ts';
import { drawLogo, drawPng } from '../../support/drawn-logos.ts';
import { colorDistance, probe } from '../../support/pictures.ts';

beforeAll(() => loadLanguages());

const on = (color: string) => ({ printArea: usualPrintAreas.capFront, color });
const opaque = async (elements: string) =>
  cleanLogo(
    await sharp(await drawPng(600, 400, elements))
      .removeAlpha()
      .png()
      .toBuffer(),
  );
const inBox = (box: string, ink: string) =>
  opaque(`<rect width="600" height="400" fill="${box}"/><path d="M250 250 L350 250 L300 130 Z" fill="${ink}"/>`);

const finding = (kind: Finding['kind'], repair?: Finding['repair']): Finding => ({
  kind,
  severity: 'notice',
  sentence: sentence('preflight.ink'),
  ...(repair ? { repair } : {}),
  values: {},
});

test('what mends a finding begins with the background, where there is one to be taken away', () => {
  const [box, space, dark] = [
    finding('background', 'removeFlatBackground'),
    finding('margins', 'trim'),
    finding('contrast', 'lightVersion'),
  ];
  expect(repairsOf(dark, [dark, space, box])).toEqual(['removeFlatBackground', 'lightVersion']);
  expect(repairsOf(dark, [dark, space])).toEqual(['lightVersion']);
  expect(repairsOf(box, [dark, space, box])).toEqual(['removeFlatBackground']);
  expect(repairsOf(finding('hairlines'), [dark, box])).toEqual([]);
  // A box that has to stay cannot be taken away for the sake of another finding either.
  expect(repairsOf(space, [space, finding('background')])).toEqual(['trim']);
  expect(proposedRepairs([dark, space, box, finding('hairlines')])).toEqual([
    'removeFlatBackground',
    'trim',
    'lightVersion',
  ]);
});

test('what is proposed is done until nothing is proposed any more', async () => {
  // Space round a logo on a colored box comes to light with the box gone.
  const logo = await inBox('#20a040', '#101010');
  const repaired = await repairLogo(logo, ['proposed'], on('#000000'));
  expect(repaired.done).toEqual(['removeFlatBackground', 'trim', 'lightVersion']);
  expect(repaired).toMatchObject({ width: 100, height: 120 });
  expect(colorDistance(await probe(repaired.png, 0.5, 0.8), '#ffffff')).toBe(0);
  expect(proposedRepairs((await preflight(repaired, on('#000000'))).findings)).toEqual([]);
});

test('only what was wished is done', async () => {
  const logo = await inBox('#ffffff', '#101010');
  expect((await repairLogo(logo, ['trim'], on('#000000'))).done).toEqual([]);
  expect((await repairLogo(logo, ['trim', 'removeFlatBackground'], on('#000000'))).done).toEqual([
    'removeFlatBackground',
    'trim',
  ]);
  expect((await repairLogo(logo, ['lightVersion', 'proposed'], on('#ffffff'))).done).toContain('removeFlatBackground');
});

test.each([
  ['white on a blue box', '#1040c0', '#ffffff', '#ffffff'],
  ['white on a black box', '#000000', '#ffffff', '#ffffff'],
  ['navy on a yellow box', '#f5c92b', '#14203c', '#14203c'],
])('%s stays on it where it would vanish without', async (_, box, ink, product) => {
  const logo = await inBox(box, ink);
  const { findings } = await preflight(logo, on(product));
  const found = findings.find(({ kind }) => kind === 'background');
  // On the dark one a light version could stand by itself.
  const isMended = product === '#14203c';
  expect(found?.repair).toBe(isMended ? 'removeFlatBackground' : undefined);
  const repaired = await repairLogo(logo, ['proposed'], on(product));
  expect(repaired.done.includes('removeFlatBackground')).toBe(isMended);
  const worst = (await preflight(repaired, on(product))).findings.find(({ kind }) => kind === 'contrast');
  if (box !== '#000000') expect(worst?.severity).toBe('good');
});

test('what was done is told in every language', async () => {
  const logo = await drawLogo(300, 200, '<rect x="30" width="270" height="200" fill="#c02030"/>');
  const { done } = await repairLogo(logo, ['proposed'], on('#ffffff'));
  expect(repairNotes(done).map((note) => say(note, 'en'))).toEqual([
    'The empty space around the logo was trimmed off.',
  ]);
  expect(repairNotes([]).map((note) => say(note, 'en'))).toEqual(['There was nothing to repair in the logo.']);
  const all = repairNotes(['removeFlatBackground', 'trim', 'lightVersion']);
  for (const language of languages) expect(new Set(all.map((note) => say(note, language))).size).toBe(3);
});
