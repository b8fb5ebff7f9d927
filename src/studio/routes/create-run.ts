import { createRoute } from '@hono/zod-openapi';
import { QueueAnswer } from '#core/comfydeploy/schema.ts';
import type { StudioApp, StudioDeps } from '#studio/studio-deps.ts';
import { readJson } from '#studio/validation.ts';
import { bearer, failures, jsonBody, jsonContent } from './api-responses.ts';
import { QueueBody, queueRun } from './queue-run.ts';

const route = createRoute({
  method: 'post',
  path: '/api/run',
  summary: 'Queue a run, in the form of the older API',
  security: bearer,
  request: { body: jsonBody(QueueBody) },
  responses: { 200: jsonContent(QueueAnswer, 'The run'), ...failures },
});

/** Of the four forms this route has at the real service only the one by deployment means anything here. */
export function registerCreateRunRoute(app: StudioApp, deps: StudioDeps): void {
  app.openapi(route, async (c) => {
    const body = await readJson(c, QueueBody, ['DeploymentRunRequest']);
    return c.json({ run_id: await queueRun(c, body, deps) }, 200);
  });
}
