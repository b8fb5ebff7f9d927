import type { DiscordBot } from '#bots/discord/discord-bot.ts';
import { loadConfig } from '#core/config.ts';
import { createMetrics } from '#core/metrics.ts';
import { createDiscordBot } from '../../src/create-bots.ts';
import { type BotBench, type BotBenchOptions, openBotBench } from './bot-bench.ts';
import { type FakeDiscord, startFakeDiscord } from './discord/fake-discord.ts';
import { drawDisc } from './pictures.ts';

export interface DiscordBenchOptions extends Pick<BotBenchOptions, 'patience' | 'proofRenderer' | 'limits'> {
  readonly env?: Readonly<Record<string, string>>;
}

/** A bot as it runs, between a Discord and a studio of its own. */
export interface DiscordBench extends BotBench<DiscordBot> {
  readonly discord: FakeDiscord;
  readonly logo: { readonly bytes: Buffer; readonly fileName: string };
}

export async function openDiscordBench({ env, ...options }: DiscordBenchOptions = {}): Promise<DiscordBench> {
  await using stack = new AsyncDisposableStack();
  const discord = stack.use(await startFakeDiscord());
  const config = loadConfig({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, ...env });
  const metrics = createMetrics(() => {
    throw new Error('Nobody asks for the metrics here.');
  });
  const bench = stack.use(await openBotBench((parts) => createDiscordBot(config, { ...parts, metrics }), options));
  const logo = { bytes: await drawDisc(48), fileName: 'logo.png' };
  const opened = stack.move();
  return {
    ...bench,
    discord,
    logo,
    get bot() {
      return bench.bot;
    },
    get service() {
      return bench.service;
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
