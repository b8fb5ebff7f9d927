import { expect, test } from 'vitest';
import { localeOf } from '#bots/terminal/locale.ts';

test.each([
  [{ LANG: 'de_DE.UTF-8' }, 'de-DE'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'fr_FR.UTF-8' }, 'fr-FR'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'fr_FR.UTF-8', LC_ALL: 'ja_JP.eucJP' }, 'ja-JP'],
  [{ LANG: 'pt_BR', LC_ALL: '' }, 'pt-BR'],
  [{ LANG: 'ca_ES.UTF-8@valencia' }, 'ca-ES'],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: 'C.UTF-8' }, 'en'],
  [{ LANG: 'POSIX' }, 'en'],
  [{ LANG: '../../etc' }, 'en'],
  [{ LC_TIME: 'de_DE.UTF-8' }, 'en'],
  [{}, 'en'],
])('a terminal set to %j speaks %s', (env, locale) => {
  expect(localeOf(env)).toBe(locale);
});
