import { vi } from 'vitest';
import type { TelegramBot, TelegramBotOptions } from '#bots/telegram/telegram-bot.ts';
import { ServiceDesk } from '#commands/service-desk.ts';
import { loadConfig } from '#core/config.ts';
import { createLogger } from '#core/log.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { Backend } from '#core/mockups/backend.ts';
import { defaultPatience, type Patience } from '#core/mockups/journey-context.ts';
import { MockupService } from '#core/mockups/mockup-service.ts';
import { Renderer } from '#core/renderer/renderer.ts';
import { openStore } from '#core/store/store.ts';
import { studioDeploymentId } from '#studio/deployment.ts';
import { createTelegramBot } from '../../src/create-bots.ts';
import { BenchMachine } from './bench-machine.ts';
import { startBenchStudio } from './bench-studio.ts';
import { connect } from './comfydeploy-client.ts';
import { type FlakyComfyDeploy, startFlakyComfyDeploy } from './flaky-comfydeploy.ts';
import { drawDisc } from './pictures.ts';
import { type FakeTelegram, type FakeTelegramOptions, startFakeTelegram } from './telegram/fake-telegram.ts';
import { temporaryFolder } from './temporary-folder.ts';

const token = 'key-of-the-bench';
const pace = { firstMs: 5, growth: 1.3, ceilingMs: 25 };

export interface TelegramBenchOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly telegram?: FakeTelegramOptions;
  /** Called before the bot is there. */
  readonly prepare?: (telegram: FakeTelegram) => void;
  readonly patience?: Partial<Patience>;
  /** Proofs are drawn while shots are made. */
  readonly hasProofs?: boolean;
  /** How fast the bot writes and how long it waits for albums, where it is not as it usually is. */
  readonly times?: Pick<TelegramBotOptions, 'rates' | 'albumWaits'>;
  readonly limits?: { readonly maxActive: number; readonly maxActivePerPerson: number };
}

/** A bot as it runs, between a Telegram and a studio of its own. */
export interface TelegramBench extends AsyncDisposable {
  readonly telegram: FakeTelegram;
  readonly machine: BenchMachine;
  /** Before the studio: can hurt every call to it. */
  readonly front: FlakyComfyDeploy;
  /** A picture that can be a logo. */
  readonly logo: Buffer;
  readonly bot: TelegramBot;
  readonly service: MockupService;
  /** The folder of the store. */
  readonly folder: string;
  /** Log lines as objects, oldest first. */
  readonly log: Record<string, unknown>[];
  /** What was said to the operator. */
  readonly said: string[];
  stop(): Promise<void>;
  /** On the same folder as before. */
  start(): Promise<void>;
}

export async function openTelegramBench(options: TelegramBenchOptions = {}): Promise<TelegramBench> {
  await using stack = new AsyncDisposableStack();
  await loadLanguages();
  const folder = stack.use(temporaryFolder());
  const telegram = stack.use(await startFakeTelegram(options.telegram));
  options.prepare?.(telegram);
  const machine = new BenchMachine();
  const studio = stack.use(await startBenchStudio(folder.path, machine, { token, slots: 4 }));
  const front = stack.use(await startFlakyComfyDeploy({ upstream: studio.url, rewriteUrls: true }));
  const renderer = stack.use(new Renderer({ threads: 1 }));
  const log: Record<string, unknown>[] = [];
  const said: string[] = [];
  const logger = createLogger('debug', {
    write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>),
  });
  const config = loadConfig({
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    ...options.env,
  });
  let running: { bot: TelegramBot; service: MockupService; stop: () => Promise<void> } | undefined;
  const start = async (): Promise<void> => {
    const store = openStore(folder.path);
    const api = connect(front.apiUrl, { token });
    const backend = new Backend({
      id: 'bench',
      api,
      deployments: [{ name: 'studio', id: studioDeploymentId, inputs: {} }],
    });
    const say = (sentence: string): void => void said.push(sentence);
    const bot = createTelegramBot(config, { store, renderer, log: logger, say, ...options.times });
    if (!bot) throw new Error('There is to be a bot.');
    const service = new MockupService({
      backend,
      store,
      messengers: [bot],
      log: logger,
      limits: options.limits ?? { maxActive: 4, maxActivePerPerson: 4 },
      patience: { ...defaultPatience, toReconcileMs: 200, ...options.patience },
      pace,
      ...(options.hasProofs ? { proofRenderer: renderer } : {}),
    });
    const over = new AbortController();
    const desk = new ServiceDesk({ service, templateRenders: true, log: logger, signal: over.signal });
    await service.recover();
    const run = bot.start(desk, over.signal).catch((error: unknown) => void said.push(String(error)));
    const stop = async (): Promise<void> => {
      over.abort(new Error('stopped'));
      await run;
      await service[Symbol.asyncDispose]();
      await bot[Symbol.asyncDispose]();
      await api[Symbol.asyncDispose]();
      store[Symbol.dispose]();
    };
    running = { bot, service, stop };
    const before = log.length;
    const isRegistered = (): boolean => log.slice(before).some(({ msg }) => msg === 'commands registered');
    await vi.waitUntil(() => (bot.isConnected && isRegistered()) || said.length > 0, { timeout: 10_000, interval: 5 });
  };
  const stop = async (): Promise<void> => {
    const { stop: end } = running ?? {};
    running = undefined;
    await end?.();
  };
  await start();
  const logo = await drawDisc(48);
  const opened = stack.move();
  const parts = () => {
    if (!running) throw new Error('The bot of this bench was stopped.');
    return running;
  };
  return {
    telegram,
    machine,
    front,
    logo,
    log,
    said,
    folder: folder.path,
    get bot() {
      return parts().bot;
    },
    get service() {
      return parts().service;
    },
    stop,
    start,
    [Symbol.asyncDispose]: async () => {
      await stop();
      await opened.disposeAsync();
    },
  };
}
