import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { runStatuses } from '#core/comfydeploy/schema.ts';
import { DetailError } from '#studio/detail-error.ts';
import type { FileStore } from '#studio/file-store.ts';
import type { StudioApp, StudioDeps } from '#studio/studio-deps.ts';
import { readJson } from '#studio/validation.ts';
import { bearer, failures, jsonBody, jsonContent } from './api-responses.ts';

const UpdateBody = z.object({
  run_id: z.string(),
  ws_event: z.unknown().optional(),
  logs: z.array(z.looseObject({ logs: z.string() })).nullish(),
  live_status: z.string().nullish(),
  progress: z.number().nullish(),
  log_data: z.unknown().optional(),
  output_data: z.unknown().optional(),
  node_meta: z.unknown().optional(),
  status: z.enum(runStatuses).nullish(),
});

const Answer = z.object({ status: z.literal('success') });
/** How much of one line of a machine's log is kept. */
const longestLine = 4000;

const route = createRoute({
  method: 'post',
  path: '/api/update-run',
  summary: 'A machine reports what became of a run',
  security: bearer,
  request: { body: jsonBody(UpdateBody) },
  responses: { 200: jsonContent(Answer, 'Taken'), ...failures },
});

/** One request tells one thing; when it could tell several, the first in the order below counts, as with the real service. */
export function registerUpdateRunRoute(app: StudioApp, deps: StudioDeps): void {
  app.openapi(route, async (c) => {
    const update = await readJson(c, UpdateBody);
    if (!deps.ledger.store.find(update.run_id)) throw new DetailError(404, 'WorkflowRun not found');
    await apply(update, deps);
    return c.json({ status: 'success' as const }, 200);
  });
}

async function apply(update: z.output<typeof UpdateBody>, { ledger, files }: StudioDeps): Promise<void> {
  const { run_id: id } = update;
  if (isGiven(update.ws_event)) return;
  if (update.logs) {
    for (const { logs } of update.logs) ledger.addLog(id, logs.slice(0, longestLine), 'machine');
  } else if (typeof update.live_status === 'string' && typeof update.progress === 'number') {
    ledger.setProgress(id, update.progress, update.live_status);
  } else if (isGiven(update.log_data)) {
    return;
  } else if (isGiven(update.output_data)) {
    ledger.addOutput(id, await withOwnPaths(update.output_data, files), update.node_meta ?? null);
  } else if (update.status === 'not-started') {
    // Would put the run in the queue a second time.
    return;
  } else if (update.status && !ledger.setStatus(id, update.status)) {
    ledger.repeatStatus(id);
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Own files are kept by their path: host and port may change, and in private mode each reader gets a signature of their own. */
async function withOwnPaths(data: unknown, files: FileStore): Promise<unknown> {
  if (Array.isArray(data)) return Promise.all(data.map((value) => withOwnPaths(value, files)));
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).map(async ([key, value]): Promise<[string, unknown]> => {
    if (key !== 'url' || typeof value !== 'string') return [key, await withOwnPaths(value, files)];
    const path = files.pathOf(value);
    return [key, path && (await files.find(path)) ? path : value];
  });
  return Object.fromEntries(await Promise.all(entries));
}
