import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type CommandPayload, commandPayloads } from '#bots/discord/command-payload.ts';
import { commands } from '#commands/index.ts';
import { loadLanguages, localizationsOf, type MessageKey } from '#core/messages/message.ts';

const Named = z.looseObject({ name: z.string(), value: z.union([z.string(), z.number()]).optional() });
const Option = Named.extend({ type: z.number(), description: z.string(), choices: z.array(Named).default([]) });

const inGerman = (key: MessageKey) => ({ de: `de ${key}`, es: `es ${key}`, pt: `pt ${key}` });

function payloads(deployments: readonly string[] = ['custom'], localizationsOf = inGerman): CommandPayload[] {
  return commandPayloads({ commands, deployments, localizationsOf });
}

function optionsOf(name: string, all = payloads()): z.output<typeof Option>[] {
  const command = all.find((each) => each.name === name);
  return z.array(Option).parse(command && 'options' in command ? command.options : undefined);
}

function optionOf(name: string, option: string, all = payloads()) {
  return optionsOf(name, all).find((each) => each.name === option);
}

test('every command is there by its name, and the menu of a message has one of its own', () => {
  expect(payloads().map(({ type, name }) => `${type} ${name}`)).toEqual([
    '1 mockup',
    '3 Make a mockup',
    '1 again',
    '1 cancel',
    '1 status',
    '1 history',
    '1 help',
    '1 forget',
  ]);
  const menu = payloads().find(({ type }) => type === ApplicationCommandType.Message);
  expect(menu).not.toHaveProperty('options');
  expect(menu).not.toHaveProperty('description');
});

test('a mockup needs its logo, which is a picture that can be read here, and nothing else', () => {
  expect(optionsOf('mockup').map(({ name }) => name)).toEqual(
    'logo prompt product color size count view scene background technique placement scale offset rotation'.split(' '),
  );
  expect(optionOf('mockup', 'logo')).toMatchObject({
    type: ApplicationCommandOptionType.Attachment,
    required: true,
    file_types: ['.png', '.jpg', '.jpeg', '.jfif', '.webp', '.avif', '.gif', '.tif', '.tiff', '.svg'],
  });
  expect(optionOf('mockup', 'prompt')).toMatchObject({
    type: ApplicationCommandOptionType.String,
    required: false,
    max_length: 2000,
  });
  expect(optionOf('mockup', 'count')).toMatchObject({
    type: ApplicationCommandOptionType.Integer,
    min_value: 1,
    max_value: 4,
  });
});

test('few values are choices that people can read, colors are suggested while they are typed', () => {
  expect(optionOf('mockup', 'product')?.choices.map(({ name, value }) => [name, value])).toContainEqual([
    'Baseball cap',
    'cap',
  ]);
  expect(optionOf('mockup', 'size')?.choices.map(({ name, value }) => [name, value])).toEqual([
    ['512', 512],
    ['768', 768],
    ['1024', 1024],
  ]);
  expect(optionOf('mockup', 'color')).toMatchObject({ autocomplete: true, choices: [] });
});

test('a deployment can be picked when there are several', () => {
  expect(optionOf('mockup', 'deployment')).toBeUndefined();
  expect(optionOf('mockup', 'deployment', payloads(['custom', 'red-cap']))?.choices).toEqual([
    { name: 'custom', value: 'custom' },
    { name: 'red-cap', value: 'red-cap' },
  ]);
  const many = Array.from({ length: 26 }, (_, index) => `deployment-${index}`);
  expect(optionOf('mockup', 'deployment', payloads(many))).toMatchObject({ autocomplete: true, choices: [] });
});

test('one may ask everywhere: in servers, in the chat with the bot, and where the bot is not', () => {
  for (const payload of payloads()) expect(payload).toMatchObject({ integration_types: [0, 1], contexts: [0, 1, 2] });
});

test('what people read has other languages by the names Discord has for them; command names are the same everywhere', () => {
  const [mockup] = payloads();
  expect(mockup).toMatchObject({
    description_localizations: {
      de: 'de command.mockup',
      'es-ES': 'es command.mockup',
      'es-419': 'es command.mockup',
      'pt-BR': 'pt command.mockup',
    },
  });
  expect(mockup).not.toHaveProperty('name_localizations');
  expect(optionOf('mockup', 'logo')).toMatchObject({
    name_localizations: { de: 'de option.logo.name' },
    description_localizations: { de: 'de command.mockup.logo' },
  });
  expect(optionOf('status', 'of')?.choices[0]).toMatchObject({ name_localizations: { de: 'de choice.of.mine' } });
  expect(payloads()[1]).toMatchObject({ name_localizations: { de: 'de command.makeFromMessage' } });
});

const Texts = z.record(z.string(), z.string()).default({});
const Part = z.looseObject({
  name: z.string(),
  name_localizations: Texts,
  description: z.string().default(''),
  description_localizations: Texts,
  value: z.union([z.string(), z.number()]).default(''),
});
type Part = z.output<typeof Part>;

function partsOf(value: unknown): Part[] {
  return z.array(Part).default([]).parse(value);
}

/** The longest spelling of a text in any language is what Discord counts. */
function longest(text: string, texts: Readonly<Record<string, string>>): number {
  return Math.max(...[text, ...Object.values(texts)].map((each) => each.length));
}

test('in every language all texts are of the form and length that Discord takes', async () => {
  await loadLanguages();
  const all = commandPayloads({ commands, deployments: ['custom', 'red-cap'], localizationsOf });
  expect(optionOf('mockup', 'logo', all)).toHaveProperty('description_localizations.ja');
  for (const payload of all) {
    const command = Part.parse(payload);
    const options = partsOf(command['options']);
    const choices = options.flatMap((option) => partsOf(option['choices']));
    for (const { name, description, description_localizations } of [command, ...options]) {
      if (payload.type === ApplicationCommandType.Message) continue;
      expect(name).toMatch(/^[-_'a-z0-9]{1,32}$/);
      expect(description.length).toBeGreaterThan(0);
      expect(longest(description, description_localizations), description).toBeLessThanOrEqual(100);
    }
    for (const option of options) {
      for (const name of Object.values(option.name_localizations)) {
        expect(name).toMatch(/^[-_'\p{L}\p{M}\p{N}]{1,32}$/u);
        expect(name).toBe(name.toLowerCase());
      }
    }
    for (const locale of ['en', 'de', 'fr', 'es-ES', 'es-419', 'pt-BR', 'ja']) {
      const names = options.map((option) => option.name_localizations[locale] ?? option.name);
      expect(new Set(names).size, `${command.name} in ${locale}`).toBe(names.length);
    }
    expect(longest(command.name, command.name_localizations)).toBeLessThanOrEqual(32);
    for (const { name, name_localizations } of choices) {
      expect(longest(name, name_localizations)).toBeLessThanOrEqual(100);
    }
    const size = [command, ...options, ...choices].reduce(
      (sum, part) =>
        sum +
        longest(part.name, part.name_localizations) +
        longest(part.description, part.description_localizations) +
        String(part.value).length,
      0,
    );
    expect(size).toBeLessThanOrEqual(8000);
  }
});
