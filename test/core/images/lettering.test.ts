import { expect, test } from 'vitest';
import { colorTitle, productNames, productTitle } from '#core/catalog/catalog.ts';
import { knownColors } from '#core/catalog/colors.ts';
import { canWrite, setLine } from '#core/images/lettering.ts';
import { languages } from '#core/messages/languages.ts';
import { loadLanguages, message } from '#core/messages/message.ts';

const place = { size: 20, left: 0, baseline: 0, maxWidth: Number.POSITIVE_INFINITY };
const widthOf = (text: string, size = 20) => setLine(text, { ...place, size }).width;
const outlinesIn = (svg: string) => svg.match(/<path /g)?.length ?? 0;

test.each(languages)('there are outlines for what a sheet says in %s', async (language) => {
  await loadLanguages([language]);
  const words = (['progress.failed', 'progress.cancelled', 'progress.undecided'] as const).map((key) =>
    message(key, language),
  );
  expect(words.filter((text) => !canWrite(text))).toEqual([]);
  const colors = Array.from(knownColors().values(), (color) => colorTitle(color, language));
  const titles = [...productNames.map((name) => productTitle(name, language)), ...colors];
  expect(titles.filter((text) => !canWrite(text))).toEqual([]);
});

test('letters with marks are written however they are encoded, and signs of other scripts are not', () => {
  expect(canWrite('Boné, Schirmmütze, Casquette à 1 € · “ok”…')).toBe(true);
  expect(canWrite('Bone\u0301')).toBe(true);
  expect(widthOf('Bone\u0301')).toBe(widthOf('Boné'));
  expect(['Чашка', 'كوب', '🎉', '杯'].map(canWrite)).toEqual([false, false, false, false]);
});

test('a line is as wide as its letters and its size say, and pairs that need it stand closer', () => {
  expect(widthOf('m')).toBeGreaterThan(2 * widthOf('i'));
  expect(widthOf('mug', 40)).toBeCloseTo(2 * widthOf('mug', 20), 6);
  expect(widthOf('To')).toBeLessThan(widthOf('T') + widthOf('o') - 0.5);
  expect(widthOf('Hi')).toBeCloseTo(widthOf('H') + widthOf('i'), 6);
  expect(widthOf('')).toBe(0);
});

test('a line that is too long is cut off with dots, not after a space, and keeps to its room', () => {
  for (let maxWidth = 0; maxWidth < 220; maxWidth += 7) {
    const { svg, width } = setLine('Baseball cap · Black', { ...place, maxWidth });
    expect(width).toBeLessThanOrEqual(maxWidth);
    if (maxWidth > 30) expect(outlinesIn(svg)).toBeGreaterThan(1);
  }
  const cut = setLine('Mug Black', { ...place, maxWidth: widthOf('Mug …') });
  expect(cut.svg).toBe(setLine('Mug…', place).svg);
});

test('nothing of a text gets into the SVG', () => {
  const { svg } = setLine('<script>"&\'</g><image href="x"/>\u0000\u202E🎉', place);
  expect(svg).toMatch(/^<g transform="[^"<>&]+">(?:<path transform="[^"<>&]+" d="[-\d.MLHVCSQTAZ ,]*"\/>)+<\/g>$/);
});

test('a sign there is no outline of becomes a box', () => {
  expect(outlinesIn(setLine('🎉', place).svg)).toBe(1);
  expect(setLine('🎉', place).svg).toBe(setLine('Ж', place).svg);
});
