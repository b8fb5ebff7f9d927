import type { Context, Hono } from 'hono';
import { WebhookBody } from '#core/comfydeploy/schema.ts';
import type { HttpEnv } from './http-env.ts';
import { readJsonBody } from './read-json-body.ts';

/** Where ComfyDeploy's webhooks arrive; a secret of the run follows. */
export const comfyDeployWebhookPath = '/webhooks/comfydeploy';

export type WebhookResult = 'taken' | 'unknown' | 'other-run' | 'unreadable' | 'too-large' | 'too-slow';

/** Whoever waits for ComfyDeploy's webhooks. */
export interface ComfyDeployWebhooks {
  /** Whether anyone waits for word under this token, told in a time that says nothing about other tokens. */
  isAwaited(token: string): boolean;
  /** Takes a hint, at once: the sender waits for the answer. */
  take(
    token: string,
    hint: { readonly runId: string; readonly status: string | null },
  ): Extract<WebhookResult, 'taken' | 'unknown' | 'other-run'>;
  /** Told once what became of each request. */
  onResult(result: WebhookResult): void;
  /** How long a body may take to arrive, in ms; 5 s unless told. */
  readonly maxBodyMs?: number;
}

const maxBodyBytes = 256 * 1024;
const usualBodyMs = 5000;

const answers = {
  taken: [200, { status: 'ok' }],
  unknown: [404, { error: 'not found' }],
  'other-run': [404, { error: 'not found' }],
  unreadable: [400, { error: 'not a webhook of a run' }],
  'too-large': [413, { error: 'too large' }],
  'too-slow': [408, { error: 'too slow' }],
} as const satisfies Record<WebhookResult, readonly [number, object]>;

/**
 * Mounts the webhook of ComfyDeploy: POST, and GET with a body, because that is how its server repeats what was not answered. Of a request
 * under a token that nobody waits for nothing is read.
 */
export function mountWebhooks(app: Hono<HttpEnv>, webhooks: ComfyDeployWebhooks): void {
  app.on(['POST', 'GET'], `${comfyDeployWebhookPath}/:token`, async (c) => {
    const result = await receive(c, webhooks);
    webhooks.onResult(result);
    // What is left of a body that was not read to its end must not be taken for the next request.
    if (result !== 'taken') c.env.outgoing.shouldKeepAlive = false;
    const [status, body] = answers[result];
    return c.json(body, status);
  });
}

async function receive(c: Context<HttpEnv>, webhooks: ComfyDeployWebhooks): Promise<WebhookResult> {
  const token = c.req.param('token') ?? '';
  if (!webhooks.isAwaited(token)) return 'unknown';
  const body = await readJsonBody(c.env.incoming, {
    maxBytes: maxBodyBytes,
    maxMs: webhooks.maxBodyMs ?? usualBodyMs,
  });
  if (body.kind !== 'read') return body.kind;
  const parsed = WebhookBody.safeParse(body.value);
  if (!parsed.success) return 'unreadable';
  const { run_id: runId, status } = parsed.data;
  return webhooks.take(token, { runId, status });
}
