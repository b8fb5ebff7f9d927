import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './en.ts';

/** Name of one sentence of the catalogue. */
export type MessageKey = keyof typeof en;

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

const catalogues = { en } as const;
type Language = keyof typeof catalogues;

const formats = new Map<string, IntlMessageFormat>();

/** The language a person is answered in. Locales come from platforms in any spelling. */
function languageOf(locale: string): Language {
  const language = locale.toLowerCase().split(/[-_.]/)[0] ?? '';
  return Object.hasOwn(catalogues, language) ? (language as Language) : 'en';
}

/**
 * The sentence of a key in a person's language (English is the only one so far and the fallback for all others).
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
  // Plurals and digits are those of the text's language, not of the person's: an English sentence stays whole.
  const language = languageOf(locale);
  const cacheKey = `${language} ${key}`;
  let format = formats.get(cacheKey);
  if (!format) {
    format = new IntlMessageFormat(catalogues[language][key], language, undefined, { ignoreTag: true });
    formats.set(cacheKey, format);
  }
  return String(format.format(params));
}
