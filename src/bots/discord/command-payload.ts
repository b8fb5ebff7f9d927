import {
  type APIApplicationCommandOption,
  type APIApplicationCommandOptionChoice,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type FileUploadType,
  InteractionContextType,
  type LocaleString,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import { describeOptions, type OptionDescription } from '#bots/describe.ts';
import type { Command } from '#commands/command.ts';
import type { Language } from '#core/messages/languages.ts';
import { formatMessage, type MessageKey } from '#core/messages/message.ts';

/** One command as Discord's API takes it. */
export type CommandPayload =
  | RESTPostAPIChatInputApplicationCommandsJSONBody
  | RESTPostAPIContextMenuApplicationCommandsJSONBody;

export interface CommandPayloadOptions {
  readonly commands: readonly Command[];
  /** Names of the deployments people can pick. */
  readonly deployments: readonly string[];
  /** A text in other languages, where it differs from the English one. */
  readonly localizationsOf: (key: MessageKey) => Readonly<Partial<Record<Language, string>>>;
}

/** Options whose values are suggested while they are typed. A person may still write anything. */
const suggested: readonly string[] = ['color'];

/** Most choices of an option; more values are suggested instead. */
const maxChoices = 25;

/**
 * What can be read here, by extension, because Discord looks at nothing else: a name is a person's claim, and the bytes decide. Ten at most.
 * `.jpg` has to be named for phones.
 */
const logoTypes: FileUploadType[] = [
  '.png',
  '.jpg',
  '.jpeg',
  '.jfif',
  '.webp',
  '.avif',
  '.gif',
  '.tif',
  '.tiff',
  '.svg',
];

/** Everywhere: servers, the bot's own chat, and where a person takes it along. */
const reach = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
};

/** What Discord calls the languages there are. One it has no name for would be refused with the whole command. */
const locales: Readonly<Record<Language, readonly LocaleString[]>> = {
  en: [],
  de: ['de'],
  fr: ['fr'],
  es: ['es-ES', 'es-419'],
  pt: ['pt-BR'],
  ja: ['ja'],
};

const optionTypes = {
  string: ApplicationCommandOptionType.String,
  integer: ApplicationCommandOptionType.Integer,
  boolean: ApplicationCommandOptionType.Boolean,
  image: ApplicationCommandOptionType.Attachment,
} as const;

/**
 * Our commands as Discord takes them, most used first: a slash command each, and one in the menu of every message. Command names are the
 * same in all languages; option names, choices and descriptions are not.
 * @throws {TypeError} for an option no platform could offer
 */
export function commandPayloads(options: CommandPayloadOptions): CommandPayload[] {
  const { commands, localizationsOf } = options;
  const [first, ...rest] = commands.map((command) => slashCommand(command, options));
  const fromMessage: CommandPayload = {
    type: ApplicationCommandType.Message,
    name: english('command.makeFromMessage'),
    name_localizations: localized(localizationsOf('command.makeFromMessage')),
    ...reach,
  };
  return [...(first ? [first] : []), fromMessage, ...rest];
}

function slashCommand(command: Command, context: CommandPayloadOptions): CommandPayload {
  const options = describeOptions(command)
    .filter(({ name }) => name !== 'deployment' || context.deployments.length > 1)
    .sort((a, b) => Number(b.required) - Number(a.required));
  return {
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    description: english(command.description),
    description_localizations: localized(context.localizationsOf(command.description)),
    options: options.map((option) => commandOption(option, context)),
    ...reach,
  };
}

function commandOption(option: OptionDescription, context: CommandPayloadOptions): APIApplicationCommandOption {
  const { name, kind, label, description, required, min, max, maxLength } = option;
  const { localizationsOf } = context;
  const choices = choicesOf(option, context);
  const isSuggested = suggested.includes(name) || choices.length > maxChoices;
  const payload = {
    type: optionTypes[kind],
    name,
    name_localizations: localized(localizationsOf(label)),
    description: english(description),
    description_localizations: localized(localizationsOf(description)),
    required,
    ...(kind === 'image' ? { file_types: logoTypes } : {}),
    ...(isSuggested ? { autocomplete: true } : choices.length > 0 ? { choices } : {}),
    ...(kind === 'string' && choices.length === 0 && maxLength !== undefined ? { max_length: maxLength } : {}),
    ...(kind === 'integer' && choices.length === 0 ? bounds(min, max) : {}),
  };
  // The parts fit their type: each is there for the kinds that have it.
  return payload as APIApplicationCommandOption;
}

/** A bound that is only the end of all whole numbers says nothing. */
function bounds(min: number | undefined, max: number | undefined): { min_value?: number; max_value?: number } {
  return {
    ...(min === undefined || min <= Number.MIN_SAFE_INTEGER ? {} : { min_value: min }),
    ...(max === undefined || max >= Number.MAX_SAFE_INTEGER ? {} : { max_value: max }),
  };
}

function choicesOf(
  { name, choices, choiceLabels }: OptionDescription,
  { deployments, localizationsOf }: CommandPayloadOptions,
): APIApplicationCommandOptionChoice[] {
  const values = name === 'deployment' ? deployments : choices;
  return values.map((value) => {
    const label = choiceLabels.get(value);
    if (label === undefined) return { name: String(value), value };
    if (typeof label === 'object') {
      const { en, ...others } = label;
      return { name: en, name_localizations: localized(others), value };
    }
    return { name: english(label), name_localizations: localized(localizationsOf(label)), value };
  });
}

function english(key: MessageKey): string {
  return formatMessage(key, 'en', {});
}

function localized(texts: Readonly<Partial<Record<Language, string>>>): Partial<Record<LocaleString, string>> {
  const entries = Object.entries(texts) as [Language, string][];
  return Object.fromEntries(entries.flatMap(([language, text]) => locales[language].map((locale) => [locale, text])));
}
