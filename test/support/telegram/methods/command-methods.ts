import { isObject, type Json } from '../json.ts';
import type { Params } from '../params.ts';
import { badRequest } from '../refusals.ts';
import type { World } from '../world.ts';
import type { Method } from './method.ts';

const plainScopes = ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'];
const chatScopes = ['chat', 'chat_administrators', 'chat_member'];

/** Under which a list is kept: the scope, its chat and person, the language. */
function keyOf(params: Params): string {
  const scope = params.within('scope');
  const type = scope?.text('type') ?? 'default';
  const language = params.text('language_code') ?? '';
  if (!/^(?:[a-z]{2})?$/.test(language)) throw badRequest('invalid language code specified');
  if (plainScopes.includes(type)) return [type, language].join('|');
  if (!chatScopes.includes(type)) throw badRequest("can't parse BotCommandScope: unsupported type specified");
  const chat = scope?.text('chat_id');
  if (chat === undefined) throw badRequest('chat_id is empty');
  const person = type === 'chat_member' ? scope?.integer('user_id') : undefined;
  if (type === 'chat_member' && person === undefined) throw badRequest('invalid user_id specified');
  return [type, language, chat, ...(person === undefined ? [] : [person])].join('|');
}

function commandOf(value: unknown): Json {
  if (!isObject(value)) throw badRequest("can't parse BotCommand: must be an Object");
  const { command, description } = value;
  if (typeof command !== 'string' || !/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (typeof description !== 'string' || description.length < 1 || description.length > 256) {
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  return { command, description };
}

const setMyCommands: Method = ({ world, params }) => {
  const commands = params.list('commands');
  if (!commands) throw badRequest('commands must be non-empty');
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  world.commands.set(keyOf(params), commands.map(commandOf));
  return true;
};

const deleteMyCommands: Method = ({ world, params }) => {
  world.commands.delete(keyOf(params));
  return true;
};

const getMyCommands: Method = ({ world, params }) => world.commands.get(keyOf(params)) ?? [];

/** What somebody is shown: the narrowest list there is, as a whole. */
export function commandsShown(world: World, place: ShownWhere): readonly Json[] {
  const { chatId, personId, isPrivate, isAdmin, language } = place;
  const groups = [
    ['chat_member', chatId, personId],
    ...(isAdmin ? [['chat_administrators', chatId]] : []),
    ['chat', chatId],
    ...(isAdmin ? [['all_chat_administrators']] : []),
    ['all_group_chats'],
    ['default'],
  ];
  const scopes = isPrivate ? [['chat', chatId], ['all_private_chats'], ['default']] : groups;
  const code = language?.slice(0, 2) ?? '';
  const keys = scopes.flatMap(([type, ...rest]) => [code, ''].map((one) => [type, one, ...rest].join('|')));
  return keys.map((key) => world.commands.get(key)).find((list) => list !== undefined) ?? [];
}

export interface ShownWhere {
  readonly chatId: number;
  readonly personId: number;
  readonly isPrivate: boolean;
  readonly isAdmin: boolean;
  readonly language: string | undefined;
}

/** A text of the bot's profile, in each language. */
const profileText = (what: 'Name' | 'Description' | 'ShortDescription', field: string, most: number) => ({
  [`setMy${what}`]: (({ world, params }) => {
    const text = params.text(field) ?? '';
    if (text.length > most) throw badRequest(`${field} is too long`);
    world.profile.set(`${field}|${params.text('language_code') ?? ''}`, text);
    return true;
  }) satisfies Method,
  [`getMy${what}`]: (({ world, params }) => ({
    [field]:
      world.profile.get(`${field}|${params.text('language_code') ?? ''}`) ?? world.profile.get(`${field}|`) ?? '',
  })) satisfies Method,
});

export const commandMethods: Readonly<Record<string, Method>> = {
  setMyCommands,
  deleteMyCommands,
  getMyCommands,
  ...profileText('Name', 'name', 64),
  ...profileText('Description', 'description', 512),
  ...profileText('ShortDescription', 'short_description', 120),
};
