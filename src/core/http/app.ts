import { type Context, Hono } from 'hono';
import type { Registry } from 'prom-client';
import { createReference } from '#core/errors.ts';
import type { Logger } from '#core/log.ts';
import type { HttpEnv } from './http-env.ts';
import { isSame } from './is-same.ts';
import { type ComfyDeployWebhooks, mountWebhooks } from './webhooks.ts';

/** What the HTTP surface tells about this process. */
export interface HttpAppDeps {
  readonly log: Logger;
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

export type HttpApp = Hono<HttpEnv>;

/** The one HTTP surface of the service. Does not listen by itself. */
export function createHttpApp(deps: HttpAppDeps): HttpApp {
  const app = new Hono<HttpEnv>();
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const ready = await deps.isReady();
    const status = ready ? 'ready' : 'not ready';
    const body = maySeeInside(c, deps.metricsToken) ? { status, ...deps.details() } : { status };
    return c.json(body, ready ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    if (!maySeeInside(c, deps.metricsToken)) {
      return c.json({ error: 'METRICS_TOKEN is needed as a Bearer token' }, 401);
    }
    return c.body(await deps.metrics.metrics(), 200, { 'content-type': deps.metrics.contentType });
  });
  if (deps.comfyDeployWebhooks) mountWebhooks(app, deps.comfyDeployWebhooks);
  app.notFound((c) => c.json({ error: 'not found' }, 404));
  app.onError((error, c) => {
    const reference = createReference();
    deps.log.error({ err: error, reference }, 'request failed by our fault');
    return c.json({ error: 'something went wrong', reference }, 500);
  });
  return app;
}

function maySeeInside(c: Context<HttpEnv>, token: string | undefined): boolean {
  return isThisMachine(c) || (token !== undefined && isSame(c.req.header('authorization') ?? '', `Bearer ${token}`));
}

/** A proxy beside us comes from this machine too, but asks for a name of the outside, or says for whom it asks. */
function isThisMachine(c: Context<HttpEnv>): boolean {
  const address = c.env.incoming.socket.remoteAddress ?? '';
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some(
    (name) => c.req.header(name) !== undefined,
  );
  const host = c.req.header('host') ?? '';
  return (
    !isForwarded &&
    /^(?:127\.|::1$|::ffff:127\.)/.test(address) &&
    /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(host)
  );
}
