/** Languages there is a catalogue for. English is the first: whoever speaks none of them gets it. */
export const languages = ['en', 'de', 'fr', 'es', 'pt', 'ja'] as const;
export type Language = (typeof languages)[number];

/** The language to answer a person in. Locales come in any spelling: `pt-BR`, `es-419`, `de_AT.UTF-8`, `JA`. */
export function languageOf(locale: string): Language {
  const tag = locale
    .trim()
    .toLowerCase()
    .split(/[-_.@]/)[0];
  return languages.find((language) => language === tag) ?? 'en';
}
