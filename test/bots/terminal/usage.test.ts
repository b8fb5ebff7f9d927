import { beforeAll, expect, test } from 'vitest';
import { parseArguments, UsageExit } from '#bots/terminal/arguments.ts';
import { productNames } from '#core/catalog/catalog.ts';
import { languages } from '#core/messages/languages.ts';
import { loadLanguages } from '#core/messages/message.ts';

beforeAll(() => loadLanguages());

function usage(argv: readonly string[], locale: string): string {
  try {
    parseArguments(argv, locale);
  } catch (error) {
    if (error instanceof UsageExit) return error.text;
    throw error;
  }
  throw new Error('It made sense.');
}

test.each(languages.filter((language) => language !== 'en'))('the help speaks %s throughout', (language) => {
  const foreign = /\b(?:Usage|Options:|Arguments:|Examples|default|show|the)\b/i;
  const own = (text: string) =>
    text
      .split('\n')
      .filter((line) => !/npm run/.test(line))
      .join('\n');
  expect(own(usage(['--help'], 'en'))).toMatch(foreign);
  for (const argv of [['--help'], ['history', '--help']]) expect(own(usage(argv, language))).not.toMatch(foreign);
});

test('the help keeps what is typed', () => {
  const help = usage(['--help'], 'de-DE');
  expect(help).toContain('Aufruf: npm run mockup -- [Optionen] <logo...>');
  expect(help).toContain(`--product <${productNames.join('|')}>`);
  expect(help).toContain('(sonst: 768)');
  expect(usage(['history', '--help'], 'de-DE')).toContain('--page <number>');
});

test.each([
  [[], 'Bitte nenne ein Logo: eine Bilddatei, oder - für die Standardeingabe.\n'],
  [['a.png', '--sise', '512'], 'Die Option --sise gibt es nicht. Meinst du --size?\n'],
  [['a.png', '--zzz'], 'Die Option --zzz gibt es nicht. Mit --help siehst du, was es gibt.\n'],
  [['a.png', '--size'], 'Die Option --size braucht einen Wert.\n'],
  [['help', 'me'], 'Das sind mehr Wörter, als der Befehl nimmt. Mit --help siehst du, was er macht.\n'],
])('%j is told to be misuse in one sentence', (argv, sentence) => {
  expect(usage(argv, 'de')).toBe(sentence);
});
