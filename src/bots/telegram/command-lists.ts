import { isDeepStrictEqual } from 'node:util';
import type { BotCommand, BotCommandScope, LanguageCode } from 'grammy/types';
import { z } from 'zod';
import type { Command } from '#commands/command.ts';
import { type Language, languages } from '#core/messages/languages.ts';
import { formatMessage, localizationsOf, type MessageKey } from '#core/messages/message.ts';

/** The commands that people of one language see in one kind of place. */
export interface CommandList {
  readonly scope: BotCommandScope;
  /** Two letters; empty for everyone whose language has no list of its own. */
  readonly language: LanguageCode | '';
  readonly commands: readonly BotCommand[];
  /** List and place in words, for the operator. */
  readonly title: string;
}

/** Telegram shows the list of the narrowest scope alone, so that each has all of its commands. */
const scopes = [
  { type: 'default', title: 'everywhere' },
  { type: 'all_private_chats', title: 'in private chats' },
  { type: 'all_group_chats', title: 'in groups' },
] as const;

/** Commands that only a chat of Telegram knows. */
const settings: Entry = { name: 'settings', description: 'command.settings' };
const start: Entry = { name: 'start', description: 'command.start' };

interface Entry {
  readonly name: string;
  readonly description: MessageKey;
}

/**
 * Our commands as Telegram shows them while somebody writes, for each kind of place and each language. English is the list without a language.
 * @throws {Error} before all languages are loaded
 */
export function commandLists(commands: readonly Command[]): CommandList[] {
  const help = commands.findIndex(({ name }) => name === 'help');
  const inGroups: Entry[] = [...commands.slice(0, help), settings, ...commands.slice(help)];
  return scopes.flatMap(({ type, title }) => {
    // A group is not begun: the bot is already there.
    const entries = type === 'all_group_chats' ? inGroups : [...inGroups, start];
    return languages.map((language) => ({
      scope: { type },
      language: language === 'en' ? ('' as const) : language,
      commands: entries.map(({ name, description }) => ({ command: name, description: textOf(description, language) })),
      title: `${title} (${language})`,
    }));
  });
}

function textOf(key: MessageKey, language: Language): string {
  return localizationsOf(key)[language] ?? formatMessage(key, 'en', {});
}

/** Scope and language of a list, as Telegram wants to be told which is meant. */
export function listedIn({ scope, language }: CommandList): {
  readonly scope: BotCommandScope;
  readonly language_code?: LanguageCode;
} {
  return { scope, ...(language === '' ? {} : { language_code: language }) };
}

const Registered = z.array(z.object({ command: z.string(), description: z.string() }));

/** Whether the commands of a list are those that Telegram has, in this order. */
export function isRegistered({ commands }: CommandList, answer: unknown): boolean {
  const registered = Registered.safeParse(answer).data;
  return registered !== undefined && isDeepStrictEqual(registered, commands);
}
