import { createRoute, z } from '@hono/zod-openapi';
import { studioWorkflowId } from '#studio/deployment.ts';
import { DetailError } from '#studio/detail-error.ts';
import type { FilePath } from '#studio/file-store.ts';
import { queryCount, queryFlag } from '#studio/query-values.ts';
import { toRawOutput, toRunFields } from '#studio/run-model.ts';
import { originOf, type StudioApp, type StudioDeps } from '#studio/studio-deps.ts';
import { bearer, failures, jsonContent } from './api-responses.ts';

const Query = z.object({
  limit: queryCount(100, 1000),
  offset: queryCount(0, Number.MAX_SAFE_INTEGER),
  with_outputs: queryFlag(true),
  with_inputs: queryFlag(true),
});

/** The part of a row worth describing; a row has all fields of a run. */
const ListedRun = z.object({ id: z.string(), status: z.string(), created_at: z.iso.datetime() });

const route = createRoute({
  method: 'get',
  path: '/api/workflow/{workflow_id}/runs',
  summary: 'List the runs of a workflow with their inputs and unfiltered outputs',
  security: bearer,
  request: { params: z.object({ workflow_id: z.guid() }), query: Query },
  responses: { 200: jsonContent(z.array(ListedRun), 'Newest first'), ...failures },
});

export function registerListWorkflowRunsRoute(app: StudioApp, { ledger, links }: StudioDeps): void {
  app.openapi(route, (c) => {
    if (c.req.valid('param').workflow_id.toLowerCase() !== studioWorkflowId)
      throw new DetailError(404, 'Workflow not found');
    const { limit, offset, with_outputs, with_inputs } = c.req.valid('query');
    const locate = (url: string) => (url.startsWith('/') ? links.plain(url as FilePath, originOf(c)) : url);
    const rows = ledger.store.list({ limit, offset }).map((run) => {
      const outputs = with_outputs
        ? ledger.store.outputsOf(run.id).map((output) => toRawOutput(output, locate))
        : undefined;
      const fields = toRunFields(run);
      return { ...fields, workflow_inputs: with_inputs ? fields.workflow_inputs : undefined, outputs };
    });
    return c.json(rows, 200);
  });
}
