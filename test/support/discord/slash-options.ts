import { asObject, type Json } from './form-errors.ts';
import { isPickedFile, type PickedFile, suitsFileTypes, upload } from './person-files.ts';
import type { World } from './world.ts';

export type OptionValue = string | number | boolean | PickedFile;
export type OptionValues = Readonly<Record<string, OptionValue>>;

const optionTypes = { string: 3, integer: 4, boolean: 5, number: 10, attachment: 11 } as const;

/** The `options` and `resolved` of a slash command's data. Throws what the client would not let a person send. */
export function slashData(world: World, registered: Json | undefined, values: OptionValues): Json {
  if (registered) assertAllowed(registered, values);
  const attachments: Record<string, Json> = {};
  const options = Object.entries(values).map(([name, value]) => {
    const type = typeOf(registered, name, value);
    if (!isPickedFile(value)) return { name, type, value };
    const attachment = upload(world, world.application.id, value, true);
    attachments[attachment.id] = attachment.toJson();
    return { name, type, value: attachment.id };
  });
  return { options, ...(Object.keys(attachments).length > 0 ? { resolved: { attachments } } : {}) };
}

function optionsOf(registered: Json | undefined): Json[] {
  return ((registered?.['options'] ?? []) as unknown[]).map(asObject);
}

function typeOf(registered: Json | undefined, name: string, value: OptionValue): number {
  const known = optionsOf(registered).find((option) => option['name'] === name);
  if (known) return Number(known['type']);
  if (isPickedFile(value)) return optionTypes.attachment;
  if (typeof value === 'boolean') return optionTypes.boolean;
  if (typeof value === 'number') return Number.isInteger(value) ? optionTypes.integer : optionTypes.number;
  return optionTypes.string;
}

function assertAllowed(registered: Json, values: OptionValues): void {
  const known = optionsOf(registered);
  const command = String(registered['name']);
  for (const { name, required } of known) {
    if (required === true && !(String(name) in values)) throw new Error(`/${command} needs ${String(name)}.`);
  }
  for (const [name, value] of Object.entries(values)) {
    const option = known.find((one) => one['name'] === name);
    if (!option) throw new Error(`/${command} has no option ${name}.`);
    if (!suits(option, value)) throw new Error(`/${command} does not take ${JSON.stringify(value)} as ${name}.`);
  }
}

function suits(option: Json, value: OptionValue): boolean {
  const choices = (option['choices'] ?? []) as Json[];
  if (choices.length > 0 && !choices.some((choice) => choice['value'] === value)) return false;
  switch (option['type']) {
    case optionTypes.attachment:
      return isPickedFile(value) && suitsFileTypes(value.fileName, option['file_types']);
    case optionTypes.string:
      return (
        typeof value === 'string' &&
        value.length >= Number(option['min_length'] ?? 0) &&
        value.length <= Number(option['max_length'] ?? 6000)
      );
    case optionTypes.integer:
    case optionTypes.number:
      return (
        typeof value === 'number' &&
        value >= Number(option['min_value'] ?? -Infinity) &&
        value <= Number(option['max_value'] ?? Infinity)
      );
    case optionTypes.boolean:
      return typeof value === 'boolean';
    default:
      return true;
  }
}
