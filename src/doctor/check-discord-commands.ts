import type { BotApplication } from '#bots/discord/application.ts';
import { compareCommands } from '#bots/discord/command-differences.ts';
import { listCommands } from '#bots/discord/command-list.ts';
import { commandPayloads } from '#bots/discord/command-payload.ts';
import type { DiscordCalls } from '#bots/discord/discord-calls.ts';
import { DiscordError } from '#bots/discord/discord-error.ts';
import { commands } from '#commands/index.ts';
import { safeText } from '#core/comfydeploy/safe-text.ts';
import type { DiscordConfig } from '#core/discord-settings.ts';
import { loadLanguages, localizationsOf } from '#core/messages/message.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Whether people find the commands of this version. Registers nothing. @throws {DiscordError} and the signal's reason */
export async function checkDiscordCommands(look: {
  readonly calls: DiscordCalls;
  readonly application: BotApplication;
  readonly config: DiscordConfig;
  readonly deployments: readonly string[];
  readonly signal: AbortSignal;
}): Promise<Finding[]> {
  const { calls, application, config, deployments, signal } = look;
  const { guildId } = config;
  await loadLanguages();
  const payloads = commandPayloads({ commands, deployments, localizationsOf });
  let registered: Awaited<ReturnType<typeof listCommands>>;
  try {
    registered = await listCommands(calls, { applicationId: application.id, guildId }, signal);
  } catch (error) {
    if (guildId === undefined || !(error instanceof DiscordError)) throw error;
    if (error.reason !== 'forbidden' && error.reason !== 'gone') throw error;
    return [
      fail(
        `No commands can be registered in the server ${guildId}, which DISCORD_GUILD_ID names.`,
        'Invite the bot there.',
      ),
    ];
  }
  // What was registered before is in the store, which may be in use.
  const rememberedIds = new Set<string>();
  const differences = compareCommands(registered, payloads, { isGuild: guildId !== undefined, rememberedIds });
  const where = guildId === undefined ? 'everywhere' : `in the server ${guildId} alone`;
  const behind = [...differences.changed.map(({ payload }) => payload), ...differences.missing].map(({ name }) => name);
  const findings = [
    behind.length === 0
      ? ok(`All ${payloads.length} commands are registered ${where} as they should be.`)
      : warn(`Commands that the next start will register or update ${where}: ${behind.join(', ')}.`),
  ];
  if (differences.foreign.length > 0) {
    const names = differences.foreign.map(({ name }) => safeText(name, 40)).join(', ');
    findings.push(
      ok(`Commands that are not of this version, and stay unless an earlier one registered them: ${names}.`),
    );
  }
  if (guildId === undefined) return findings;
  const everywhere = await listCommands(calls, { applicationId: application.id }, signal);
  const { same, changed } = compareCommands(everywhere, payloads, { isGuild: false, rememberedIds });
  if (same.length + changed.length === 0) return findings;
  return [
    ...findings,
    warn(
      `The commands are also registered everywhere, so people in the server ${guildId} see them twice.`,
      'Use another application for development, or unset DISCORD_GUILD_ID.',
    ),
  ];
}
