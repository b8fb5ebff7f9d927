import { z } from 'zod';
import { idList } from './id-list.ts';
import { webBase } from './web-base.ts';

/** What the operator set for Discord. */
export interface DiscordConfig {
  readonly token: string;
  /** Base of the REST API without the version and without a slash at the end, when it is not Discord's own. */
  readonly apiUrl?: string;
  /** The one server the commands are registered in; without it they are registered everywhere. */
  readonly guildId?: string;
  /** Servers whose people may ask; empty means all. */
  readonly allowedGuilds: readonly string[];
  /** Roles whose holders may ask; empty means all. */
  readonly allowedRoles: readonly string[];
}

const idPattern = /^\d{17,20}$/;
const idForm = '(17 to 20 digits; with Developer Mode on, Discord offers "Copy ID" in the menu of everything)';

const ids = idList((part) => (idPattern.test(part) ? undefined : `which is no id of Discord ${idForm}`), idForm);

/** The variables of Discord, as a part of the environment's schema. */
export const discordVariables = {
  // Only what no token can hold is refused: Discord does not say how tokens are built.
  DISCORD_TOKEN: z
    .string()
    .regex(
      /^[\w.-]+$/,
      'holds something no bot token has: it is letters, digits, ".", "_" and "-" alone, without "Bot"',
    )
    .optional(),
  DISCORD_API_URL: webBase('https://discord.com/api').optional(),
  DISCORD_GUILD_ID: z.string().regex(idPattern, `must be the id of one server ${idForm}`).optional(),
  DISCORD_ALLOWED_GUILDS: ids.default([]),
  DISCORD_ALLOWED_ROLES: ids.default([]),
};

const DiscordValues = z.object(discordVariables);

/** The settings of Discord; undefined without a token. */
export function discordConfig(values: z.output<typeof DiscordValues>): DiscordConfig | undefined {
  if (values.DISCORD_TOKEN === undefined) return undefined;
  return {
    token: values.DISCORD_TOKEN,
    ...(values.DISCORD_API_URL === undefined ? {} : { apiUrl: values.DISCORD_API_URL }),
    ...(values.DISCORD_GUILD_ID === undefined ? {} : { guildId: values.DISCORD_GUILD_ID }),
    allowedGuilds: values.DISCORD_ALLOWED_GUILDS,
    allowedRoles: values.DISCORD_ALLOWED_ROLES,
  };
}
