import { expect, test } from 'vitest';
import { colorTitle, findColor } from '#core/catalog/catalog.ts';
import { catalogWords } from '#core/catalog/catalog-words.ts';
import { colorWords } from '#core/catalog/color-words.ts';
import { knownColors } from '#core/catalog/colors.ts';
import { languages } from '#core/messages/languages.ts';

test.for([
  ['schwarz', 'Black'],
  ['Schwarzes', 'Black'],
  ['weiss', 'White'],
  ['weißer', 'White'],
  ['dunkelblau', 'Dark Blue'],
  ['marineblauen', 'Navy'],
  ['grau meliert', 'Heather Grey'],
  ['grünes', 'Green'],
  ['gruenes', 'Green'],
  ['noire', 'Black'],
  ['blanches', 'White'],
  ['bleu marine', 'Navy'],
  ['bleue marine', 'Navy'],
  ['gris chiné', 'Heather Grey'],
  ['grises chinees', 'Heather Grey'],
  ['vert bouteille', 'Bottle Green'],
  ['negras', 'Black'],
  ['azules marinos', 'Navy'],
  ['marrones', 'Brown'],
  ['verde oscuro', 'Dark Green'],
  ['azul-marinho', 'Navy'],
  ['azuis', 'Blue'],
  ['marrons', 'Brown'],
  ['cinza mescla', 'Heather Grey'],
  ['ネイビー', 'Navy'],
  ['紺', 'Navy'],
  ['紺色', 'Navy'],
  ['黒い', 'Black'],
  ['グレー', 'Grey'],
] as const)('a color is found by what people call it: %s', ([text, name]) => {
  expect(findColor(text)?.name).toBe(name);
});

test.for([
  ['rose', 'en', 'Rose'],
  ['rose', 'fr', 'Pink'],
  ['rose', 'ja', 'Rose'],
  ['pink', 'en', 'Pink'],
  ['pink', 'de-AT', 'Hot Pink'],
  ['lila', 'de', 'Purple'],
  ['lila', 'es-419', 'Lilac'],
  ['violet', 'en', 'Violet'],
  ['violet', 'fr', 'Purple'],
  ['schwarz', 'fr', 'Black'],
  ['navy', 'ja', 'Navy'],
] as const)('%s in the language of %s is %s', ([text, locale, name]) => {
  expect(findColor(text, locale)?.name).toBe(name);
});

test('every name a language has is that of a color we know, and people are shown the first', () => {
  for (const language of languages) {
    for (const [name, words] of Object.entries(catalogWords(language).colors)) {
      const color = findColor(name);
      expect(color?.name).toBe(name);
      for (const word of words) expect(findColor(word, language), `${word} in ${language}`).toBeDefined();
      const title = colorTitle({ name }, language);
      expect(findColor(title, language)?.hex, `${title} in ${language}`).toBe(color?.hex);
    }
  }
});

test('every language has a name for the colors that products are sold in most', () => {
  const most = ['Black', 'White', 'Navy', 'Red', 'Heather Grey', 'Royal Blue', 'Burgundy', 'Forest Green'];
  for (const language of languages.filter((each) => each !== 'en')) {
    for (const name of most) expect(colorTitle({ name }, language), `${name} in ${language}`).not.toBe(name);
  }
});

test('people read the name of a color in their language, and the English one where there is none', () => {
  const titles = ['en', 'de-AT', 'fr', 'es-419', 'pt-BR', 'ja', 'tlh'].map((locale) =>
    colorTitle({ name: 'Navy' }, locale),
  );
  expect(titles).toEqual(['Navy', 'Marineblau', 'Bleu marine', 'Azul marino', 'Azul marinho', 'ネイビー', 'Navy']);
  expect(colorTitle({ name: 'Rebecca Purple' }, 'de')).toBe('Rebecca Purple');
});

test('a form is of one color only, in the language it is of', () => {
  const called = (language: 'de' | 'fr' | 'es' | 'pt' | 'ja', name: string) => colorWords(language).get(name)?.name;
  expect(called('de', 'dunkelblaues')).toBe('Dark Blue');
  expect(called('fr', 'roses')).toBe('Pink');
  expect(called('es', 'negro')).toBe('Black');
  expect(called('fr', 'negro')).toBeUndefined();
  expect(colorWords('en')).toBe(knownColors());
});
