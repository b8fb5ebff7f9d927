import path from 'node:path';
import { config as loadDotenv } from 'dotenv';
import type { Bot } from '#bots/bot.ts';
import { connectBots } from '#bots/connect-bots.ts';
import { mountTelegramWebhook } from '#bots/telegram/webhook.ts';
import { ServiceDesk } from '#commands/service-desk.ts';
import { type Config, loadConfig } from '#core/config.ts';
import { BackendError, ConfigurationError, createReference } from '#core/errors.ts';
import type { HttpApp } from '#core/http/app.ts';
import { startHttpServer } from '#core/http/http-server.ts';
import { comfyDeployWebhookPath } from '#core/http/webhooks.ts';
import { createLogger, type Logger } from '#core/log.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { createMetrics, type Standing } from '#core/metrics.ts';
import { MockupService } from '#core/mockups/mockup-service.ts';
import { Renderer } from '#core/renderer/renderer.ts';
import { lockData } from '#core/store/data-lock.ts';
import { openStore } from '#core/store/store.ts';
import { StoreError } from '#core/store/store-error.ts';
import { StoreProbe } from '#core/store/store-probe.ts';
import { createDiscordBot, createTelegramBot } from './create-bots.ts';
import { createServiceApp } from './service-app.ts';
import { startBackend } from './start-backend.ts';
import { backendSentence, platformSentences, spendingSentences } from './start-up-sentences.ts';

/** How long an older process on the same data may take to go. */
const lockWaitMs = 15_000;
/** Whatever still hangs on after this is left behind: everything accepted is on disk. */
const stopWithinMs = 9_000;
/** How long the first look at the deployments may take before people are served without it. */
const checkWithinMs = 30_000;

/**
 * Starts what the settings name and goes on until the signal.
 * @throws {ConfigurationError} {StoreError} when it cannot start
 */
async function serve(config: Config, log: Logger, stop: AbortSignal): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const dataDirectory = path.resolve(config.dataDir);
  const lock = await lockData(dataDirectory, lockWaitMs, stop);
  if (!lock) {
    throw new StoreError(
      `${dataDirectory} is in use by another process. Stop that one, or set DATA_DIR to another folder.`,
    );
  }
  stack.use(lock);
  const store = stack.use(openStore(dataDirectory));
  const renderer = stack.use(new Renderer({ threads: 2 }));
  const studioDirectory = path.join(dataDirectory, 'studio');
  const standing = (): Standing => ({
    ...service.load,
    states: service.states,
    isApiPaused: backend.api.isPaused(),
    lastAnswer: backend.api.lastAnswer(),
    platforms: {
      ...(discord ? { discord: discord.isConnected } : {}),
      ...(telegram ? { telegram: telegram.isConnected } : {}),
    },
  });
  const metrics = createMetrics(standing);
  const { backend, templateRenders } = stack.use(
    await startBackend(config, { studioDirectory, log, renderer, onCall: metrics.countCall }),
  );
  const deployments = backend.deploymentNames;
  const discord = createDiscordBot(config, { store, log, metrics, deployments, say });
  const telegram = createTelegramBot(config, { store, renderer, log, say });
  const bots: Bot[] = [discord, telegram].flatMap((bot) => (bot ? [stack.use(bot)] : []));
  const service = stack.use(
    new MockupService({
      backend,
      store,
      log,
      messengers: bots,
      limits: {
        maxActive: config.maxActiveRuns,
        maxActivePerPerson: config.maxActivePerPerson,
        maxWaitingPerPerson: config.maxWaitingPerPerson,
        maxPerPersonPerDay: config.maxPerPersonPerDay,
        maxRunsPerDay: config.maxRunsPerDay,
      },
      retentionDays: config.retentionDays,
      proofRenderer: renderer,
      onRun: metrics.observeRun,
      ...(config.publicUrl === undefined
        ? {}
        : { webhookUrl: (token) => `${config.publicUrl}${comfyDeployWebhookPath}/${token}` }),
    }),
  );
  const app = createServiceApp({
    service,
    metrics,
    standing,
    probe: new StoreProbe(store.probes, log),
    templateRenders,
    metricsToken: config.metricsToken,
    ...(telegram ? { mount: (http: HttpApp) => mountTelegramWebhook(http, telegram.receiver) } : {}),
    stop,
    log,
  });
  const server = stack.use(await startHttpServer(app, config));
  await checkDeployments(backend, log, stop);
  await loadLanguages();
  await service.recover();
  say(`Listening on ${server.url} (/healthz, /readyz, /metrics).`);
  say(backendSentence(backend, templateRenders));
  for (const sentence of [...spendingSentences(config), ...platformSentences(config)]) say(sentence);
  // Loading leaves a lot behind, which V8 keeps for as long as nothing happens. Not there when node was started without its flag for it.
  globalThis.gc?.({ type: 'major', flavor: 'last-resort' });
  const desk = new ServiceDesk({ service, templateRenders, log, signal: stop });
  const refusals = await connectBots(bots, desk, { log, say, signal: stop });
  if (refusals.length > 0) throw new ConfigurationError(['No chat platform is left to serve, so this ends.']);
  say('Stopping. What is unfinished goes on with the next start.');
}

/** A deployment that can never serve stops the start; an API that does not answer now is asked again when it is needed. */
async function checkDeployments(backend: MockupService['backend'], log: Logger, stop: AbortSignal): Promise<void> {
  const deadline = AbortSignal.timeout(checkWithinMs);
  try {
    await backend.check(AbortSignal.any([stop, deadline]));
  } catch (error) {
    stop.throwIfAborted();
    if (!(error instanceof BackendError) && !deadline.aborted) throw error;
    log.warn({ err: error }, 'the image service does not answer; trying again when it is needed');
  }
}

/** What an operator reads at start and stop. The log proper is JSON on standard output. */
function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

async function main(): Promise<number> {
  loadDotenv({ quiet: true });
  const stop = new AbortController();
  const onStop = (): void => {
    stop.abort(new Error('stopped'));
    // Not awaited by anything: only a last resort, so that a hanging connection cannot hold the process.
    setTimeout(() => process.exit(0), stopWithinMs).unref();
  };
  process.on('SIGTERM', onStop).on('SIGINT', onStop);
  try {
    const config = loadConfig(process.env);
    for (const warning of config.warnings) say(warning);
    const log = createLogger(config.logLevel);
    process.on('uncaughtException', (error) => endBy(error, log));
    return await serve(config, log, stop.signal).then(
      () => 0,
      (error: unknown) => explain(error, log, stop.signal),
    );
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    error.problems.forEach(say);
    return 1;
  }
}

/**
 * Something broke where nobody could catch it, such as inside a library. What state that left is unknown, and everything accepted is on disk: so
 * this process ends, without the error's own text, which may hold what nobody should read.
 */
function endBy(error: unknown, log: Logger): never {
  const reference = createReference();
  const where = error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : undefined;
  log.fatal({ reference, name: error instanceof Error ? error.name : typeof error, where }, 'ended by our fault');
  say(`Something went wrong on our side. The log has more under reference ${reference}.`);
  process.exit(1);
}

/** What keeps the service from running, in a sentence; what is our fault goes to the log under a reference. Gives the exit code. */
function explain(error: unknown, log: Logger, stop: AbortSignal): number {
  if (stop.aborted) return 0;
  if (error instanceof ConfigurationError) error.problems.forEach(say);
  else if (error instanceof StoreError) say(`Nothing can be kept, so nothing is started: ${error.message}`);
  else {
    const reference = createReference();
    log.fatal({ err: error, reference }, 'stopped by our fault');
    say(`Something went wrong on our side. The log has more under reference ${reference}.`);
  }
  return 1;
}

process.exitCode = await main();
