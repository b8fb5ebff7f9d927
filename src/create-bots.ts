import { commandPayloads } from '#bots/discord/command-payload.ts';
import { DiscordBot } from '#bots/discord/discord-bot.ts';
import { DiscordCalls } from '#bots/discord/discord-calls.ts';
import { registerCommands } from '#bots/discord/register-commands.ts';
import { commandLists } from '#bots/telegram/command-lists.ts';
import { registerCommands as registerTelegramCommands } from '#bots/telegram/register-commands.ts';
import { TelegramBot, type TelegramBotOptions } from '#bots/telegram/telegram-bot.ts';
import { commands } from '#commands/index.ts';
import type { Config } from '#core/config.ts';
import type { Logger } from '#core/log.ts';
import { localizationsOf } from '#core/messages/message.ts';
import type { Metrics } from '#core/metrics.ts';
import type { Renderer } from '#core/renderer/renderer.ts';
import type { Store } from '#core/store/store.ts';

/** The bot for Discord, when it is set up. It is not connected yet; its owner disposes it. */
export function createDiscordBot(
  { platforms: { discord: config } }: Config,
  parts: {
    readonly store: Store;
    readonly log: Logger;
    readonly metrics: Metrics;
    readonly deployments: readonly string[];
    readonly say: (sentence: string) => void;
  },
): DiscordBot | undefined {
  if (!config) return undefined;
  const { store, log, metrics, deployments, say } = parts;
  const { token, apiUrl, guildId } = config;
  return new DiscordBot({
    config,
    log,
    onMiss: metrics.countMiss,
    register: async (applicationId, signal) => {
      await using calls = new DiscordCalls({ token, ...(apiUrl === undefined ? {} : { apiUrl }) });
      const payloads = commandPayloads({ commands, deployments, localizationsOf: (key) => localizationsOf(key) });
      const outcome = await registerCommands({
        calls,
        applicationId,
        guildId,
        commands: payloads,
        registrations: store.registrations,
        log,
        signal,
      });
      log.info({ ...outcome }, 'commands registered');
      if (outcome.problem !== undefined) say(outcome.problem);
    },
  });
}

/** The bot for Telegram, when it is set up. It is not connected yet; its owner disposes it. */
export function createTelegramBot(
  { platforms: { telegram: config }, publicUrl }: Pick<Config, 'platforms' | 'publicUrl'>,
  parts: {
    readonly store: Store;
    readonly renderer: Renderer;
    readonly log: Logger;
    readonly say: (sentence: string) => void;
  } & Pick<TelegramBotOptions, 'rates' | 'albumWaits'>,
): TelegramBot | undefined {
  if (!config) return undefined;
  const { log, say } = parts;
  return new TelegramBot({
    ...parts,
    config,
    publicUrl,
    register: async (api, signal) => {
      const outcome = await registerTelegramCommands({ api, lists: commandLists(commands), log, signal });
      log.info({ updated: outcome.updated.length }, 'commands registered');
      if (outcome.problem !== undefined) say(outcome.problem);
    },
  });
}
