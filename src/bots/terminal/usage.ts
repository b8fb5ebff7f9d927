import type { Command, CommanderError, Option } from 'commander';
import { message } from '#core/messages/message.ts';

const examples = `
  npm run mockup -- logo.png
  npm run mockup -- logo.png --product hoodie --color navy --size 1024
  npm run mockup -- logo.png --product cap,hoodie,mug --color black,white
  npm run mockup -- front.svg back.svg --count 2 --out shots
  npm run mockup -- logo.png --prompt "A mug on a wooden table, morning light"
  curl -s https://example.com/logo.png | npm run --silent mockup -- - --json
  npm run mockup -- logo.png --check --product cap --color black
  npm run mockup -- logo.jpg --repair background,trim --product tote
  npm run mockup -- history
`;

/** Lets a parser's help speak a person's language: the words that are the library's own. */
export function localizeHelp(parser: Command, locale: string): void {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': message('terminal.titleUsage', locale),
    'Arguments:': message('terminal.titleArguments', locale),
    'Options:': message('terminal.titleOptions', locale),
  };
  const options = message('terminal.usageOptions', locale);
  parser.usage(parser.usage().replace('[options]', () => options)).configureHelp({
    styleTitle: (title) => titles[title] ?? title,
    optionDescription: ({ description, defaultValue }: Option) =>
      defaultValue === undefined
        ? description
        : message('terminal.optionDefault', locale, { description, value: JSON.stringify(defaultValue) }),
  });
}

/** What stands below the help of the main command. */
export function examplesText(locale: string): string {
  return `\n${message('terminal.titleExamples', locale)}${examples}\n${message('terminal.exitCodes', locale)}`;
}

/** What was wrong with the words typed, in a sentence. */
export function misuseSentence(error: CommanderError, locale: string): string {
  // The library says what it is about only inside its English sentence, in quotes.
  const option = /'([^' ]*)/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.missingArgument':
      return message('terminal.noLogo', locale);
    case 'commander.unknownOption': {
      const [similar] = /(?<=\n\(.*)--[\w-]+/.exec(error.message) ?? [];
      return similar === undefined
        ? message('terminal.noOption', locale, { option })
        : message('terminal.noOptionSimilar', locale, { option, similar });
    }
    case 'commander.optionMissingArgument':
      return message('terminal.noValue', locale, { option });
    case 'commander.excessArguments':
      return message('terminal.tooManyWords', locale);
    default:
      return error.message;
  }
}
