import type { ListedRun } from '#core/comfydeploy/schema.ts';
import { BackendError } from '#core/errors.ts';
import type { ReadyDeployment } from '#core/mockups/backend.ts';
import type { Mockup } from '#core/mockups/batch.ts';
import type { JourneyContext } from '#core/mockups/journey-context.ts';
import { keepsMarks } from '#core/mockups/marks.ts';
import type { MockupSignals } from '#core/mockups/mockup-signals.ts';
import { markInput } from '#core/mockups/run-inputs.ts';
import { mostQueueCalls, type StageOf } from '#core/mockups/stage.ts';
import { isOurs, namedRun } from './named-run.ts';

const pageSize = 50;
/** Pages back to the attempt: 2,000 runs in the minutes since are beyond what one account queues. */
const maxPages = 40;
/** How far back before an attempt the one before it may lie: a call may hang for minutes, and is then looked for. */
const perAttemptMs = 20 * 60_000;
/** Their clock and ours may differ by this much. */
const clockSkewMs = 2 * 60_000;

/**
 * The queue call's answer was lost: looks at the run a webhook named, and for one that carries our mark or our webhook among the
 * workflow's runs, until it is found or the patience ends. Found: adopted. Never there: queued once more, a few times at most. The list unavailable, a run
 * that may be ours, or this server known to keep no marks: undecided, because only the person may risk paying twice.
 */
export async function reconcile(
  mockup: Mockup,
  stage: StageOf<'submitting'>,
  deployment: ReadyDeployment,
  context: JourneyContext,
  signals: MockupSignals,
): Promise<StageOf<'running' | 'queued' | 'undecided'>> {
  const { logoUrl, attemptedAt, webhookToken } = stage;
  const undecided = {
    state: 'undecided',
    logoUrl,
    attemptedAt,
    ...(webhookToken === undefined ? {} : { webhookToken }),
  } as const;
  const { workflowId } = deployment;
  const isRecognisable = workflowId !== null && (await keepsMarks(mockup, context)) !== false;
  if (!isRecognisable && webhookToken === undefined) return undecided;
  const until = performance.now() + context.patience.toReconcileMs;
  let pauseMs = Math.min(500, context.patience.toReconcileMs / 8);
  let surelyAbsent = false;
  for (;;) {
    const lookedAt = performance.now();
    let isAnswered = true;
    try {
      const found = await findRun(mockup, stage, deployment, context, signals.shutdown);
      if (found.is === 'ours')
        return runningStage(stage, found.runId, attemptedAt + Date.now() - context.backend.api.serverNow());
      surelyAbsent = found.is === 'absent';
      context.live.set(mockup.id, {});
    } catch (error) {
      signals.shutdown.throwIfAborted();
      if (!(error instanceof BackendError)) throw error;
      surelyAbsent = false;
      isAnswered = false;
      context.live.setUnanswered(mockup.id);
    }
    // A look that began before the end, however long it took, says nothing about the end; and where the last one was not answered, it is
    // worth as much time again to spare the person the choice.
    if (lookedAt >= (isAnswered ? until : until + context.patience.toReconcileMs)) break;
    const leftMs = until - performance.now();
    await context.nudges.wait(mockup.id, leftMs > 0 ? Math.min(pauseMs, leftMs) : pauseMs);
    signals.shutdown.throwIfAborted();
    pauseMs = Math.min(pauseMs * 1.6, 15_000);
  }
  // Absence counts only when the very last look succeeded, at the end of the time in which a late run could still appear.
  if (!surelyAbsent || stage.attempt >= mostQueueCalls || (await keepsMarks(mockup, context)) === false)
    return undecided;
  return { state: 'queued', logoUrl, attempt: stage.attempt };
}

/** A run that is surely this mockup's; its webhook goes on being heard. */
export function runningStage(
  { webhookToken }: StageOf<'submitting'>,
  runId: string,
  submittedAt: number,
): StageOf<'running'> {
  return { state: 'running', runId, submittedAt, ...(webhookToken === undefined ? {} : { webhookToken }) };
}

/** The process ended between the intent and its answer: nobody knows whether the call left. */
export async function reconcileAfterRestart(
  mockup: Mockup,
  stage: StageOf<'submitting'>,
  context: JourneyContext,
  signals: MockupSignals,
): Promise<StageOf<'running' | 'queued' | 'undecided'>> {
  const deployment = await context.backend.deployment(mockup.request.deployment, signals.shutdown);
  return reconcile(mockup, stage, deployment, context, signals);
}

type Found = { readonly is: 'ours'; readonly runId: string } | { readonly is: 'absent' | 'unclear' };

async function findRun(
  mockup: Mockup,
  stage: StageOf<'submitting'>,
  deployment: ReadyDeployment,
  context: JourneyContext,
  signal: AbortSignal,
): Promise<Found> {
  let isUnclear = false;
  try {
    const named = await namedRun(mockup, stage, context, signal);
    if (named !== undefined) return { is: 'ours', runId: named };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    // It may be there. The list may still show ours; that it does not would say nothing now.
    isUnclear = true;
  }
  const { workflowId } = deployment;
  if (workflowId === null) return { is: 'unclear' };
  const { api } = context.backend;
  const isMarked = (await keepsMarks(mockup, context)) === true;
  // Also the run of an earlier attempt would show now, had it come late.
  const since = stage.attemptedAt - clockSkewMs - (stage.attempt - 1) * perAttemptMs;
  for (let page = 0; page < maxPages; page++) {
    const runs = await api.listWorkflowRuns(workflowId, { limit: pageSize, offset: page * pageSize, signal });
    const marked = runs.find((run) => isOurs(run, mockup, stage));
    if (marked) {
      // The list may lag or be somebody's else's shape: adopted only when the run itself shows whose it is.
      const run = await api.getRun(marked.id, { signal });
      return isOurs(run, mockup, stage) ? { is: 'ours', runId: run.id } : { is: 'unclear' };
    }
    isUnclear ||= !isMarked && runs.some((run) => isRecent(run, since) && mayBeOurs(run, stage, deployment));
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
  if (!given) return true;
  const image = given[inputs.image.id];
  return given[markInput] === undefined && (typeof image !== 'string' || isSameFile(image, stage.logoUrl));
}

/** Whatever the query says: a private store signs its addresses anew when a run is queued. */
function isSameFile(a: string, b: string): boolean {
  return a.split('?')[0] === b.split('?')[0];
}
