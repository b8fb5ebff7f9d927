import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Registry } from 'prom-client';
import type { HttpEnv } from './http-env.ts';
import { type ComfyDeployWebhooks, mountWebhooks } from './webhooks.ts';

/** What the HTTP surface tells about this process. */
export interface HttpAppDeps {
  readonly metrics: Registry;
  /** What `/metrics` needs from anywhere but this machine; without it nobody else gets it. */
  readonly metricsToken?: string;
  /** Whether this process can accept and store. */
  isReady(): boolean | Promise<boolean>;
  /** What it is made of and how that fares, for whoever may see the metrics. */
  details(): Readonly<Record<string, unknown>>;
  /** Leave it out where no webhooks are asked for. */
  readonly comfyDeployWebhooks?: ComfyDeployWebhooks;
}

/** The one HTTP surface of the service. Does not listen by itself. */
export function createHttpApp(deps: HttpAppDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const ready = await deps.isReady();
    const status = ready ? 'ready' : 'not ready';
    const body = maySeeInside(c.env.incoming.socket.remoteAddress, c.req.header('authorization'), deps.metricsToken)
      ? { status, ...deps.details() }
      : { status };
    return c.json(body, ready ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    if (!maySeeInside(c.env.incoming.socket.remoteAddress, c.req.header('authorization'), deps.metricsToken)) {
      return c.json({ error: 'METRICS_TOKEN is needed as a Bearer token' }, 401);
    }
    return c.body(await deps.metrics.metrics(), 200, { 'content-type': deps.metrics.contentType });
  });
  if (deps.comfyDeployWebhooks) mountWebhooks(app, deps.comfyDeployWebhooks);
  app.notFound((c) => c.json({ error: 'not found' }, 404));
  app.onError((_error, c) => c.json({ error: 'something went wrong' }, 500));
  return app;
}

function maySeeInside(
  address: string | undefined,
  authorization: string | undefined,
  token: string | undefined,
): boolean {
  if (token !== undefined) return isSame(authorization ?? '', `Bearer ${token}`);
  return address !== undefined && /^(?:127\.|::1$|::ffff:127\.)/.test(address);
}

/** In constant time, whatever the lengths. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
