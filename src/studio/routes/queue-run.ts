import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import { QueueAnswer, RunInputs } from '#core/comfydeploy/schema.ts';
import { studioDeploymentId } from '#studio/deployment.ts';
import { DetailError } from '#studio/detail-error.ts';
import { storeDataUris } from '#studio/input-pictures.ts';
import { originOf, type StudioApp, type StudioDeps } from '#studio/studio-deps.ts';
import { readJson } from '#studio/validation.ts';
import { bearer, failures, jsonBody, jsonContent } from './api-responses.ts';

const gpus = ['CPU', 'T4', 'L4', 'A10G', 'L40S', 'A100', 'A100-80GB', 'H100', 'H200', 'B200'] as const;

/** Body of a queue request as the service reads it: an id of any UUID form, unknown keys ignored. */
export const QueueBody = z.object({
  deployment_id: z.guid(),
  inputs: RunInputs.default({}),
  webhook: z.string().nullish(),
  webhook_intermediate_status: z.boolean().default(false),
  gpu: z.enum(gpus).nullish(),
  flags: z.array(z.string()).nullish(),
});
export type QueueBody = z.output<typeof QueueBody>;

/** Stores a run and wakes the dispatcher. Returns its id. @throws {DetailError} for an unknown deployment */
export async function queueRun(
  c: Context,
  body: QueueBody,
  { ledger, dispatcher, files, links }: StudioDeps,
): Promise<string> {
  if (body.deployment_id.toLowerCase() !== studioDeploymentId) throw new DetailError(404, 'Deployment not found');
  const inputs = await storeDataUris(body.inputs, files, links, originOf(c));
  const run = ledger.create({ inputs, webhook: body.webhook || null, wantsProgress: body.webhook_intermediate_status });
  // In a turn of its own, so that the caller knows the id before the first webhook is likely to tell it.
  setImmediate(() => dispatcher.pump());
  return run.id;
}

const route = createRoute({
  method: 'post',
  path: '/api/run/deployment/queue',
  summary: 'Queue a run of a deployment',
  security: bearer,
  request: { body: jsonBody(QueueBody) },
  responses: { 200: jsonContent(QueueAnswer, 'The run'), ...failures },
});

export function registerQueueRunRoute(app: StudioApp, deps: StudioDeps): void {
  app.openapi(route, async (c) => {
    const body = await readJson(c, QueueBody);
    return c.json({ run_id: await queueRun(c, body, deps) }, 200);
  });
}
