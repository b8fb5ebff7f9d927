import type { Language } from '#core/messages/languages.ts';

/** Endings of a word by its last letters: the first rule that fits counts, and what it matches gives way to each ending. */
type Rules = readonly (readonly [last: RegExp, endings: readonly string[]])[];

const rules: Readonly<Record<Exclude<Language, 'en'>, Rules>> = {
  de: [
    [/(?<=[aio])$/, ['']],
    [/e$/, ['e', 'er', 'es', 'en', 'em']],
    [/$/, ['', 'e', 'er', 'es', 'en', 'em']],
  ],
  fr: [
    [/e$/, ['e', 'es']],
    [/(?<=[sx])$/, ['', 'e', 'es']],
    [/$/, ['', 'e', 's', 'es']],
  ],
  es: [
    [/o$/, ['o', 'a', 'os', 'as']],
    [/(?<=[aeiuáéíóú])$/, ['', 's']],
    [/$/, ['', 'es']],
  ],
  pt: [
    [/(?<=ão)$/, ['']],
    [/o$/, ['o', 'a', 'os', 'as']],
    [/l$/, ['l', 'is']],
    [/m$/, ['m', 'ns']],
    [/(?<=[aeiuáéíóôê])$/, ['', 's']],
    [/$/, ['', 'es']],
  ],
  // No forms, but what a color is followed by before the thing that has it.
  ja: [[/$/, ['', 'の', '色', '色の']]],
};

/** Languages in which each word of a color can agree with the thing: grise chinée, azules oscuros. In the others the last one does. */
const everyWordAgrees: readonly Language[] = ['fr', 'es', 'pt'];

/** A color's name in every gender, number and case: `noir` gives noir, noire, noirs, noires. Some that nobody says are among them. */
export function inflect(name: string, language: Language): string[] {
  if (language === 'en') return [name];
  const words = name.split(/[\s-]+/);
  return words.reduce<string[]>(
    (starts, word, index) => {
      const agrees = index === words.length - 1 || everyWordAgrees.includes(language);
      const [last, endings] = (agrees && rules[language].find(([each]) => each.test(word))) || [/$/, ['']];
      return starts.flatMap((start) => endings.map((ending) => `${start} ${word.replace(last, ending)}`.trim()));
    },
    [''],
  );
}
