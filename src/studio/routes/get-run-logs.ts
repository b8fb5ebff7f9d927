import { createRoute, z } from '@hono/zod-openapi';
import { studioUserId } from '#studio/deployment.ts';
import { toIso } from '#studio/run-model.ts';
import type { StudioApp, StudioDeps } from '#studio/studio-deps.ts';
import { bearer, failures, jsonContent } from './api-responses.ts';

const LogLine = z.object({
  run_id: z.string(),
  timestamp: z.iso.datetime(),
  log: z.string(),
  user_id: z.string(),
  org_id: z.null(),
  log_type: z.string(),
});

const route = createRoute({
  method: 'get',
  path: '/api/v2/clickhouse-run-logs/{run_id}',
  summary: 'Read the log of a run: the only place that tells why it failed',
  security: bearer,
  request: { params: z.object({ run_id: z.guid() }) },
  responses: { 200: jsonContent(z.array(LogLine), 'Oldest first; empty for a run nobody knows'), ...failures },
});

export function registerGetRunLogsRoute(app: StudioApp, { ledger }: StudioDeps): void {
  app.openapi(route, (c) => {
    const run_id = c.req.valid('param').run_id.toLowerCase();
    const lines = ledger.store.logsOf(run_id).map(({ at, text, type }) => ({
      run_id,
      timestamp: toIso(at),
      log: text,
      user_id: studioUserId,
      org_id: null,
      log_type: type,
    }));
    return c.json(lines, 200);
  });
}
