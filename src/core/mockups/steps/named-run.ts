import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '#core/comfydeploy/schema.ts';
import { BackendError } from '#core/errors.ts';
import type { Mockup } from '#core/mockups/batch.ts';
import type { JourneyContext } from '#core/mockups/journey-context.ts';
import { markInput } from '#core/mockups/run-inputs.ts';
import type { StageOf } from '#core/mockups/stage.ts';

/** A webhook may overtake the answer to the queue call: how long that may take before the named run is looked at. */
const headStartMs = 1000;
/** How often it is looked whether a run was named, when no hint says so. */
const lookEveryMs = 30_000;

/** Whether a run carries what only this mockup's queue call had: its mark, or its webhook, under whatever public address that was. */
export function isOurs(
  run: Pick<Run, 'workflow_inputs' | 'webhook'>,
  mockup: Mockup,
  { webhookToken }: StageOf<'submitting'>,
): boolean {
  if (run.workflow_inputs?.[markInput] === mockup.id) return true;
  return webhookToken !== undefined && (run.webhook?.endsWith(`/${webhookToken}`) ?? false);
}

/**
 * The run a webhook named, when that run itself shows that it is ours; undefined when none was named or it is somebody else's.
 * @throws {BackendError} when it could not be read and may be there
 */
export async function namedRun(
  mockup: Mockup,
  stage: StageOf<'submitting'>,
  context: JourneyContext,
  signal: AbortSignal,
): Promise<string | undefined> {
  const runId = context.hints.namedRun(mockup.id);
  if (runId === undefined) return undefined;
  try {
    const run = await context.backend.api.getRun(runId, { signal });
    return isOurs(run, mockup, stage) ? run.id : undefined;
  } catch (error) {
    if (!(error instanceof BackendError) || error.retryable) throw error;
    // There is no such run, or not yet.
    return undefined;
  }
}

/** Resolves when a webhook has named the run and the run has shown that it is ours. Rejects with the signal's reason. */
export async function untilNamed(
  mockup: Mockup,
  stage: StageOf<'submitting'>,
  context: JourneyContext,
  signal: AbortSignal,
): Promise<string> {
  for (;;) {
    await context.nudges.wait(mockup.id, lookEveryMs, signal);
    signal.throwIfAborted();
    if (context.hints.namedRun(mockup.id) === undefined) continue;
    await sleep(headStartMs, undefined, { signal });
    try {
      const runId = await namedRun(mockup, stage, context, signal);
      if (runId !== undefined) return runId;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof BackendError)) throw error;
    }
  }
}
