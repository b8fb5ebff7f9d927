import { expect, test } from 'vitest';
import { openCounter, refusalOf } from '../../../support/telegram/library-client.ts';

const command = (name: string, description = 'Does it') => ({ command: name, description });

test.each([
  ['with capitals', [command('Logo')], 'BOT_COMMAND_INVALID'],
  ['with a slash', [command('/logo')], 'BOT_COMMAND_INVALID'],
  ['without a name', [command('')], 'BOT_COMMAND_INVALID'],
  ['of 33 letters', [command('a'.repeat(33))], 'BOT_COMMAND_INVALID'],
  ['without a description', [command('logo', '')], 'BOT_COMMAND_DESCRIPTION_INVALID'],
  ['with a description of 257', [command('logo', 'x'.repeat(257))], 'BOT_COMMAND_DESCRIPTION_INVALID'],
  ['over a hundred', Array.from({ length: 101 }, (_, at) => command(`c${at}`)), 'BOT_COMMANDS_TOO_MUCH'],
])('commands %s are refused', async (_, commands, description) => {
  await using counter = await openCounter();
  const refused = await refusalOf(counter.api.setMyCommands(commands));
  expect(refused).toMatchObject({ code: 400, description: `Bad Request: ${description}` });
});

test('somebody is shown the narrowest list, as a whole', async () => {
  await using counter = await openCounter();
  const { telegram, api } = counter;
  const [ann, bob] = [telegram.person('ann', { language: 'de-AT' }), telegram.person('bob')];
  const group = telegram.group('Team', { people: [ann], admins: [bob] });
  const shown = (...place: Parameters<typeof telegram.commands>) =>
    telegram.commands(...place).map((one) => one['command']);
  await api.setMyCommands([command('start'), command('help')]);
  await api.setMyCommands([command('hilfe')], { language_code: 'de' });
  await api.setMyCommands([command('team')], { scope: { type: 'all_group_chats' } });
  await api.setMyCommands([command('rule')], { scope: { type: 'all_chat_administrators' } });
  expect(shown(ann)).toEqual(['hilfe']);
  expect(shown(bob)).toEqual(['start', 'help']);
  expect(shown(ann, group)).toEqual(['team']);
  expect(shown(bob, group)).toEqual(['rule']);
  await api.deleteMyCommands({ scope: { type: 'all_group_chats' } });
  expect(shown(ann, group)).toEqual(['hilfe']);
  expect(await api.getMyCommands({ language_code: 'de' })).toEqual([command('hilfe')]);
  expect(await api.getMyCommands({ scope: { type: 'chat', chat_id: group.id } })).toEqual([]);
});

test('scopes and languages are known ones', async () => {
  await using counter = await openCounter();
  const { api } = counter;
  const set = async (more: object) => await refusalOf(api.setMyCommands([command('logo')], more));
  expect(await set({ scope: { type: 'everywhere' } })).toMatchObject({ code: 400 });
  expect(await set({ scope: { type: 'chat' } })).toMatchObject({ code: 400 });
  expect(await set({ scope: { type: 'chat_member', chat_id: 1 } })).toMatchObject({ code: 400 });
  expect(await set({ language_code: 'deu' })).toMatchObject({ code: 400 });
});

test('descriptions are kept by language and have their length', async () => {
  await using counter = await openCounter();
  const { api } = counter;
  await api.setMyDescription('all');
  await api.setMyDescription('alle', { language_code: 'de' });
  await api.setMyShortDescription('short');
  expect(await api.getMyDescription({ language_code: 'de' })).toEqual({ description: 'alle' });
  expect(await api.getMyDescription({ language_code: 'fr' })).toEqual({ description: 'all' });
  expect(await api.getMyShortDescription()).toEqual({ short_description: 'short' });
  expect(await refusalOf(api.setMyDescription('x'.repeat(513)))).toMatchObject({ code: 400 });
  expect(await refusalOf(api.setMyShortDescription('x'.repeat(121)))).toMatchObject({ code: 400 });
});
