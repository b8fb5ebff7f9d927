/**
 * The locale that a person's terminal is set to, as a language tag; `en` when it is set to none, or to the bare `C` or `POSIX`.
 * The first of the variables that is not empty decides, in the order that POSIX gives them.
 */
export function localeOf(env: Readonly<Record<string, string | undefined>>): string {
  const name = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').split(/[.@]/)[0] ?? '';
  return /^[a-z]{2,3}(?:[-_]\w+)*$/i.test(name) ? name.replaceAll('_', '-') : 'en';
}
