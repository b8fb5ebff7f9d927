import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { createHttpApp } from '#core/http/app.ts';
import { startHttpServer } from '#core/http/http-server.ts';
import { comfyDeployWebhookPath, type WebhookResult } from '#core/http/webhooks.ts';
import { createLogger } from '#core/log.ts';
import { createMetrics } from '#core/metrics.ts';
import { webhooksOf } from '../../src/service-app.ts';
import { type BenchOptions, type MockupBench, openMockupBench } from './mockup-bench.ts';
import { quiet } from './quiet.ts';

/** The bench with the HTTP surface before it, at which the studio's webhooks arrive. */
export interface WebhookBench extends AsyncDisposable {
  readonly bench: MockupBench;
  /** What became of each webhook, oldest first. */
  readonly results: readonly WebhookResult[];
  /** The token of a batch's first mockup, as it is on disk. */
  tokenOf(batchId: string): Promise<string>;
  /** Sends what the studio might send. */
  hint(token: string, body: unknown, method?: 'POST' | 'GET'): Promise<number>;
}

/** Runs are asked about once in a minute, and only a webhook can make it sooner, unless another pace is given. */
export async function openWebhookBench(options: BenchOptions = {}): Promise<WebhookBench> {
  await using stack = new AsyncDisposableStack();
  const results: WebhookResult[] = [];
  const opened: { bench?: MockupBench } = {};
  const hints = () => {
    if (!opened.bench) throw new Error('The bench is not open.');
    return opened.bench.service.hints;
  };
  const log = createLogger('info', { write: (line) => void opened.bench?.log.push(JSON.parse(line)) });
  const metrics = createMetrics(() => quiet);
  const webhooks = webhooksOf(
    { isAwaited: (token) => hints().isAwaited(token), take: (token, hint) => hints().take(token, hint) },
    metrics,
    log,
  );
  const app = createHttpApp({
    log,
    metrics: metrics.registry,
    isReady: () => true,
    details: () => ({}),
    comfyDeployWebhooks: {
      ...webhooks,
      onResult: (result) => {
        results.push(result);
        webhooks.onResult(result);
      },
    },
  });
  const server = stack.use(await startHttpServer(app, { host: '127.0.0.1', port: 0 }));
  const urlOf = (token: string) => `${server.url}${comfyDeployWebhookPath}/${token}`;
  const bench = stack.use(
    await openMockupBench({
      pace: { firstMs: 60_000, growth: 1, ceilingMs: 60_000 },
      hintFloorMs: 20,
      webhookUrl: urlOf,
      ...options,
    }),
  );
  opened.bench = bench;
  const all = stack.move();
  return {
    bench,
    results,
    tokenOf: async (batchId) => {
      const stage = await bench.stage(batchId);
      if (!('webhookToken' in stage) || !stage.webhookToken) throw new Error(`No token in ${stage.state}.`);
      return stage.webhookToken;
    },
    hint: async (token, body, method = 'POST') => (await send(method, urlOf(token), JSON.stringify(body))).status,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** A request with a body, whatever the method: no other client sends one with GET. */
export async function send(
  method: string,
  url: string,
  body: string,
): Promise<{ readonly status: number; readonly body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const outgoing = request(url, { method, headers, agent: false }, (response) => {
    text(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer }), reject);
  });
  outgoing.on('error', reject).end(body);
  return promise;
}
