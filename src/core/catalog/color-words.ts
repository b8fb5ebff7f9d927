import { type Language, languageOf, languages } from '#core/messages/languages.ts';
import { catalogWords } from './catalog-words.ts';
import { type Color, knownColors } from './colors.ts';
import { inflect } from './inflect.ts';
import { wordKey } from './word-key.ts';

const known = new Map<Language, ReadonlyMap<string, Color>>();

/** What colors are called in a language, in every form, by their `wordKey`. Made when it is first wanted. */
export function colorWords(language: Language): ReadonlyMap<string, Color> {
  const made = known.get(language) ?? (language === 'en' ? knownColors() : foreignWords(language));
  known.set(language, made);
  return made;
}

function foreignWords(language: Language): ReadonlyMap<string, Color> {
  const words = new Map<string, Color>();
  for (const [name, called] of Object.entries(catalogWords(language).colors)) {
    const color = knownColors().get(wordKey(name));
    if (!color) throw new RangeError(`There is no color ${name}.`);
    // One word for two shades means the one that comes first.
    for (const form of called.flatMap((each) => inflect(each, language))) {
      const key = wordKey(form);
      if (!words.has(key)) words.set(key, color);
    }
  }
  return words;
}

/** The color that a name means: in the language of a locale, where that has it, or in any other. */
export function colorCalled(name: string, locale: string): Color | undefined {
  const key = wordKey(name);
  const [language] = [languageOf(locale), ...languages].filter((each) => colorWords(each).has(key));
  return language && colorWords(language).get(key);
}

/** The color that a word, given as its `wordKey`, means in a language, if it stands there as a dictionary has it: rot, not rotem. */
export function colorInDictionary(key: string, language: Language): Color | undefined {
  const isListed = Object.values(catalogWords(language).colors).some((called) => called.map(wordKey).includes(key));
  return isListed ? colorWords(language).get(key) : undefined;
}

/** What people call a color in their language; its English name where there is none. */
export function colorTitle({ name }: Pick<Color, 'name'>, locale: string): string {
  const [title] = catalogWords(languageOf(locale)).colors[name] ?? [];
  return title === undefined ? name : title.charAt(0).toUpperCase() + title.slice(1);
}
