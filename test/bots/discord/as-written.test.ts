import { expect, test } from 'vitest';
import { asWritten, sayAsWritten } from '#bots/discord/as-written.ts';

/** As Discord shows it: a backslash before a sign is taken away, and the sign means nothing. */
function shown(text: string): string {
  return text.replaceAll(/\\([^0-9A-Za-z\s])/g, '$1').replaceAll(/[\u2068\u2069]/g, '');
}

/** What of a text Discord would still take for something else than words. */
function meaning(text: string): string[] {
  const words = text.replaceAll(/\\[^0-9A-Za-z\s]/g, 'x');
  const forms = [/[*_~|`]/, /^\s*(?:#{1,3}|-#|[-*+]|>|\d+[.)]) /, /\[.*\]\(.*\)/, /<[@#:/ati]/, /\w+:\/\//];
  return forms.filter((form) => form.test(words)).map(String);
}

test.each([
  '**bold** *italic* __under__ _score_ ~~struck~~ ||spoiler||',
  '`code` ```block``` ``two``',
  '# heading',
  '## heading',
  '-# small print',
  '> quote',
  '>>> long quote',
  '- item',
  '* item',
  '+ item',
  '1. first',
  '12) twelfth',
  '[click me](https://example.com/login)',
  'see https://example.com/a_b_c*d* and http://x.test',
  '<https://example.com> <mailto:a@b.c>',
  '<@123456789012345678> <@!123456789012345678> <@&123456789012345678> <#123456789012345678>',
  '</mockup:123456789012345678> <:cap:123456789012345678> <a:cap:123456789012345678> <t:1700000000:R> <id:home>',
  String.raw`a back\slash, an escaped \*star\*, and one at the end \ `.trim(),
  '***a** b* _c __d_ e__ ||f',
  'https://example.com/*a* _b_ https://x/__c__',
  '¯\\_(ツ)_/¯',
  'a < b > c | d & e # f - g + h',
  '日本語 *の* キャップ 🧢',
])('%s is shown as it was written', (text) => {
  const written = asWritten(text, 500);
  expect(shown(written)).toBe(text);
  expect(meaning(written)).toEqual([]);
});

test('plain words stay untouched', () => {
  const text = 'A navy cap (size 768), worn by "Ann" & friends: 50% off! @everyone #1 c++ 3.5';
  expect(asWritten(text, 500)).toBe(text);
});

test('several lines become one, without what cannot be seen', () => {
  expect(asWritten('  a cap\r\n\non a\ttable\u0000\u0007 ', 500)).toBe('a cap on a table');
});

test('what is long is cut between whole signs', () => {
  expect(asWritten('🧢'.repeat(2000), 300)).toBe(`${'🧢'.repeat(300)}…`);
  expect(asWritten('🧢'.repeat(300), 300)).toBe('🧢'.repeat(300));
  expect(asWritten(`a cap \ud83e`, 300).isWellFormed()).toBe(true);
});

test('words from right to left keep their direction to themselves', () => {
  expect(asWritten('كوب أبيض *و* قبعة', 300)).toBe('\u2068كوب أبيض \\*و\\* قبعة\u2069');
  expect(asWritten('כובע שחור', 300)).toBe('\u2068כובע שחור\u2069');
});

test('marks that would turn what comes after them are left out', () => {
  expect(asWritten('a \u202egnp.evil\u202c cap\u2069\u2067', 300)).toBe('a gnp.evil cap');
});

test('what a service says in a sentence is shown as it said it', () => {
  const reason = {
    key: 'run.failed',
    params: { reason: 'node *12* said <@123456789012345678> https://x.test' },
  } as const;
  expect(sayAsWritten(reason, 'en')).toBe(
    String.raw`The image service could not make it: node \*12\* said \<@123456789012345678> https\://x.test`,
  );
});

test('a number in a sentence stays a number', () => {
  const reason = { key: 'logo.tooManyPixels', params: { megapixels: 120, limitMegapixels: 50 } } as const;
  expect(sayAsWritten(reason, 'en')).toContain('This picture has 120 megapixels; up to 50 are fine.');
});
