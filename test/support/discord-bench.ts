import { vi } from 'vitest';
import type { DiscordBot } from '#bots/discord/discord-bot.ts';
import { ServiceDesk } from '#commands/service-desk.ts';
import { loadConfig } from '#core/config.ts';
import { createLogger } from '#core/log.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { createMetrics } from '#core/metrics.ts';
import { Backend } from '#core/mockups/backend.ts';
import type { Patience } from '#core/mockups/journey-context.ts';
import { defaultPatience } from '#core/mockups/journey-context.ts';
import { MockupService } from '#core/mockups/mockup-service.ts';
import type { Renderer } from '#core/renderer/renderer.ts';
import { openStore } from '#core/store/store.ts';
import { studioDeploymentId } from '#studio/deployment.ts';
import { createDiscordBot } from '../../src/create-bots.ts';
import { BenchMachine } from './bench-machine.ts';
import { startBenchStudio } from './bench-studio.ts';
import { connect } from './comfydeploy-client.ts';
import { type FakeDiscord, startFakeDiscord } from './discord/fake-discord.ts';
import { type FlakyComfyDeploy, startFlakyComfyDeploy } from './flaky-comfydeploy.ts';
import { drawDisc } from './pictures.ts';
import { temporaryFolder } from './temporary-folder.ts';

const token = 'key-of-the-bench';
const pace = { firstMs: 5, growth: 1.3, ceilingMs: 25 };

export interface DiscordBenchOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly patience?: Partial<Patience>;
  readonly proofRenderer?: Renderer;
  readonly limits?: { readonly maxActive: number; readonly maxActivePerPerson: number };
}

/** A bot as it runs, between a Discord and a studio of its own. */
export interface DiscordBench extends AsyncDisposable {
  readonly discord: FakeDiscord;
  readonly machine: BenchMachine;
  /** Before the studio: can hurt every call to it. */
  readonly front: FlakyComfyDeploy;
  readonly logo: { readonly bytes: Buffer; readonly fileName: string };
  readonly bot: DiscordBot;
  readonly service: MockupService;
  /** Log lines as objects, oldest first. */
  readonly log: Record<string, unknown>[];
  /** What was said to the operator. */
  readonly said: string[];
  stop(): Promise<void>;
  /** On the same folder as before. */
  start(): Promise<void>;
}

export async function openDiscordBench(options: DiscordBenchOptions = {}): Promise<DiscordBench> {
  await using stack = new AsyncDisposableStack();
  await loadLanguages();
  const folder = stack.use(temporaryFolder());
  const discord = stack.use(await startFakeDiscord());
  const machine = new BenchMachine();
  const studio = stack.use(await startBenchStudio(folder.path, machine, { token, slots: 4 }));
  const front = stack.use(await startFlakyComfyDeploy({ upstream: studio.url, rewriteUrls: true }));
  const log: Record<string, unknown>[] = [];
  const said: string[] = [];
  const logger = createLogger('info', {
    write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>),
  });
  const config = loadConfig({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, ...options.env });
  let running: { bot: DiscordBot; service: MockupService; stop: () => Promise<void> } | undefined;
  const start = async (): Promise<void> => {
    const store = openStore(folder.path);
    const api = connect(front.apiUrl, { token });
    const backend = new Backend({
      id: 'bench',
      api,
      deployments: [{ name: 'studio', id: studioDeploymentId, inputs: {} }],
    });
    const metrics = createMetrics(() => {
      throw new Error('Nobody asks for the metrics here.');
    });
    const say = (sentence: string): void => void said.push(sentence);
    const bot = createDiscordBot(config, { store, log: logger, metrics, deployments: backend.deploymentNames, say });
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
    await vi.waitUntil(() => bot.isConnected || said.length > 0, { timeout: 10_000, interval: 10 });
    await vi.waitUntil(() => log.some(({ msg }) => msg === 'commands registered') || said.length > 0, {
      timeout: 10_000,
      interval: 10,
    });
  };
  const stop = async (): Promise<void> => {
    const { stop: end } = running ?? {};
    running = undefined;
    await end?.();
  };
  await start();
  const logo = { bytes: await drawDisc(48), fileName: 'logo.png' };
  const opened = stack.move();
  const parts = () => {
    if (!running) throw new Error('The bot of this bench was stopped.');
    return running;
  };
  return {
    discord,
    machine,
    front,
    logo,
    log,
    said,
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
