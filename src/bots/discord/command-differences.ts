import { ApplicationCommandType } from 'discord.js';
import { z } from 'zod';
import type { CommandPayload } from './command-payload.ts';

const Localizations = z.record(z.string(), z.string()).nullish();

const Choice = z.object({
  name: z.string(),
  name_localizations: Localizations,
  value: z.union([z.string(), z.number()]),
});

const Option = z.object({
  type: z.number(),
  name: z.string(),
  name_localizations: Localizations,
  description: z.string().nullish(),
  description_localizations: Localizations,
  required: z.boolean().nullish(),
  autocomplete: z.boolean().nullish(),
  choices: z.array(Choice).nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  min_length: z.number().nullish(),
  max_length: z.number().nullish(),
  file_types: z.array(z.string()).nullish(),
  // Those of a subcommand. Ours have none, so that what is in there only has to make a difference.
  options: z.array(z.unknown()).nullish(),
});

/** What we say about a command. Whatever else Discord keeps of it, such as who may use it, is not ours to decide and not compared. */
const Content = z.object({
  type: z.number().default(ApplicationCommandType.ChatInput),
  name: z.string(),
  name_localizations: Localizations,
  description: z.string().nullish(),
  description_localizations: Localizations,
  options: z.array(Option).nullish(),
  integration_types: z.array(z.number()).nullish(),
  contexts: z.array(z.number()).nullish(),
});

/** A command as Discord gives it back. */
export const RegisteredCommand = Content.extend({ id: z.string() });
export type RegisteredCommand = z.output<typeof RegisteredCommand>;

/** What has to be done so that the commands of a scope become ours. */
export interface CommandDifferences {
  /** There, and as they should be. */
  readonly same: readonly RegisteredCommand[];
  readonly changed: readonly { readonly id: string; readonly payload: CommandPayload }[];
  readonly missing: readonly CommandPayload[];
  /** Ours of another time, which this version does not have. */
  readonly outdated: readonly RegisteredCommand[];
  /** Somebody else's, to be left alone. */
  readonly foreign: readonly RegisteredCommand[];
}

/**
 * Compares what is registered in one scope with what should be. A command is ours when it has the type and name of one of ours (Discord lets
 * an application have each once in a scope), or when its id is one that we were given for a command of ours.
 */
export function compareCommands(
  registered: readonly RegisteredCommand[],
  payloads: readonly CommandPayload[],
  scope: { readonly isGuild: boolean; readonly rememberedIds: ReadonlySet<string> },
): CommandDifferences {
  const byKey = new Map(registered.map((command) => [keyOf(command), command]));
  const ourKeys = new Set(payloads.map(keyOf));
  const others = registered.filter((command) => !ourKeys.has(keyOf(command)));
  const pairs = payloads.map((payload) => ({ payload, command: byKey.get(keyOf(payload)) }));
  const isSame = (command: RegisteredCommand, payload: CommandPayload): boolean =>
    comparable(command, scope.isGuild) === comparable(payload, scope.isGuild);
  return {
    same: pairs.flatMap(({ payload, command }) => (command && isSame(command, payload) ? [command] : [])),
    changed: pairs.flatMap(({ payload, command }) =>
      command && !isSame(command, payload) ? [{ id: command.id, payload }] : [],
    ),
    missing: pairs.flatMap(({ payload, command }) => (command ? [] : [payload])),
    outdated: others.filter(({ id }) => scope.rememberedIds.has(id)),
    foreign: others.filter(({ id }) => !scope.rememberedIds.has(id)),
  };
}

function keyOf({ type, name }: { readonly type?: number | undefined; readonly name: string }): string {
  return `${type ?? ApplicationCommandType.ChatInput} ${name}`;
}

/**
 * A command as text, the same for all ways to say the same: Discord fills in defaults, gives nulls for what was left out and sorts as it
 * likes. Commands of a guild have no reach of their own.
 */
function comparable(command: unknown, isGuild: boolean): string {
  const { integration_types, contexts, options, ...rest } = Content.parse(command);
  return JSON.stringify(
    canonical({
      ...rest,
      options: options?.map((option) => ({ ...option, file_types: option.file_types?.toSorted() })),
      ...(isGuild ? {} : { integration_types: sorted(integration_types), contexts: sorted(contexts) }),
    }),
  );
}

function sorted(values: readonly number[] | null | undefined): number[] | undefined {
  return values?.toSorted((a, b) => a - b);
}

/** Names in order, and without what says nothing: null, false, and what is empty. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([name, inner]): [string, unknown] => [name, canonical(inner)])
    .filter(([, inner]) => !saysNothing(inner))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}

function saysNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
