import type { TelegramBot, TelegramBotOptions } from '#bots/telegram/telegram-bot.ts';
import { loadConfig } from '#core/config.ts';
import { Renderer } from '#core/renderer/renderer.ts';
import { createTelegramBot } from '../../src/create-bots.ts';
import { type BotBench, type BotBenchOptions, openBotBench } from './bot-bench.ts';
import { drawDisc } from './pictures.ts';
import { type FakeTelegram, type FakeTelegramOptions, startFakeTelegram } from './telegram/fake-telegram.ts';

export interface TelegramBenchOptions extends Pick<BotBenchOptions, 'patience' | 'limits'> {
  readonly env?: Readonly<Record<string, string>>;
  readonly telegram?: FakeTelegramOptions;
  /** Called before the bot is there. */
  readonly prepare?: (telegram: FakeTelegram) => void;
  /** Proofs are drawn while shots are made. */
  readonly hasProofs?: boolean;
  /** How fast the bot writes and how long it waits for albums, where it is not as it usually is. */
  readonly times?: Pick<TelegramBotOptions, 'rates' | 'albumWaits'>;
}

/** A bot as it runs, between a Telegram and a studio of its own. */
export interface TelegramBench extends BotBench<TelegramBot> {
  readonly telegram: FakeTelegram;
  /** A picture that can be a logo. */
  readonly logo: Buffer;
}

export async function openTelegramBench(options: TelegramBenchOptions = {}): Promise<TelegramBench> {
  const { env, patience, limits, hasProofs, times } = options;
  await using stack = new AsyncDisposableStack();
  const telegram = stack.use(await startFakeTelegram(options.telegram));
  options.prepare?.(telegram);
  const renderer = stack.use(new Renderer({ threads: 1 }));
  const config = loadConfig({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot, ...env });
  const bench = stack.use(
    await openBotBench((parts) => createTelegramBot(config, { ...parts, renderer, ...times }), {
      logLevel: 'debug',
      patience,
      limits,
      proofRenderer: hasProofs ? renderer : undefined,
    }),
  );
  const logo = await drawDisc(48);
  const opened = stack.move();
  return {
    ...bench,
    telegram,
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
