import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { UserError } from '#core/errors.ts';
import { en } from '#core/messages/en.ts';
import { formatMessage, localizationsOf, type MessageKey, message } from '#core/messages/message.ts';
import { SentenceRef, say, sentence, sentenceOf } from '#core/messages/sentence-ref.ts';

const keys = Object.keys(en) as MessageKey[];

/** Names, labels and other pieces that stand in a form, a list or a line of progress. */
const isNoSentence =
  /^(?:command\.(?!unknown)|progress\.|alt\.|button\.|modal\.|choice\.|option\.\w+\.name|terminal\.(?:option|title|usage|noAnswer)|chat\.(?:expected|line|caption|seconds|minutes|more|promptHint)|settings\.(?!title|notAdmin))/;

/** A value for every argument of a text. */
function paramsFor(key: MessageKey, count: number): Record<string, string | number> {
  const parts = new IntlMessageFormat(en[key], 'en', undefined, { ignoreTag: true }).getAst();
  return Object.fromEntries(
    parts.flatMap((part): (readonly [string, string | number])[] => {
      if ('options' in part) return [[part.value, count]];
      return 'value' in part && en[key].includes(`{${part.value}}`) ? [[part.value, `<${part.value}>`]] : [];
    }),
  );
}

test.each(keys)('%s is filled in completely', (key) => {
  for (const count of [0, 1, 2, 1500]) {
    const params = paramsFor(key, count);
    const text = formatMessage(key, 'en', params);
    expect(text).not.toMatch(/[{}]|undefined|\s{2}/);
    for (const value of Object.values(params)) if (typeof value === 'string') expect(text).toContain(value);
  }
});

test.each(keys.filter((key) => !isNoSentence.test(key)))('%s is a whole sentence', (key) => {
  const text: string = en[key];
  // What is named or repeated after a colon may end as it likes.
  expect(text).toMatch(/(?:[.?!](?:\}\})?|: \{\w+\})$/);
  expect(text).toMatch(/^(?:\p{Lu}|“|\{|from )/u);
  expect(text).not.toMatch(/\b(?:(?<!standard )error|invalid|exception|null|failed to)\b/i);
});

test.each(keys.filter((key) => isNoSentence.test(key) && !key.startsWith('alt.')))(
  '%s does not end like one',
  (key) => {
    expect(en[key]).not.toMatch(/[.!]$/);
  },
);

test.each(['ja', 'ar-EG', 'pl', 'en_US.UTF-8', 'C', '', 'not a locale', '../../etc'])(
  'a person whose language %j is not here, or not loaded, gets good English',
  (locale) => {
    expect(message('terminal.cancelled', locale, { count: 1 })).toBe('Cancelled: the run was stopped.');
    expect(message('terminal.cancelled', locale, { count: 3 })).toBe('Cancelled: 3 runs were stopped.');
    expect(message('progress.queuedBehind', locale, { ahead: 0 })).toBe('queued, next');
  },
);

test('what is not loaded is not taken for untranslated', () => {
  expect(() => localizationsOf('command.mockup')).toThrow('de, fr, es, pt, ja');
});

test('what people write is shown as it is, whatever it looks like', () => {
  const color = "{prompt} <b>#</b> '{0}' {n, plural, other {x}}";
  expect(message('option.color', 'en', { color })).toContain(`“${color}”`);
  expect(say(sentence('alt.shot', { logo: '<script>', prompt: '#1b2a4a {' }), 'en')).toBe(
    'Product shot with the logo <script>: #1b2a4a {',
  );
});

test('a sentence survives its way through a record, and one of another version is refused', () => {
  const ref = sentenceOf(
    new UserError('mockup.sizeRefused', { size: 512, deployment: 'red-cap', min: 768, max: 1024 }),
  );
  const read = SentenceRef.parse(JSON.parse(JSON.stringify(ref)));
  expect(say(read, 'en')).toBe(
    'The deployment red-cap makes sizes from 768 to 1024, not 512. Please choose another size.',
  );
  expect(SentenceRef.safeParse({ key: 'mockup.unheard', params: {} }).success).toBe(false);
  expect(SentenceRef.safeParse({ key: 'constructor', params: {} }).success).toBe(false);
});
