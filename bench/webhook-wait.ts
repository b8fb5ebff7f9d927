import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHttpApp } from '#core/http/app.ts';
import { startHttpServer } from '#core/http/http-server.ts';
import { comfyDeployWebhookPath } from '#core/http/webhooks.ts';
import { createLogger } from '#core/log.ts';
import { createMetrics } from '#core/metrics.ts';
import { Backend } from '#core/mockups/backend.ts';
import { MockupService } from '#core/mockups/mockup-service.ts';
import type { RunHints } from '#core/mockups/run-hints.ts';
import { openStore } from '#core/store/store.ts';
import { studioDeploymentId } from '#studio/deployment.ts';
import type { Machine } from '#studio/machines/machine.ts';
import { webhooksOf } from '../src/service-app.ts';
import { drawShot } from '../test/support/bench-machine.ts';
import { startBenchStudio } from '../test/support/bench-studio.ts';
import { connect } from '../test/support/comfydeploy-client.ts';
import { seededRandom } from '../test/support/faults.ts';
import { drawDisc } from '../test/support/pictures.ts';
import { quiet } from '../test/support/quiet.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { HangingMessenger } from './support/hanging-messenger.ts';
import { median, type Report } from './support/report.ts';

const runs = 12;
/** Someone who asks every two seconds meets an end that may come at any moment after half of that, on the average. */
const pollerWaitMs = 1000;
const longestMs = 60_000;

/**
 * From the end of a run to the moment the service knows, where the API tells by webhook: a real API, a real HTTP surface, runs that end a
 * second or so after one another, and no plain question close enough to find an end by chance.
 */
export async function measure(report: Report): Promise<void> {
  const waitsMs = await noticeRuns();
  if (waitsMs.length < runs) {
    report.skip('webhooks', `only ${waitsMs.length} of ${runs} runs were noticed`);
    return;
  }
  const mean = waitsMs.reduce((sum, each) => sum + each, 0) / runs;
  report.row({ what: 'end of run → noticed, by webhook, mean', value: mean, unit: 'ms' });
  report.row({ what: 'the same, median', value: median(waitsMs), unit: 'ms' });
  report.row({ what: 'the same, longest', value: Math.max(...waitsMs), unit: 'ms' });
  report.row({ what: 'the same, asking every 2 s, by arithmetic', value: pollerWaitMs, unit: 'ms' });
  report.row({ what: 'webhook ÷ every 2 s', value: mean / pollerWaitMs, unit: '×', limit: 0.02 });
}

async function noticeRuns(): Promise<number[]> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const log = createLogger('silent');
  const machine = new TimedMachine(await drawShot(1));
  const studio = stack.use(await startBenchStudio(folder.path, machine, { slots: runs }));
  const store = stack.use(openStore(path.join(folder.path, 'store')));
  const api = stack.use(connect(studio.url));
  const opened: { hints?: RunHints } = {};
  const hints = (): RunHints => {
    if (!opened.hints) throw new Error('A webhook came before anything was asked for.');
    return opened.hints;
  };
  const metrics = createMetrics(() => quiet);
  const app = createHttpApp({
    metrics: metrics.registry,
    isReady: () => true,
    details: () => ({}),
    log,
    comfyDeployWebhooks: webhooksOf(
      { isAwaited: (token) => hints().isAwaited(token), take: (token, hint) => hints().take(token, hint) },
      metrics,
      log,
    ),
  });
  const server = stack.use(await startHttpServer(app, { host: '127.0.0.1', port: 0 }));
  const waitsMs: number[] = [];
  const noticed = new Set<string>();
  const messenger = new HangingMessenger(({ mockups }) => {
    for (const { state, runId } of mockups) {
      const endedAt = runId === undefined || state === 'running' ? undefined : machine.endedAt.get(runId);
      if (endedAt === undefined || runId === undefined || noticed.has(runId)) continue;
      noticed.add(runId);
      waitsMs.push(performance.now() - endedAt);
    }
  });
  const service = stack.use(
    new MockupService({
      backend: new Backend({ id: 'bench', api, deployments: [{ name: 'studio', id: studioDeploymentId, inputs: {} }] }),
      store,
      messengers: [messenger],
      log,
      limits: { maxActive: runs, maxActivePerPerson: runs },
      pace: { firstMs: longestMs, growth: 1, ceilingMs: longestMs },
      webhookUrl: (token) => `${server.url}${comfyDeployWebhookPath}/${token}`,
    }),
  );
  opened.hints = service.hints;
  const logo = await drawDisc(48);
  for (let i = 0; i < runs; i++) {
    await service.submit({
      person: { platform: 'bench', id: 'ann', locale: 'en' },
      thread: { platform: 'bench', data: { room: 1 } },
      place: { id: 'room-1', isShared: true },
      mockups: [
        {
          logo: { fileName: 'logo.png', data: { file: 'logo.png' } },
          logoBytes: logo,
          request: { prompt: 'a black cap', size: 768, deployment: 'studio' },
        },
      ],
    });
  }
  const until = performance.now() + longestMs / 2;
  while (noticed.size < runs && performance.now() < until) await sleep(50);
  return waitsMs;
}

/** Works on each run for longer than on the one before, from two seconds on, and remembers when it was done. */
class TimedMachine implements Machine {
  /** On this process's clock, in ms, by run id. */
  readonly endedAt = new Map<string, number>();
  readonly #picture: Buffer;
  readonly #random = seededRandom(7);
  #started = 0;

  constructor(picture: Buffer) {
    this.#picture = picture;
  }

  async start(
    { id }: Parameters<Machine['start']>[0],
    { onPicture, signal }: Parameters<Machine['start']>[1],
  ): Promise<void> {
    await sleep(2000 + this.#started++ * 1000 + this.#random() * 1000, undefined, { signal });
    await onPicture({ fileName: 'shot.png', bytes: this.#picture, nodeId: '8', outputId: 'output_images' });
    this.endedAt.set(id, performance.now());
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
