import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { nanoid } from 'nanoid';
import { requireAccess } from './access.ts';
import { allowOrigins } from './cors.ts';
import { DetailError } from './detail-error.ts';
import { registerCancelRunRoute } from './routes/cancel-run.ts';
import { registerCreateRunRoute } from './routes/create-run.ts';
import { registerGetDeploymentRoute } from './routes/get-deployment.ts';
import { registerGetFileUploadRoute } from './routes/get-file-upload.ts';
import { registerGetRunRoute } from './routes/get-run.ts';
import { registerGetRunLogsRoute } from './routes/get-run-logs.ts';
import { registerGetUploadUrlRoute } from './routes/get-upload-url.ts';
import { registerListDeploymentsRoute } from './routes/list-deployments.ts';
import { registerListWorkflowRunsRoute } from './routes/list-workflow-runs.ts';
import { registerOpenapiRoute } from './routes/openapi.ts';
import { registerPutFileRoute } from './routes/put-file.ts';
import { registerQueueRunRoute } from './routes/queue-run.ts';
import { registerReadFileRoute } from './routes/read-file.ts';
import { registerUpdateRunRoute } from './routes/update-run.ts';
import { registerUploadFileRoute } from './routes/upload-file.ts';
import type { StudioApp, StudioDeps } from './studio-deps.ts';
import { toDetailIssues } from './validation.ts';

const places = { param: 'path', query: 'query' } as const;

const registrations = [
  registerQueueRunRoute,
  registerCreateRunRoute,
  registerGetRunRoute,
  registerCancelRunRoute,
  registerUploadFileRoute,
  registerGetUploadUrlRoute,
  registerGetDeploymentRoute,
  registerListDeploymentsRoute,
  registerListWorkflowRunsRoute,
  registerGetRunLogsRoute,
  registerUpdateRunRoute,
  registerGetFileUploadRoute,
  registerReadFileRoute,
  registerPutFileRoute,
  registerOpenapiRoute,
];

/**
 * The API of ComfyDeploy v2 as far as a client needs it, under `/api`, and the files outside it. Does not listen. Access is
 * checked before anything is routed or validated, so nothing under `/api` can be probed without a token.
 */
export function createStudioApp(deps: StudioDeps): StudioApp {
  const app: StudioApp = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const place = places[result.target as keyof typeof places];
      return c.json({ detail: toDetailIssues(result.error, (result as { data?: unknown }).data, [place]) }, 422);
    },
  });
  app.use(allowOrigins(deps.access.origins));
  const guard = requireAccess(deps.access);
  app.use('/api', guard);
  app.use('/api/*', guard);
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => c.json({ detail: 'Method Not Allowed' }, 405, { allow: methods.join(', ') }),
    }),
  );
  for (const register of registrations) register(app, deps);
  app.notFound((c) => c.json({ detail: 'Not Found' }, 404));
  app.onError((error, c) => {
    if (error instanceof DetailError) return c.json({ detail: error.detail }, error.status);
    if (error instanceof HTTPException) return error.getResponse();
    const reference = nanoid(8);
    deps.log.error(
      { reference, method: c.req.method, path: c.req.path, err: error },
      'request failed by a fault of the studio',
    );
    return c.text('Internal Server Error', 500, { 'x-error-reference': reference });
  });
  return app;
}
