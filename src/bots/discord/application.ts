import { ApplicationFlags, ApplicationIntegrationType, Routes } from 'discord.js';
import { z } from 'zod';
import type { DiscordCalls } from './discord-calls.ts';

/** Intents that Discord gives only on request, by what its settings call them. Each has a flag for small applications and one for others. */
const privilegedIntents: Readonly<Record<string, number>> = {
  'Presence Intent': ApplicationFlags.GatewayPresence | ApplicationFlags.GatewayPresenceLimited,
  'Server Members Intent': ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited,
  'Message Content Intent': ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited,
};

const User = z.object({ username: z.string() });
const Application = z.object({
  id: z.string().regex(/^\d+$/),
  flags: z.number().default(0),
  bot_require_code_grant: z.boolean().default(false),
  interactions_endpoint_url: z.string().nullish(),
  integration_types_config: z.record(z.string(), z.unknown()).nullish(),
});

/** What an operator set up in Discord's Developer Portal. */
export interface BotApplication {
  readonly id: string;
  /** What people call the bot. */
  readonly botName: string;
  /** Names of the privileged intents that are turned on. */
  readonly intents: readonly string[];
  /** True when what people ask for is sent to a web address instead of the gateway. */
  readonly sendsInteractionsElsewhere: boolean;
  /** True when a plain link cannot add the bot to a server. */
  readonly needsCodeGrant: boolean;
  /** Whether people can add it for themselves. */
  readonly canBeInstalledByUsers: boolean;
}

/** Reads who a token belongs to. @throws {DiscordError} with status 401 when Discord does not accept it */
export async function readApplication(calls: DiscordCalls, signal: AbortSignal): Promise<BotApplication> {
  const { username } = await calls.call({
    what: 'question who the bot is',
    method: 'GET',
    route: Routes.user(),
    answer: User,
    signal,
  });
  const application = await calls.call({
    what: 'question what the application is',
    method: 'GET',
    route: Routes.currentApplication(),
    answer: Application,
    signal,
  });
  const { flags, integration_types_config: installations } = application;
  return {
    id: application.id,
    botName: username,
    intents: Object.entries(privilegedIntents).flatMap(([name, bits]) => (flags & bits ? [name] : [])),
    sendsInteractionsElsewhere: Boolean(application.interactions_endpoint_url),
    needsCodeGrant: application.bot_require_code_grant,
    // An application that says nothing about it is of a time when there was nothing to say.
    canBeInstalledByUsers: !installations || String(ApplicationIntegrationType.UserInstall) in installations,
  };
}

const Guild = z.object({ id: z.string(), name: z.string(), permissions: z.string().regex(/^\d+$/).transform(BigInt) });

/** A server the bot is in, and what it may do there before any channel says otherwise. */
export type BotGuild = z.output<typeof Guild>;

const perPage = 200;
/** More servers than one connection of a bot can serve. */
const maxPages = 15;

/** The servers the bot is in. @throws {DiscordError} */
export async function listGuilds(calls: DiscordCalls, signal: AbortSignal): Promise<BotGuild[]> {
  const guilds = new Map<string, BotGuild>();
  let last: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const known = guilds.size;
    const found = await calls.call({
      what: 'list of servers',
      method: 'GET',
      route: Routes.userGuilds(),
      query: { limit: String(perPage), ...(last === undefined ? {} : { after: last }) },
      answer: z.array(Guild),
      signal,
    });
    for (const guild of found) guilds.set(guild.id, guild);
    last = found.at(-1)?.id;
    // A proxy that does not page gives the same ones again.
    if (found.length < perPage || guilds.size === known) break;
  }
  return [...guilds.values()];
}
