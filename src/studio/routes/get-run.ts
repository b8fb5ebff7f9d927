import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { DetailError } from '#studio/detail-error.ts';
import type { FilePath } from '#studio/file-store.ts';
import { queryFlag } from '#studio/query-values.ts';
import type { StoredRun } from '#studio/run.ts';
import { RunModel, toOutputModel, toRunFields } from '#studio/run-model.ts';
import { originOf, type StudioApp, type StudioDeps } from '#studio/studio-deps.ts';
import { bearer, failures, jsonContent } from './api-responses.ts';

const responses = { 200: jsonContent(RunModel, 'Status and outputs'), ...failures };
const queuePosition = queryFlag(false);

const route = createRoute({
  method: 'get',
  path: '/api/run/{run_id}',
  summary: 'Read a run',
  security: bearer,
  request: { params: z.object({ run_id: z.guid() }), query: z.object({ queue_position: queuePosition }) },
  responses,
});

const aliasRoute = createRoute({
  method: 'get',
  path: '/api/run',
  summary: 'Read a run, in the form of the older API',
  security: bearer,
  request: { query: z.object({ run_id: z.guid(), queue_position: queuePosition }) },
  responses,
});

export function registerGetRunRoute(app: StudioApp, deps: StudioDeps): void {
  const answer = (c: Context, id: string, wantsPosition: boolean): RunModel => {
    const run = deps.ledger.store.find(id.toLowerCase());
    if (!run) throw new DetailError(404, 'Run not found');
    const locate = (url: string) => (url.startsWith('/') ? deps.links.toRead(url as FilePath, originOf(c)) : url);
    return {
      ...toRunFields(run),
      outputs: deps.ledger.store.outputsOf(run.id).flatMap((output) => toOutputModel(output, locate)),
      queue_position: wantsPosition ? positionOf(run, deps) : null,
    };
  };
  app.openapi(route, (c) => c.json(answer(c, c.req.valid('param').run_id, c.req.valid('query').queue_position), 200));
  app.openapi(aliasRoute, (c) => {
    const { run_id, queue_position } = c.req.valid('query');
    return c.json(answer(c, run_id, queue_position), 200);
  });
}

function positionOf(run: StoredRun, { ledger }: StudioDeps): number | null {
  const isWaiting = run.status === 'not-started' || run.status === 'queued';
  return isWaiting ? ledger.store.countWaitingBefore(run) : null;
}
