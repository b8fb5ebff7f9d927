import { vi } from 'vitest';
import type { Bot } from '#bots/bot.ts';
import { ServiceDesk } from '#commands/service-desk.ts';
import { createLogger, type Logger, type LogLevel } from '#core/log.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { Backend } from '#core/mockups/backend.ts';
import { defaultPatience, type Patience } from '#core/mockups/journey-context.ts';
import { MockupService } from '#core/mockups/mockup-service.ts';
import type { Renderer } from '#core/renderer/renderer.ts';
import { openStore, type Store } from '#core/store/store.ts';
import { studioDeploymentId } from '#studio/deployment.ts';
import { BenchMachine } from './bench-machine.ts';
import { startBenchStudio } from './bench-studio.ts';
import { connect } from './comfydeploy-client.ts';
import { type FlakyComfyDeploy, startFlakyComfyDeploy } from './flaky-comfydeploy.ts';
import { temporaryFolder } from './temporary-folder.ts';

const token = 'key-of-the-bench';
const pace = { firstMs: 5, growth: 1.3, ceilingMs: 25 };

type PlatformBot = Bot & AsyncDisposable & { readonly isConnected: boolean };

/** What a bot is made with. */
export interface BotParts {
  readonly store: Store;
  readonly log: Logger;
  readonly deployments: readonly string[];
  readonly say: (sentence: string) => void;
}

export interface BotBenchOptions {
  readonly logLevel?: LogLevel;
  readonly patience?: Partial<Patience> | undefined;
  readonly proofRenderer?: Renderer | undefined;
  readonly limits?: { readonly maxActive: number; readonly maxActivePerPerson: number } | undefined;
}

/** A bot as it runs, on a studio of its own. */
export interface BotBench<B> extends AsyncDisposable {
  readonly machine: BenchMachine;
  /** Before the studio: can hurt every call to it. */
  readonly front: FlakyComfyDeploy;
  readonly bot: B;
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

/** Starts a bot and waits until it is connected and its commands are registered, or something was said to the operator. */
export async function openBotBench<B extends PlatformBot>(
  create: (parts: BotParts) => B | undefined,
  options: BotBenchOptions,
): Promise<BotBench<B>> {
  await using stack = new AsyncDisposableStack();
  await loadLanguages();
  const folder = stack.use(temporaryFolder());
  const machine = new BenchMachine();
  const studio = stack.use(await startBenchStudio(folder.path, machine, { token, slots: 4 }));
  const front = stack.use(await startFlakyComfyDeploy({ upstream: studio.url, rewriteUrls: true }));
  const log: Record<string, unknown>[] = [];
  const said: string[] = [];
  const logger = createLogger(options.logLevel ?? 'info', {
    write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>),
  });
  let running: { bot: B; service: MockupService; stop: () => Promise<void> } | undefined;
  const start = async (): Promise<void> => {
    const store = openStore(folder.path);
    const api = connect(front.apiUrl, { token });
    const deployments = [{ name: 'studio', id: studioDeploymentId, inputs: {} }];
    const backend = new Backend({ id: 'bench', api, deployments });
    const say = (sentence: string): void => void said.push(sentence);
    const bot = create({ store, log: logger, deployments: backend.deploymentNames, say });
    if (!bot) throw new Error('There is to be a bot.');
    const service = new MockupService({
      backend,
      store,
      messengers: [bot],
      log: logger,
      limits: options.limits ?? { maxActive: 4, maxActivePerPerson: 4 },
      patience: { ...defaultPatience, toReconcileMs: 200, ...options.patience },
      pace,
      ...(options.proofRenderer ? { proofRenderer: options.proofRenderer } : {}),
    });
    const over = new AbortController();
    const desk = new ServiceDesk({ service, templateRenders: true, log: logger, signal: over.signal });
    await service.recover();
    const before = log.length;
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
    const isRegistered = (): boolean => log.slice(before).some(({ msg }) => msg === 'commands registered');
    await vi.waitUntil(() => (bot.isConnected && isRegistered()) || said.length > 0, { timeout: 10_000, interval: 5 });
  };
  const stop = async (): Promise<void> => {
    const { stop: end } = running ?? {};
    running = undefined;
    await end?.();
  };
  await start();
  const opened = stack.move();
  const parts = () => {
    if (!running) throw new Error('The bot of this bench was stopped.');
    return running;
  };
  return {
    machine,
    front,
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
