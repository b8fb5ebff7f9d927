import { type BotGuild, listGuilds } from '#bots/discord/application.ts';
import type { DiscordCalls } from '#bots/discord/discord-calls.ts';
import { missingPermissions } from '#bots/discord/invite.ts';
import { safeText } from '#core/comfydeploy/safe-text.ts';
import type { DiscordConfig } from '#core/discord-settings.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** More than this would be no list to read. */
const shown = 5;

/** Whether the bot is where it should be and may post there. @throws {DiscordError} and the signal's reason */
export async function checkGuilds(look: {
  readonly calls: DiscordCalls;
  readonly config: DiscordConfig;
  readonly signal: AbortSignal;
}): Promise<Finding[]> {
  const { calls, config, signal } = look;
  const guilds = await listGuilds(calls, signal);
  const isThere = (id: string): boolean => guilds.some((guild) => guild.id === id);
  const { guildId, allowedGuilds } = config;
  return [
    describeNumber(guilds.length),
    ...(guildId !== undefined && !isThere(guildId)
      ? [
          fail(
            `The bot is not in the server ${guildId}, which DISCORD_GUILD_ID names.`,
            'Invite it there, or unset DISCORD_GUILD_ID.',
          ),
        ]
      : []),
    ...allowedGuilds
      .filter((id) => !isThere(id))
      .map((id) =>
        warn(
          `The bot is not in the server ${id}, which DISCORD_ALLOWED_GUILDS names.`,
          'Invite it there, or take the id off the list.',
        ),
      ),
    ...describePermissions(guilds),
  ];
}

function describeNumber(count: number): Finding {
  if (count === 0) return warn('The bot is in no server yet.', 'Invite it with the link below.');
  return ok(count === 1 ? 'The bot is in 1 server.' : `The bot is in ${count} servers.`);
}

function describePermissions(guilds: readonly BotGuild[]): Finding[] {
  const lacking = guilds.flatMap(({ name, permissions }) => {
    const missing = missingPermissions(permissions);
    return missing.length > 0 ? [{ name: safeText(name, 60), missing }] : [];
  });
  const findings = lacking
    .slice(0, shown)
    .map(({ name, missing }) =>
      warn(
        `In the server ${name} the bot may not: ${missing.join(', ')}.`,
        'Give its role these permissions, or invite it again.',
      ),
    );
  const more = lacking.length - findings.length;
  return more > 0 ? [...findings, warn(`Permissions are missing in ${more} more servers.`)] : findings;
}
