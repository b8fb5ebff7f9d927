import { Routes, SlashCommandBuilder } from 'discord.js';
import { expect, test } from 'vitest';
import { startFakeDiscord } from '../../../support/discord/fake-discord.ts';
import { refusalOf, restOf } from '../../../support/discord/library-client.ts';

const dayMs = 86_400_000;
const slash = (name: string, rest: object = {}) => ({ name, description: 'Does it', ...rest });
const menu = (name: string) => ({ name, type: 3 });
const option = (name: string, rest: object = {}) => ({ name, description: 'What', type: 3, ...rest });
const many = (count: number, make: (at: number) => object) => Array.from({ length: count }, (_, at) => make(at));

async function opened() {
  const discord = await startFakeDiscord({ patienceMs: 0 });
  const guild = discord.guild('Shop');
  const rest = restOf(discord);
  const global = Routes.applicationCommands(discord.application.id);
  const put = async (commands: object[], route: `/${string}` = global) =>
    (await rest.put(route, { body: commands })) as { id: string; name: string; version: string }[];
  return { discord, guild, rest, global, put };
}

test('overwriting replaces all commands of all types, and keeps the ids of those that stay', async () => {
  const { discord, rest, global, put } = await opened();
  await using _ = discord;
  const [first] = await put([slash('mockup'), menu('Make a mockup')]);
  const [again, help] = await put([slash('mockup', { description: 'Better' }), slash('help')]);
  expect(again).toMatchObject({ id: first?.id, description: 'Better' });
  expect(again?.version).not.toBe(first?.version);
  expect(discord.commands().map(({ name }) => name)).toEqual(['mockup', 'help']);
  const [same] = await put([slash('mockup', { description: 'Better' }), slash('help')]);
  expect(same?.version).toBe(again?.version);
  await rest.delete(`${global}/${String(help?.id)}`);
  expect(await refusalOf(rest.get(`${global}/${String(help?.id)}`))).toMatchObject({ status: 404, code: 10063 });
});

test('what is told of a command has its defaults and leaves out what is not so', async () => {
  const { discord, rest, global } = await opened();
  await using _ = discord;
  const built = new SlashCommandBuilder()
    .setName('mockup')
    .setDescription('Makes one')
    .addAttachmentOption((logo) => logo.setName('logo').setDescription('The logo').setRequired(true))
    .addStringOption((color) => color.setName('color').setDescription('Which').setRequired(false));
  await rest.post(global, { body: built.toJSON() });
  expect(discord.requests.at(-1)?.status).toBe(201);
  const [told] = (await rest.get(global)) as { options: object[] }[];
  expect(told).toMatchObject({ type: 1, nsfw: false, default_member_permissions: null, contexts: [0, 1, 2] });
  expect(told?.options[0]).toEqual({ name: 'logo', description: 'The logo', type: 11, required: true });
  expect(told?.options[1]).toEqual({ name: 'color', description: 'Which', type: 3 });
});

test('translations are told when they are asked for', async () => {
  const { discord, rest, global, put } = await opened();
  await using _ = discord;
  const choices = [{ name: 'cup', value: 'cup', name_localizations: { de: 'Tasse' } }];
  await put([
    slash('mockup', { description_localizations: { de: 'Macht es' }, options: [option('product', { choices })] }),
  ]);
  const plain = JSON.stringify(await rest.get(global));
  expect(plain).not.toContain('localizations');
  const whole = JSON.stringify(await rest.get(global, { query: new URLSearchParams({ with_localizations: 'true' }) }));
  expect(whole).toContain('Macht es');
  expect(whole).toContain('Tasse');
});

test('a guild has its own commands while the app is in it', async () => {
  const { discord, guild, put } = await opened();
  await using _ = discord;
  const route = Routes.applicationGuildCommands(discord.application.id, guild.id);
  await put([slash('mockup')], route);
  expect(discord.commands(guild)).toMatchObject([{ name: 'mockup', guild_id: guild.id }]);
  expect(discord.commands()).toEqual([]);
  guild.kickBot();
  expect(await refusalOf(put([], route))).toMatchObject({ status: 403, code: 50001 });
});

test('one command is changed alone', async () => {
  const { discord, rest, global, put } = await opened();
  await using _ = discord;
  const [mockup] = await put([slash('mockup'), slash('help')]);
  const route = `${global}/${String(mockup?.id)}` as const;
  await rest.patch(route, { body: { description: 'Better' } });
  expect(discord.commands()[0]).toMatchObject({ name: 'mockup', description: 'Better' });
  expect(await refusalOf(rest.patch(route, { body: { name: 'help' } }))).toMatchObject({
    code: 50035,
    fields: ['name: APPLICATION_COMMANDS_DUPLICATE_NAME'],
  });
});

const wrong: [name: string, command: object, fields: string[]][] = [
  ['upper case', slash('Mockup'), ['0.name: APPLICATION_COMMAND_INVALID_NAME']],
  ['a space', slash('make mockup'), ['0.name: APPLICATION_COMMAND_INVALID_NAME']],
  [
    '33 characters',
    slash('x'.repeat(33)),
    ['0.name: BASE_TYPE_MAX_LENGTH', '0.name: APPLICATION_COMMAND_INVALID_NAME'],
  ],
  ['no description', { name: 'mockup' }, ['0.description: BASE_TYPE_REQUIRED']],
  [
    'a description of 101 characters',
    slash('a', { description: 'x'.repeat(101) }),
    ['0.description: BASE_TYPE_MAX_LENGTH'],
  ],
  ['an unknown language', slash('a', { name_localizations: { xx: 'a' } }), ['0.name_localizations.xx: LOCALE_INVALID']],
  [
    'a translated name with a space',
    slash('a', { name_localizations: { fr: 'à propos' } }),
    ['0.name_localizations.fr: APPLICATION_COMMAND_INVALID_NAME'],
  ],
  ['26 options', slash('a', { options: many(26, (at) => option(`o${at}`)) }), ['0.options: BASE_TYPE_BAD_LENGTH']],
  [
    'a required option after one that is not',
    slash('a', { options: [option('a'), option('b', { required: true })] }),
    ['0.options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID'],
  ],
  [
    'one option twice',
    slash('a', { options: [option('a'), option('a')] }),
    ['0.options.1: APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS'],
  ],
  [
    '26 choices',
    slash('a', { options: [option('a', { choices: many(26, (at) => ({ name: `${at}`, value: `${at}` })) })] }),
    ['0.options.0.choices: BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'choices and suggestions',
    slash('a', { options: [option('a', { autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] }),
    ['0.options.0.autocomplete: APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE'],
  ],
  [
    'a choice of 101 characters',
    slash('a', { options: [option('a', { choices: [{ name: 'a', value: 'x'.repeat(101) }] })] }),
    ['0.options.0.choices.0.value: BASE_TYPE_MAX_LENGTH'],
  ],
  [
    'texts of 6,001 characters',
    slash('a', { options: [option('a', { max_length: 6001 })] }),
    ['0.options.0.max_length: NUMBER_TYPE_MAX'],
  ],
  [
    '11 file types',
    slash('a', { options: [option('a', { type: 11, file_types: many(11, (at) => `.x${at}` as unknown as object) })] }),
    ['0.options.0.file_types: BASE_TYPE_BAD_LENGTH'],
  ],
  [
    'file types that are none',
    slash('a', { options: [option('a', { type: 11, file_types: ['image/png'] })] }),
    ['0.options.0.file_types.0: BASE_TYPE_CHOICES'],
  ],
  ['a context nobody knows', slash('a', { contexts: [3] }), ['0.contexts.0: BASE_TYPE_CHOICES']],
  [
    'a described context menu',
    { ...menu('Make a mockup'), description: 'x' },
    ['0.description: APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION'],
  ],
  [
    '8,001 characters, of each text the longest translation',
    slash('a', {
      options: many(25, (at) =>
        option(`${at}`.padStart(2, '0'), {
          choices: many(4, (number) => ({
            name: 'n'.padEnd(80, `${number}`),
            value: `${number}`,
            name_localizations: { de: 'x' },
          })),
        }),
      ),
    }),
    ['0: APPLICATION_COMMAND_TOO_LARGE'],
  ],
];

test.for(wrong)('refuses a command with %s', async ([, command, fields]) => {
  const { discord, put } = await opened();
  await using _ = discord;
  expect(await refusalOf(put([command]))).toEqual({ status: 400, code: 50035, fields });
  expect(discord.commands()).toEqual([]);
});

test('takes names in any script, and mixed case in context menus', async () => {
  const { discord, put } = await opened();
  await using _ = discord;
  await put([slash('モックアップ'), slash("l'aperçu_1-2"), menu('Make a Mockup')]);
  expect(discord.commands()).toHaveLength(3);
});

test('100 slash and 15 message commands, each name once', async () => {
  const { discord, put } = await opened();
  await using _ = discord;
  await put([...many(100, (at) => slash(`s${at}`)), ...many(15, (at) => menu(`m${at}`))]);
  expect(await refusalOf(put(many(101, (at) => slash(`s${at}`))))).toMatchObject({ status: 400, code: 30032 });
  expect(await refusalOf(put(many(16, (at) => menu(`m${at}`))))).toMatchObject({ status: 400, code: 30032 });
  expect(await refusalOf(put([slash('a'), slash('a')]))).toMatchObject({
    code: 50035,
    fields: ['1: APPLICATION_COMMANDS_DUPLICATE_NAME'],
  });
});

test('200 commands are made a day; overwriting makes none', async () => {
  const { discord, put } = await opened();
  await using _ = discord;
  await put(many(100, (at) => slash(`a${at}`)));
  await put(many(100, (at) => slash(`a${at}`)));
  await put(many(100, (at) => slash(`b${at}`)));
  expect(await refusalOf(put([slash('c')]))).toMatchObject({ status: 400, code: 30034 });
  await put(many(100, (at) => slash(`b${at}`)));
  discord.clock.offsetMs += dayMs + 1;
  await put([slash('c')]);
});

test('people use registered commands alone, as they were registered', async () => {
  const { discord, guild, put } = await opened();
  await using _ = discord;
  const channel = guild.text('general');
  const ann = discord.person('ann');
  const logo = option('logo', { type: 11, required: true, file_types: ['image'] });
  const product = option('product', { choices: [{ name: 'Cup', value: 'cup' }] });
  const [mockup] = await put([
    slash('mockup', { contexts: [0], options: [logo, product, option('color', { autocomplete: true })] }),
  ]);
  const picture = { bytes: Buffer.alloc(3), fileName: 'logo.PNG' };
  const asked = await ann.slash(channel, 'mockup', { logo: picture, product: 'cup' });
  expect(asked.payload['data']).toMatchObject({ id: mockup?.id, options: [{ type: 11 }, { type: 3, value: 'cup' }] });
  const tries: [Promise<unknown>, string][] = [
    [ann.slash(channel, 'other'), 'sees no command other'],
    [ann.slash(ann.dm, 'mockup', { logo: picture }), 'sees no command mockup'],
    [ann.slash(channel, 'mockup'), 'needs logo'],
    [ann.slash(channel, 'mockup', { logo: { ...picture, fileName: 'logo.pdf' } }), 'does not take'],
    [ann.slash(channel, 'mockup', { logo: picture, product: 'car' }), 'does not take'],
    [ann.slash(channel, 'mockup', { logo: picture, speed: 3 }), 'no option speed'],
    [ann.autocomplete(channel, 'mockup', 'product', 'c'), 'offers nothing'],
  ];
  for (const [attempt, sentence] of tries) await expect(attempt).rejects.toThrow(sentence);
});
