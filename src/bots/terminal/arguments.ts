import { Command as CommanderCommand, CommanderError, Option } from 'commander';
import { describeOptions, type OptionDescription } from '#bots/describe.ts';
import type { Command } from '#commands/command.ts';
import { commands } from '#commands/index.ts';
import { formatMessage, message } from '#core/messages/message.ts';

/** What was typed. */
export interface Invocation {
  readonly command: string;
  /** Paths of logos; `-` is standard input. */
  readonly logos: readonly string[];
  /** Raw options by name, for the dispatcher to parse. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly out: string;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The words typed make no sense, or were a request for help: `text` says so, and the program ends with `exitCode`. */
export class UsageExit extends Error {
  override readonly name = 'UsageExit';
  readonly text: string;
  readonly exitCode: 0 | 2;

  constructor(text: string, exitCode: 0 | 2) {
    super(text);
    this.text = text;
    this.exitCode = exitCode;
  }
}

const examples = `
Examples:
  npm run mockup -- logo.png
  npm run mockup -- logo.png --product hoodie --color navy --size 1024
  npm run mockup -- front.svg back.svg --count 2 --out shots
  npm run mockup -- logo.png --prompt "A mug on a wooden table, morning light"
  curl -s https://example.com/logo.png | npm run --silent mockup -- - --json
  npm run mockup -- history

Paths of finished shots go to standard output, everything else to standard error. Exit codes: 0 all made,
1 something could not be made, 2 the command line made no sense, 130 cancelled with Ctrl-C.`;

/**
 * Reads a command line: a command's name, or straight away the logos of a mockup.
 * @throws {UsageExit} for --help and for anything that makes no sense
 */
export function parseArguments(argv: readonly string[], locale: string): Invocation {
  const named = commands.find((each) => each.name === argv[0]);
  const command = named ?? commands.find((each) => each.name === 'mockup');
  if (!command) throw new RangeError('there is no command called mockup');
  const parser = createParser(command, locale);
  let printed = '';
  parser.exitOverride().configureOutput({
    writeOut: (text) => {
      printed += text;
    },
    writeErr: (text) => {
      printed += text;
    },
  });
  try {
    parser.parse(named ? argv.slice(1) : [...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const asked = error.exitCode === 0;
    throw new UsageExit(asked ? printed : printed.replace(/^error: /, ''), asked ? 0 : 2);
  }
  const { out, json, quiet, colour, ...options } = parser.opts<Record<string, unknown>>();
  const takesLogos = describeOptions(command).some(({ kind }) => kind === 'image');
  const [id] = takesLogos ? [] : parser.args;
  return {
    command: command.name,
    logos: takesLogos ? parser.args : [],
    options: {
      ...options,
      ...(colour === undefined ? {} : { color: colour }),
      ...(id === undefined ? {} : { id }),
    },
    out: typeof out === 'string' ? out : 'mockups',
    json: json === true,
    quiet: quiet === true,
  };
}

function createParser(command: Command, locale: string): CommanderCommand {
  const parser = new CommanderCommand(
    command.name === 'mockup' ? 'npm run mockup --' : `npm run mockup -- ${command.name}`,
  );
  parser.description(formatMessage(command.description, locale, {}));
  parser.helpOption('-h, --help', message('terminal.optionHelp', locale)).showSuggestionAfterError();
  const options = describeOptions(command);
  const image = options.find((option) => option.kind === 'image');
  if (image) parser.argument('<logo...>', `${formatMessage(image.description, locale, {})}; - reads standard input`);
  else parser.allowExcessArguments(false);
  for (const option of options) {
    // The thing a command is about needs no name.
    if (option.name === 'id') parser.argument('[id]', formatMessage(option.description, locale, {}));
    else if (option.kind !== 'image') parser.addOption(createOption(option, locale));
  }
  if (options.some((option) => option.name === 'color')) parser.addOption(new Option('--colour <text>').hideHelp());
  parser
    .option('--out <dir>', message('terminal.optionOut', locale), 'mockups')
    .option('--json', message('terminal.optionJson', locale))
    .option('--quiet', message('terminal.optionQuiet', locale));
  if (command.name === 'mockup') parser.addHelpText('after', examples);
  return parser;
}

function createOption(option: OptionDescription, locale: string): Option {
  const value =
    option.choices.length > 0 ? option.choices.join('|') : option.max ? `${option.min}..${option.max}` : 'text';
  const described = formatMessage(option.description, locale, {});
  const created = new Option(`--${option.name} <${value}>`, described);
  if (option.fallback !== undefined) created.default(option.fallback);
  // Only the shape is settled here; whether the value fits is the dispatcher's to say, in the words of the catalogue.
  if (option.kind === 'integer') created.argParser((text) => (/^-?\d+$/.test(text) ? Number(text) : text));
  return created;
}
