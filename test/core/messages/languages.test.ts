import { Locale } from 'discord.js';
import { IntlMessageFormat } from 'intl-messageformat';
import { beforeAll, expect, test } from 'vitest';
import { describeOptions } from '#bots/describe.ts';
import { commands } from '#commands/index.ts';
import type { Catalogue } from '#core/messages/catalogue.ts';
import { de } from '#core/messages/de.ts';
import { en } from '#core/messages/en.ts';
import { es } from '#core/messages/es.ts';
import { fr } from '#core/messages/fr.ts';
import { ja } from '#core/messages/ja.ts';
import { type Language, languageOf, languages } from '#core/messages/languages.ts';
import { formatMessage, loadLanguages, localizationsOf, type MessageKey, message } from '#core/messages/message.ts';
import { pt } from '#core/messages/pt.ts';

const translations = { de, fr, es, pt, ja } as const satisfies Record<Exclude<Language, 'en'>, Catalogue>;
const others = Object.entries(translations) as [keyof typeof translations, Catalogue][];
const keys = Object.keys(en) as MessageKey[];

/** Words and signs that languages written in Latin letters share. */
const shared: readonly MessageKey[] = [
  'modal.prompt',
  'chat.seconds',
  'chat.minutes',
  'option.logo.name',
  'option.prompt.name',
  'option.id.name',
];

/** Texts that read the same as in English, and are meant to. */
const sameAsEnglish: Readonly<Record<keyof typeof translations, readonly MessageKey[]>> = {
  de: [...shared, 'status.line', 'chat.line', 'option.deployment.name'],
  fr: [...shared, 'option.page.name', 'terminal.usageOptions'],
  es: [...shared, 'status.line', 'chat.line', 'option.color.name', 'button.color', 'settings.color'],
  pt: [...shared, 'status.line', 'chat.line'],
  ja: ['status.line', 'chat.line', 'option.id.name'],
};

beforeAll(() => loadLanguages());

type Elements = ReturnType<IntlMessageFormat['getAst']>;

function parse(text: string, language: string): Elements {
  return new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst();
}

/** Every plural of a text, at any depth. */
function pluralsOf(elements: Elements): Extract<Elements[number], { pluralType?: unknown }>[] {
  return elements.flatMap((element) => {
    if (!('options' in element)) return [];
    const inside = Object.values(element.options).flatMap((option) => pluralsOf(option.value));
    return 'pluralType' in element ? [element, ...inside] : inside;
  });
}

/** The names of a text's arguments, and which of them count. */
function argumentsOf(text: string, language: string): { readonly names: Set<string>; readonly counts: Set<string> } {
  const elements = parse(text, language);
  const counts = new Set(pluralsOf(elements).map(({ value }) => value));
  const names = new Set(counts);
  const collect = (parts: Elements): void => {
    for (const part of parts) {
      if ('options' in part) for (const option of Object.values(part.options)) collect(option.value);
      // The parser's number for plain text, which has a value too.
      else if ('value' in part && (part.type as number) !== 0) names.add(part.value);
    }
  };
  collect(elements);
  return { names, counts };
}

test('there is a catalogue for every language, and no other', () => {
  expect(['en', ...Object.keys(translations)]).toEqual([...languages]);
});

test.each(others)('%s has every key of the English ones, and none besides', (_, texts) => {
  expect(Object.keys(texts).toSorted()).toEqual(keys.toSorted());
});

test.each(others)('every text in %s takes the same arguments as in English', (language, texts) => {
  for (const key of keys) expect(argumentsOf(texts[key], language), key).toEqual(argumentsOf(en[key], 'en'));
});

test.each(others)('every count in %s has the plural forms of the language', (language, texts) => {
  const rules = new Intl.PluralRules(language);
  const needed = new Set(Array.from({ length: 200 }, (_, number) => rules.select(number)));
  for (const key of keys) {
    for (const { options } of pluralsOf(parse(texts[key], language))) {
      const forms = Object.keys(options).filter((form) => !form.startsWith('='));
      expect(rules.resolvedOptions().pluralCategories, key).toEqual(expect.arrayContaining(forms));
      expect(forms, key).toEqual(expect.arrayContaining([...needed]));
    }
  }
});

test.each(others)('every text in %s is filled in completely', (language, texts) => {
  for (const key of keys) {
    const { names, counts } = argumentsOf(texts[key], language);
    for (const count of [0, 1, 2, 5, 1500]) {
      const params = Object.fromEntries([...names].map((name) => [name, counts.has(name) ? count : `<${name}>`]));
      const said = formatMessage(key, language, params);
      expect(said, key).not.toMatch(/[{}]|undefined|[^\S\n]{2}/);
      for (const value of Object.values(params)) if (typeof value === 'string') expect(said, key).toContain(value);
    }
  }
});

test.each(others)('%s says nothing in English but what is listed', (language, texts) => {
  expect(keys.filter((key) => texts[key] === en[key]).toSorted()).toEqual(sameAsEnglish[language].toSorted());
});

test.each(others)('every text in %s is written with the signs of the language', (language, texts) => {
  for (const key of keys) {
    const text = texts[key];
    // A straight apostrophe would quote what follows it instead of being shown.
    expect(text, key).not.toContain("'");
    expect(text, key).toBe(text.normalize('NFC').trim());
    expect(text, key).not.toMatch(/\b(?:please|the|with|your)\b/i);
    if (language !== 'ja') expect(text, key).not.toMatch(/\p{sc=Han}|\p{sc=Hiragana}|\p{sc=Katakana}|[、。]/u);
    if (language === 'fr') expect(text, key).not.toMatch(/ [:;?!»%]|« |\p{L}[;?!]/u);
  }
});

/** Everything that must fit into a certain place of a platform. */
const limits: readonly (readonly [RegExp, number])[] = [
  [/^command\.(?!unknown|makeFromMessage)/, 100],
  [/^command\.makeFromMessage$/, 32],
  [/^choice\./, 100],
  [/^button\./, 38],
  [/^modal\./, 45],
];

test.each(limits)('whatever is called %s has at most %i characters in every language', (pattern, limit) => {
  const texts = [en, ...Object.values(translations)].flatMap((each: Catalogue) => Object.entries(each));
  const fitting = texts.filter(([key]) => pattern.test(key));
  expect(fitting.length).toBeGreaterThanOrEqual(languages.length);
  expect(fitting.filter(([, text]) => text.length > limit)).toEqual([]);
});

test.each(languages)('the options of a command have names that a platform takes, in %s', (language) => {
  for (const command of commands) {
    const names = describeOptions(command).map(({ label }) => formatMessage(label, language, {}));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(name).toMatch(/^[-_\p{L}\p{N}]{1,32}$/u);
      expect(name).toBe(name.toLowerCase());
    }
  }
});

test('in English an option is called what it is', () => {
  for (const { name, label } of commands.flatMap(describeOptions)) expect(formatMessage(label, 'en', {})).toBe(name);
});

test('every word that can be chosen has a name for people', () => {
  const options = commands.flatMap(describeOptions);
  const words = options.flatMap(({ choices }) => choices).filter((choice) => typeof choice === 'string');
  expect(options.flatMap(({ choiceLabels }) => [...choiceLabels.keys()])).toEqual(words);
  expect(words).toContain('tshirt');
});

test.each(others)('every button that a sentence in %s names is called what stands on it', (_, texts) => {
  const named = keys.flatMap((key) => [...en[key].matchAll(/“([^{”]+)”/g)].map(([, name]) => ({ key, name })));
  expect(named.length).toBeGreaterThan(0);
  for (const { key, name } of named) {
    const button = keys.find((each) => each.startsWith('button.') && en[each] === name);
    expect(button, key).toBeDefined();
    if (button) expect(texts[key], key).toContain(texts[button]);
  }
});

test.each([
  ['de-AT', 'de'],
  ['de_DE.UTF-8', 'de'],
  ['DE', 'de'],
  ['fr-CA', 'fr'],
  ['fr_BE@euro', 'fr'],
  ['es-419', 'es'],
  ['es-ES', 'es'],
  ['pt', 'pt'],
  ['pt-BR', 'pt'],
  ['pt_PT', 'pt'],
  ['ja', 'ja'],
  ['ja-JP-u-ca-japanese', 'ja'],
  ['en-GB', 'en'],
  ['jam', 'en'],
  ['d', 'en'],
  ['C', 'en'],
  ['zh-CN', 'en'],
  ['', 'en'],
  ['constructor', 'en'],
])('who has the locale %j is answered in %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});

test('of the locales of Discord, those of a language there is get it, and all others English', () => {
  const spoken = Object.values(Locale).filter((locale) => languageOf(locale) !== 'en');
  expect(spoken.toSorted()).toEqual(['de', 'es-419', 'es-ES', 'fr', 'ja', 'pt-BR']);
});

test('people are answered with the plurals of their language', () => {
  expect(message('cancel.cancelled', 'de-CH', { count: 1 })).toBe('Das Mockup wurde abgebrochen.');
  expect(message('cancel.cancelled', 'de-CH', { count: 3 })).toBe('3 Mockups wurden abgebrochen.');
  expect(message('cancel.cancelled', 'ja', { count: 1 })).toBe('1 件のモックアップをキャンセルしました。');
  expect(message('cancel.cancelled', 'fi', { count: 3 })).toBe('3 mockups were cancelled.');
});

test('a text for all to see comes in every language in which it reads differently', () => {
  expect(localizationsOf('option.color.name')).toEqual({ de: 'farbe', fr: 'couleur', pt: 'cor', ja: '色' });
  expect(localizationsOf('progress.several', { done: 1, count: 2 })).toMatchObject({ de: '1 von 2 fertig' });
});
