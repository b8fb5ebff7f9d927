import { beforeAll, expect, test } from 'vitest';
import { calling, cut, joined, plain, quoted, type RichText, sayRich } from '#bots/telegram/rich-text.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { sentence } from '#core/messages/sentence-ref.ts';

beforeAll(() => loadLanguages());

/** Each part that has looks, as it would be shown. */
function shown({ text, entities }: RichText): string[] {
  return entities.map(({ offset, length }) => text.slice(offset, offset + length));
}

const strange = [
  '<b>bold</b> & _this_ *that* `x` [a](https://x.test)',
  '@everyone @ann /start #tag https://x.test ann@x.test +491701234567',
  'قبعة \u202e حمراء',
  '😀👨‍👩‍👧‍👦🇩🇪',
  'e\u0301\u0323\u0301 Z\u0335\u0322a\u0336',
  'x\ud83dy \udc00z',
  '\ue000\ue001\uf8ff',
  "{prompt} {size, plural, one {#} other {}} ' ''",
  'a\u0000b\nc\td',
  'ﷺ'.repeat(700),
];

test.each(strange)('whatever people write stands in a sentence as code, to be copied by a tap: %j', (prompt) => {
  const rich = sayRich(sentence('chat.captionNoTime', { prompt, size: 768, seed: 7 }), 'en');
  expect(rich.text.endsWith(' · 768 px · seed 7')).toBe(true);
  expect(rich.entities).toHaveLength(1);
  expect(rich.entities[0]?.type).toBe('code');
  expect(rich.text).toBe(`${shown(rich)[0]} · 768 px · seed 7`);
  expect(rich.text.isWellFormed()).toBe(true);
});

test('signs of the private range stay what they are, also where several things are filled in', () => {
  const rich = sayRich(sentence('option.product', { product: '\ue000\ue001', names: 'cap, mug' }), 'en');
  expect(rich.text).toBe('“\ue000\ue001” is no product known here. There is: cap, mug.');
  expect(shown(rich)).toEqual(['\ue000\ue001']);
  const line = sentence('chat.line', { number: 1, logo: '\ue001.png', progress: '' });
  const twice = sayRich(line, 'en', { parts: { progress: quoted('\ue000', 10) } });
  expect(twice.text).toBe('1. \ue001.png: \ue000');
  expect(shown(twice)).toEqual(['\ue001.png', '\ue000']);
});

test('in other languages the same parts are marked', () => {
  for (const locale of ['de', 'ja', 'fr', 'es', 'pt-BR']) {
    expect(shown(sayRich(sentence('chat.captionNoTime', { prompt: 'a cap', size: 768, seed: 7 }), locale))).toEqual([
      'a cap',
    ]);
  }
});

test('a person is named by what they are called, whatever that is', () => {
  expect(calling('Ann', 7)).toMatchObject({ text: 'Ann', entities: [{ type: 'text_mention', user: { id: 7 } }] });
  expect(calling('\u202e \n', 7).text).toBe('…');
  expect(calling('x'.repeat(100), 7).text).toBe(`${'x'.repeat(60)}…`);
});

test('parts that are joined keep what is theirs', () => {
  const rich = joined([plain('😀 '), quoted('one', 10), plain(' and '), quoted('two', 10)], '|');
  expect(rich.text).toBe('😀 |one| and |two');
  expect(shown(rich)).toEqual(['one', 'two']);
});

test('a cut keeps to the limit, ends with an ellipsis and leaves no entity beyond it', () => {
  const rich = joined([quoted('abc', 10), plain(' '), quoted('😀😀😀', 10), plain(' '), quoted('end', 10)]);
  for (let longest = 1; longest <= rich.text.length; longest++) {
    const short = cut(rich, longest);
    expect(short.text.length).toBeLessThanOrEqual(longest);
    expect(short.text.isWellFormed()).toBe(true);
    for (const { offset, length } of short.entities) {
      expect(length).toBeGreaterThan(0);
      expect(offset + length).toBeLessThanOrEqual(short.text.length);
      expect(short.text.slice(offset, offset + length).isWellFormed()).toBe(true);
    }
    expect(short.text === rich.text || short.text.endsWith('…')).toBe(true);
  }
});

test('a cut does not go through a sign of several letters', () => {
  const family = '👨‍👩‍👧‍👦';
  expect(cut(plain(`ab${family}cd`), 10).text).toBe('ab…');
  expect(cut(plain(`ab${family}cd`), 14).text).toBe(`ab${family}…`);
});
