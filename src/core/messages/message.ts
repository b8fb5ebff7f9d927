import { IntlMessageFormat } from 'intl-messageformat';
import type { Catalogue, MessageKey } from './catalogue.ts';
import { en } from './en.ts';
import { type Language, languageOf, languages } from './languages.ts';

export type { MessageKey };

type ArgumentName<S extends string> = S extends `${infer Name},${string}`
  ? Name
  : S extends `${string} ${string}`
    ? never
    : S;
type ArgumentNames<S extends string> = S extends `${string}{${infer Inside}}${infer Rest}`
  ? ArgumentName<Inside> | ArgumentNames<Rest>
  : never;

/** What the sentence of a key needs to be filled in: the argument names of its ICU text. */
export type MessageParams<K extends MessageKey> = Readonly<Record<ArgumentNames<(typeof en)[K]>, string | number>>;

/** The parameters as rest arguments, so that a sentence without arguments is asked for by its key alone. */
export type MessageArgs<K extends MessageKey> = [ArgumentNames<(typeof en)[K]>] extends [never]
  ? []
  : [params: MessageParams<K>];

/** Where the other languages are. Each is loaded when it is first wanted: a command line for one person has no use for all. */
const sources: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Catalogue>>> = {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  es: async () => (await import('./es.ts')).es,
  pt: async () => (await import('./pt.ts')).pt,
  ja: async () => (await import('./ja.ts')).ja,
};

/** Whether something that travelled as data is the name of a sentence of this version. */
export function isMessageKey(value: unknown): value is MessageKey {
  return typeof value === 'string' && Object.hasOwn(en, value);
}

const loaded = new Map<Language, Catalogue>([['en', en]]);
const formats = new Map<string, IntlMessageFormat>();

/**
 * Makes languages available, all there are unless told which. To be awaited once, before people are served: until then they are
 * answered in English.
 */
export async function loadLanguages(wanted: readonly Language[] = languages): Promise<void> {
  await Promise.all(
    wanted.map(async (language) => {
      if (language !== 'en' && !loaded.has(language)) loaded.set(language, await sources[language]());
    }),
  );
}

/**
 * The sentence of a key in a person's language; in English when there is no such language, or when it is not loaded.
 * Texts are ICU MessageFormat, so that a language can form its plurals its own way.
 */
export function message<K extends MessageKey>(key: K, locale: string, ...[params]: MessageArgs<K>): string {
  return formatMessage(key, locale, params ?? {});
}

/** As `message`, for a key and parameters that travelled through an error or a record and lost their exact type. */
export function formatMessage(
  key: MessageKey,
  locale: string,
  params: Readonly<Record<string, string | number>>,
): string {
  const language = languageOf(locale);
  return format(key, loaded.has(language) ? language : 'en', params);
}

/**
 * A text in every language but English, where it reads differently, by language: for platforms that show each person their own and fall
 * back to the English one by themselves.
 * @throws {Error} before all languages are loaded: what is missing would be taken for untranslated
 */
export function localizationsOf(
  key: MessageKey,
  params: Readonly<Record<string, string | number>> = {},
): Readonly<Partial<Record<Language, string>>> {
  const missing = languages.filter((language) => !loaded.has(language));
  if (missing.length > 0) throw new Error(`languages are not loaded: ${missing.join(', ')}`);
  const english = format(key, 'en', params);
  return Object.fromEntries(
    languages.map((language) => [language, format(key, language, params)]).filter(([, text]) => text !== english),
  );
}

function format(key: MessageKey, language: Language, params: Readonly<Record<string, string | number>>): string {
  const text = (loaded.get(language) ?? en)[key];
  // Most have nothing to be filled in, and what fills in takes more memory than all texts.
  if (!/[{']/.test(text)) return text;
  const cacheKey = `${language} ${key}`;
  let format = formats.get(cacheKey);
  if (!format) {
    // Plurals and digits are those of the text's language, not of the person's region: an English sentence stays whole.
    format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
    formats.set(cacheKey, format);
  }
  return String(format.format(params));
}
