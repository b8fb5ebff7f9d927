import { z } from 'zod';
import type { Api, Call } from './api.ts';
import { ListedRun, QueueAnswer, Run, RunInputs, RunLogLine } from './schema.ts';

/** What to start: a deployment with its inputs by `input_id`. */
export interface QueueCall extends Call {
  readonly deploymentId: string;
  readonly inputs: RunInputs;
  /** Where the service may report changes. Others who may read the run can read it. */
  readonly webhook?: string;
}

const megabyte = 1024 * 1024;

/**
 * Starts a run. The service knows no idempotency: an error with `outcomeUnknown` may hide a run that was started and is paid for, so it
 * is never repeated here. Takes minutes when the machine has to be rebuilt.
 */
export async function queueRun(
  api: Api,
  { deploymentId, inputs, webhook, signal }: QueueCall,
): Promise<{ readonly runId: string }> {
  const body = {
    deployment_id: deploymentId,
    inputs: RunInputs.parse(inputs),
    ...(webhook === undefined ? {} : { webhook }),
  };
  const timeoutMs = api.timeouts.queueMs;
  const answer = await api.post('/run/deployment/queue', QueueAnswer, {
    verb: 'queue',
    body,
    freshConnection: true,
    timeoutMs,
    signal,
  });
  return { runId: answer.run_id };
}

/**
 * Reads a run, on request with its place in the queue. For some seconds after queueing a run may still be `not-found`, because reads can lag
 * behind writes. The reason of a failure is never in here: see `runLogs`.
 */
export async function getRun(
  api: Api,
  runId: string,
  { queuePosition, signal }: Call & { readonly queuePosition?: boolean },
): Promise<Run> {
  const query = queuePosition ? { queue_position: true } : {};
  return await api.get(`/run/${encodeURIComponent(runId)}`, Run, {
    verb: 'run',
    query,
    maxBytes: 16 * megabyte,
    signal,
  });
}

/**
 * Asks for a run to be cancelled. Success means only that the wish arrived: `getRun` tells how the run ended. Runs of self-hosted machines, and
 * unknown ones, give an error with reason `not-cancellable`.
 */
export async function cancelRun(api: Api, runId: string, { signal }: Call): Promise<void> {
  await api.post(`/run/${encodeURIComponent(runId)}/cancel`, z.unknown(), {
    verb: 'cancel',
    timeoutMs: api.timeouts.cancelMs,
    signal,
  });
}

/**
 * A page of a workflow's runs with their inputs, newest first. An entry that cannot be read fails the whole page: leaving it out could hide
 * the run that is looked for.
 */
export async function listWorkflowRuns(
  api: Api,
  workflowId: string,
  { limit, offset, signal }: Call & { readonly limit: number; readonly offset: number },
): Promise<ListedRun[]> {
  const query = { limit, offset, with_inputs: true, with_outputs: false };
  const path = `/workflow/${encodeURIComponent(workflowId)}/runs`;
  return await api.get(path, z.array(ListedRun), { verb: 'runs', query, maxBytes: 32 * megabyte, signal });
}

/** The log of a run, oldest line first; empty until it is archived, 5 to 30 s after the end of the run. */
export async function runLogs(api: Api, runId: string, { signal }: Call): Promise<RunLogLine[]> {
  const path = `/v2/clickhouse-run-logs/${encodeURIComponent(runId)}`;
  return await api.get(path, z.array(RunLogLine), { verb: 'logs', maxBytes: 16 * megabyte, signal });
}
