import { Routes } from 'discord.js';
import { z } from 'zod';
import { RegisteredCommand } from './command-differences.ts';
import type { DiscordCalls } from './discord-calls.ts';

/** Where commands are registered: everywhere, or in one server. */
export interface CommandScope {
  readonly applicationId: string;
  readonly guildId?: string | undefined;
}

export function commandsRoute({ applicationId, guildId }: CommandScope): `/${string}` {
  return guildId === undefined
    ? Routes.applicationCommands(applicationId)
    : Routes.applicationGuildCommands(applicationId, guildId);
}

/** The commands that are registered in one scope, whoever did it. @throws {DiscordError} */
export async function listCommands(
  calls: DiscordCalls,
  scope: CommandScope,
  signal: AbortSignal,
): Promise<RegisteredCommand[]> {
  return calls.call({
    what: 'list of commands',
    method: 'GET',
    route: commandsRoute(scope),
    // Without it Discord leaves the texts in other languages out.
    query: { with_localizations: 'true' },
    answer: z.array(RegisteredCommand),
    signal,
  });
}
