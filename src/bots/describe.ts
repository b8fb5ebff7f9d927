import { z } from 'zod';
import type { Command } from '#commands/command.ts';
import { productNames, productOf } from '#core/catalog/catalog.ts';
import type { Language } from '#core/messages/languages.ts';
import { isMessageKey, type MessageKey } from '#core/messages/message.ts';

/** A text of the message catalogue, or one that is there in every language. */
export type ChoiceLabel = MessageKey | Readonly<Record<Language, string>>;

/** One option of a command as any platform can offer it. */
export interface OptionDescription {
  readonly name: string;
  /** What people call it in their language: one word in lower case, in English the name itself. */
  readonly label: MessageKey;
  readonly kind: 'string' | 'integer' | 'boolean' | 'image';
  readonly description: MessageKey;
  readonly required: boolean;
  /** The values it can have, when they are few. */
  readonly choices: readonly (string | number)[];
  /** What people call those of the choices that are words: a sentence of the catalogue, or a product's own names. */
  readonly choiceLabels: ReadonlyMap<string | number, ChoiceLabel>;
  readonly fallback?: string | number | boolean;
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
  /** The option that takes several of its values, for platforms where people can write lists: their raw options may have that one instead. */
  readonly list?: string;
}

const Property = z.object({
  type: z.string().exactOptional(),
  input: z.string().exactOptional(),
  description: z.custom<MessageKey>(isMessageKey),
  default: z.union([z.string(), z.number(), z.boolean()]).exactOptional(),
  enum: z.array(z.union([z.string(), z.number()])).exactOptional(),
  anyOf: z.array(z.object({ const: z.union([z.string(), z.number()]) })).exactOptional(),
  minimum: z.number().exactOptional(),
  maximum: z.number().exactOptional(),
  maxLength: z.number().exactOptional(),
});
/** An option that is offered through another one only. */
const ListProperty = z.object({ listOf: z.string() });
const Properties = z.object({
  properties: z.record(z.string(), z.union([ListProperty, Property])),
  required: z.array(z.string()).default([]),
});

/**
 * The options of a command, read from its schema.
 * @throws {TypeError} for an option no platform could offer: a mistake in the command, found at start
 */
export function describeOptions(command: Command): OptionDescription[] {
  const parsed = Properties.safeParse(z.toJSONSchema(command.options, { io: 'input', unrepresentable: 'any' }));
  if (!parsed.success) throw new TypeError(`the options of ${command.name} cannot be offered`, { cause: parsed.error });
  const { properties, required } = parsed.data;
  const entries = Object.entries(properties);
  return entries.flatMap(([name, property]): OptionDescription[] => {
    if ('listOf' in property) return [];
    const [list] = entries.find(([, other]) => 'listOf' in other && other.listOf === name) ?? [];
    const choices = property.enum ?? property.anyOf?.map((each) => each.const) ?? [];
    const described: OptionDescription = {
      name,
      label: labelOf(command, name),
      kind: kindOf(command, name, property, choices),
      description: property.description,
      required: required.includes(name),
      choices,
      choiceLabels: new Map(choices.flatMap((choice) => labelOfChoice(name, choice))),
      ...(property.default === undefined ? {} : { fallback: property.default }),
      ...(property.minimum === undefined ? {} : { min: property.minimum }),
      ...(property.maximum === undefined ? {} : { max: property.maximum }),
      ...(property.maxLength === undefined ? {} : { maxLength: property.maxLength }),
      ...(list === undefined ? {} : { list }),
    };
    return [described];
  });
}

function labelOf(command: Command, name: string): MessageKey {
  const key = `option.${name}.name`;
  if (isMessageKey(key)) return key;
  throw new TypeError(`the option ${name} of ${command.name} has no name in the catalogue`);
}

function labelOfChoice(name: string, choice: string | number): [string | number, ChoiceLabel][] {
  if (name === 'product' && productNames.includes(String(choice))) return [[choice, productOf(String(choice)).names]];
  const key = `choice.${name}.${choice}`;
  return isMessageKey(key) ? [[choice, key]] : [];
}

function kindOf(
  command: Command,
  name: string,
  property: z.output<typeof Property>,
  choices: readonly (string | number)[],
): OptionDescription['kind'] {
  if (property.input === 'image') return 'image';
  if (choices.length > 0) return choices.every((choice) => typeof choice === 'number') ? 'integer' : 'string';
  if (property.type === 'string' || property.type === 'integer' || property.type === 'boolean') return property.type;
  throw new TypeError(`the option ${name} of ${command.name} is of no kind a platform could offer`);
}
