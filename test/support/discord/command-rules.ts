import { asObject, asText, type FormErrors, type FormPath, type Json } from './form-errors.ts';

/** Locales that commands can be translated to. */
const locales = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);

export const commandTypes = { chatInput: 1, user: 2, message: 3 } as const;

/** Letters (with the marks of Devanagari and Thai), digits, `-`, `_` and `'`, in lower case where there is one. */
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/**
 * A command as documented: names of 1 to 32 characters, lower case for slash commands; descriptions of 1 to 100, none
 * for context menus; 25 options, required ones first; 25 choices; 8,000 characters over all texts, where of each text
 * its longest translation counts.
 */
export function checkCommand(errors: FormErrors, path: FormPath, command: Json): void {
  const type = command['type'] ?? commandTypes.chatInput;
  errors.oneOf([...path, 'type'], type, [1, 2, 3]);
  if (type === commandTypes.chatInput) {
    checkName(errors, path, command);
    checkTexts(errors, path, command, 'description', 1, 100);
    checkOptions(errors, [...path, 'options'], command['options']);
  } else {
    checkTexts(errors, path, command, 'name', 1, 32);
    if (command['description'])
      errors.add(
        [...path, 'description'],
        'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
        'Context menu commands cannot have description',
      );
    if (command['options'] !== undefined) errors.list([...path, 'options'], command['options'], 0, 0);
  }
  for (const [name, allowed] of [
    ['contexts', [0, 1, 2]],
    ['integration_types', [0, 1]],
  ] as const) {
    for (const [at, value] of errors.list([...path, name], command[name], 0, 3).entries())
      errors.oneOf([...path, name, at], value, allowed);
  }
  if (commandSize(command) > 8000)
    errors.add(path, 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)');
}

function checkName(errors: FormErrors, path: FormPath, thing: Json): void {
  const names = [[['name'], thing['name']] as const, ...translations(errors, path, thing, 'name')];
  for (const [where, name] of names) {
    errors.text([...path, ...where], name, 1, 32);
    if (typeof name === 'string' && (!namePattern.test(name) || name !== name.toLowerCase())) {
      errors.add([...path, ...where], 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
    }
  }
}

function checkTexts(errors: FormErrors, path: FormPath, thing: Json, field: string, min: number, max: number): void {
  errors.text([...path, field], thing[field], min, max);
  for (const [where, text] of translations(errors, path, thing, field))
    errors.text([...path, ...where], text, min, max);
}

function translations(errors: FormErrors, path: FormPath, thing: Json, field: string) {
  const name = `${field}_localizations`;
  return Object.entries(asObject(thing[name])).map(([locale, text]) => {
    if (!locales.has(locale)) errors.add([...path, name, locale], 'LOCALE_INVALID', `Unknown locale ${locale}`);
    return [[name, locale], text] as const;
  });
}

function checkOptions(errors: FormErrors, path: FormPath, value: unknown): void {
  const options = errors.list(path, value, 0, 25).map(asObject);
  const names = new Set<unknown>();
  let hasOptional = false;
  for (const [at, option] of options.entries()) {
    const here = [...path, at];
    errors.oneOf([...here, 'type'], option['type'], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    checkName(errors, here, option);
    checkTexts(errors, here, option, 'description', 1, 100);
    if (names.has(option['name']))
      errors.add(here, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists');
    names.add(option['name']);
    if (option['required'] === true && hasOptional) {
      errors.add(
        here,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    }
    hasOptional ||= option['required'] !== true;
    checkValues(errors, here, option);
  }
}

function checkValues(errors: FormErrors, path: FormPath, option: Json): void {
  const { type } = option;
  const choices = errors.list([...path, 'choices'], option['choices'], 0, 25).map(asObject);
  if (choices.length > 0 && option['autocomplete'] === true) {
    errors.add(
      [...path, 'autocomplete'],
      'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
      'Autocomplete and choices are mutually exclusive',
    );
  }
  for (const [at, choice] of choices.entries()) {
    const here = [...path, 'choices', at];
    checkTexts(errors, here, choice, 'name', 1, 100);
    if (type === 3) errors.text([...here, 'value'], choice['value'], 1, 100);
    else if (typeof choice['value'] !== 'number')
      errors.add([...here, 'value'], 'NUMBER_TYPE_COERCE', 'Value is not int.');
  }
  for (const [name, min] of [
    ['min_length', 0],
    ['max_length', 1],
  ] as const) {
    const value = option[name];
    if (value === undefined) continue;
    if (type !== 3 || !Number.isInteger(value) || Number(value) < min || Number(value) > 6000) {
      errors.add([...path, name], 'NUMBER_TYPE_MAX', `int value should be between ${min} and 6000.`);
    }
  }
  const fileTypes = errors.list([...path, 'file_types'], option['file_types'], 0, 10);
  if (fileTypes.length > 0 && type !== 11)
    errors.add([...path, 'file_types'], 'UNKNOWN_FIELD', 'Only attachment options have file types');
  for (const [at, one] of fileTypes.entries()) {
    if (!/^(?:image|video|audio|\.[a-z0-9]+)$/.test(String(one))) {
      errors.add([...path, 'file_types', at], 'BASE_TYPE_CHOICES', 'Must be image, video, audio or a file extension.');
    }
  }
}

/** Characters of all names, descriptions and values. */
function commandSize(thing: Json): number {
  const longest = (field: string) => {
    const texts = [thing[field], ...Object.values(asObject(thing[`${field}_localizations`]))];
    return Math.max(...texts.map((text) => (typeof text === 'string' ? text.length : 0)));
  };
  const value = asText(thing['value']).length;
  const inner = [...((thing['options'] ?? []) as unknown[]), ...((thing['choices'] ?? []) as unknown[])];
  return (
    longest('name') +
    longest('description') +
    value +
    inner.reduce((sum: number, one) => sum + commandSize(asObject(one)), 0)
  );
}
