import { setTimeout as sleep } from 'node:timers/promises';
import type { ListedRun } from '#core/comfydeploy/schema.ts';
import { BackendError } from '#core/errors.ts';
import type { ReadyDeployment } from '#core/mockups/backend.ts';
import type { Mockup } from '#core/mockups/batch.ts';
import type { JourneyContext, StepSignals } from '#core/mockups/journey-context.ts';
import { markInput } from '#core/mockups/run-inputs.ts';
import type { StageOf } from '#core/mockups/stage.ts';

const pageSize = 50;
/** Pages back to the attempt: 2,000 runs in the minutes since are beyond what one account queues. */
const maxPages = 40;
/** Their clock and ours may differ by this much. */
const clockSkewMs = 2 * 60_000;

/**
 * The queue call's answer was lost: looks for the run that carries our mark among the workflow's runs, until it is found or the patience
 * ends. Found: adopted. Never there: queued once more. The list unavailable, a run that may be ours, or this server known to keep no
 * marks: undecided, because only the person may risk paying twice.
 */
export async function reconcile(
  mockup: Mockup,
  stage: StageOf<'submitting'>,
  deployment: ReadyDeployment,
  context: JourneyContext,
  signals: StepSignals,
): Promise<StageOf<'running' | 'queued' | 'undecided'>> {
  const undecided = { state: 'undecided', logoUrl: stage.logoUrl, attemptedAt: stage.attemptedAt } as const;
  const { workflowId } = deployment;
  if (workflowId === null || context.backend.keepsMarks === false) return undecided;
  const until = performance.now() + context.patience.toReconcileMs;
  let pauseMs = Math.min(500, context.patience.toReconcileMs / 8);
  let surelyAbsent = false;
  for (;;) {
    const lookedAt = performance.now();
    try {
      const found = await findRun(mockup, stage, deployment, workflowId, context, signals.shutdown);
      if (found.is === 'ours') return { state: 'running', runId: found.runId, submittedAt: stage.attemptedAt };
      surelyAbsent = found.is === 'absent';
      context.live.set(mockup.id, {});
    } catch (error) {
      signals.shutdown.throwIfAborted();
      if (!(error instanceof BackendError)) throw error;
      surelyAbsent = false;
      context.live.setUnanswered(mockup.id);
    }
    // A look that began before the end, however long it took, says nothing about the end.
    if (lookedAt >= until) break;
    const leftMs = Math.max(0, until - performance.now());
    await sleep(Math.min(pauseMs, leftMs), undefined, { signal: signals.shutdown });
    pauseMs = Math.min(pauseMs * 1.6, 15_000);
  }
  // Absence counts only when the very last look succeeded, at the end of the time in which a late run could still appear.
  if (!surelyAbsent || stage.attempt > 1) return undecided;
  return { state: 'queued', logoUrl: stage.logoUrl, attempt: stage.attempt };
}

/** The process ended between the intent and its answer: nobody knows whether the call left. */
export async function reconcileAfterRestart(
  mockup: Mockup,
  stage: StageOf<'submitting'>,
  context: JourneyContext,
  signals: StepSignals,
): Promise<StageOf<'running' | 'queued' | 'undecided'>> {
  const deployment = await context.backend.deployment(mockup.request.deployment, signals.shutdown);
  return reconcile(mockup, stage, deployment, context, signals);
}

type Found = { readonly is: 'ours'; readonly runId: string } | { readonly is: 'absent' | 'unclear' };

async function findRun(
  mockup: Mockup,
  stage: StageOf<'submitting'>,
  deployment: ReadyDeployment,
  workflowId: string,
  context: JourneyContext,
  signal: AbortSignal,
): Promise<Found> {
  const { api, keepsMarks } = context.backend;
  const since = stage.attemptedAt - clockSkewMs;
  let isUnclear = false;
  for (let page = 0; page < maxPages; page++) {
    const runs = await api.listWorkflowRuns(workflowId, { limit: pageSize, offset: page * pageSize, signal });
    const marked = runs.find((run) => run.workflow_inputs?.[markInput] === mockup.id);
    if (marked) {
      // The list may lag or be somebody's else's shape: adopted only when the run itself shows the mark.
      const run = await api.getRun(marked.id, { signal });
      return run.workflow_inputs?.[markInput] === mockup.id ? { is: 'ours', runId: run.id } : { is: 'unclear' };
    }
    isUnclear ||= !keepsMarks && runs.some((run) => isRecent(run, since) && mayBeOurs(run, stage, deployment));
    const oldest = runs.at(-1);
    if (runs.length < pageSize || (oldest && !isRecent(oldest, since))) break;
  }
  return { is: isUnclear ? 'unclear' : 'absent' };
}

function isRecent(run: ListedRun, since: number): boolean {
  return run.created_at === null || run.created_at.getTime() >= since;
}

/** Of a server not known to keep marks: a run without any mark that was made from our logo, or does not show from what it was made. */
function mayBeOurs(run: ListedRun, stage: StageOf<'submitting'>, { inputs }: ReadyDeployment): boolean {
  const given = run.workflow_inputs;
  return !given || (given[markInput] === undefined && given[inputs.image.id] === stage.logoUrl);
}
