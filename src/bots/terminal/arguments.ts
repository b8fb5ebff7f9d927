import { Command as CommanderCommand, CommanderError, Option } from 'commander';
import { describeOptions, type OptionDescription } from '#bots/describe.ts';
import type { Command } from '#commands/command.ts';
import { commands } from '#commands/index.ts';
import { UserError } from '#core/errors.ts';
import type { RepairWish } from '#core/images/preflight.ts';
import { formatMessage, message } from '#core/messages/message.ts';
import { readRepairs } from './repair-words.ts';
import { examplesText, localizeHelp, misuseSentence } from './usage.ts';

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
  /** Only say what there is to say about the logos. */
  readonly check: boolean;
  /** What to mend in the logos first. */
  readonly repairs?: readonly RepairWish[];
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
    writeErr: () => {},
  });
  try {
    parser.parse(named ? argv.slice(1) : [...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw error.exitCode === 0 ? new UsageExit(printed, 0) : new UsageExit(`${misuseSentence(error, locale)}\n`, 2);
  }
  const { out, json, quiet, check, repair, colour, ...options } = parser.opts<Record<string, unknown>>();
  const described = describeOptions(command);
  const takesLogos = described.some(({ kind }) => kind === 'image');
  const [id] = takesLogos ? [] : parser.args;
  return {
    command: command.name,
    logos: takesLogos ? parser.args : [],
    options: withLists(
      {
        ...options,
        ...(colour === undefined ? {} : { color: colour }),
        ...(id === undefined ? {} : { id }),
      },
      described,
    ),
    out: typeof out === 'string' ? out : 'mockups',
    json: json === true,
    quiet: quiet === true,
    check: check === true,
    ...(typeof repair === 'string' ? { repairs: repairsOf(repair, locale) } : {}),
  };
}

function repairsOf(text: string, locale: string): readonly RepairWish[] {
  try {
    return readRepairs(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UsageExit(`${error.text(locale)}\n`, 2);
  }
}

/** Options that were typed as several values with commas between them, under the names that take several. */
function withLists(
  options: Readonly<Record<string, unknown>>,
  described: readonly OptionDescription[],
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(options).map(([name, value]): [string, unknown] => {
    const list = described.find((option) => option.name === name)?.list;
    if (list === undefined || typeof value !== 'string' || !value.includes(',')) return [name, value];
    const values = value.split(',').flatMap((part) => part.trim() || []);
    // Commas alone are a value that does not fit.
    return values.length > 0 ? [list, values] : [name, value];
  });
  return Object.fromEntries(entries);
}

function createParser(command: Command, locale: string): CommanderCommand {
  const parser = new CommanderCommand(
    command.name === 'mockup' ? 'npm run mockup --' : `npm run mockup -- ${command.name}`,
  );
  parser.description(formatMessage(command.description, locale, {}));
  parser.helpOption('-h, --help', message('terminal.optionHelp', locale)).showSuggestionAfterError();
  const options = describeOptions(command);
  const image = options.find((option) => option.kind === 'image');
  if (image) {
    const description = formatMessage(image.description, locale, {});
    parser.argument('<logo...>', message('terminal.optionLogo', locale, { description }));
  } else parser.allowExcessArguments(false);
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
  if (image) {
    parser
      .option('--check', message('terminal.optionCheck', locale))
      .option('--repair <background|trim|light|all>', message('terminal.optionRepair', locale));
  }
  if (command.name === 'mockup') parser.addHelpText('after', examplesText(locale));
  localizeHelp(parser, locale);
  return parser;
}

function createOption(option: OptionDescription, locale: string): Option {
  const description = formatMessage(option.description, locale, {});
  const described = option.list === undefined ? description : message('terminal.optionList', locale, { description });
  const created = new Option(`--${option.name} <${valueWord(option)}>`, described);
  if (option.fallback !== undefined) created.default(option.fallback);
  // Only the shape is settled here; whether the value fits is the dispatcher's to say, in the words of the catalogue.
  if (option.kind === 'integer') created.argParser((text) => (/^-?\d+$/.test(text) ? Number(text) : text));
  return created;
}

/** What stands for an option's value: the values themselves, their range, or what kind they are of. */
function valueWord({ choices, kind, min, max }: OptionDescription): string {
  if (choices.length > 0) return choices.join('|');
  if (kind !== 'integer') return 'text';
  // A bound that is only the end of all whole numbers says nothing.
  return max === undefined || max === Number.MAX_SAFE_INTEGER ? 'number' : `${min}..${max}`;
}
