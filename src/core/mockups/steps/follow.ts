import { isTerminalStatus, type Run } from '#core/comfydeploy/schema.ts';
import { BackendError, ConfigurationError } from '#core/errors.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import type { Mockup } from '#core/mockups/batch.ts';
import type { JourneyContext, StepSignals } from '#core/mockups/journey-context.ts';
import { markInput } from '#core/mockups/run-inputs.ts';
import type { StageOf } from '#core/mockups/stage.ts';
import { RunClock } from './run-clock.ts';
import { type Ended, failed, settle, settleOverdue } from './settle.ts';

/** After a run has used up its time and was told to stop: how long its end may take to show. */
const graceAfterCancelMs = 30_000;
/** After that, how long a silent API may still come back before the run is given up. */
const graceForSilenceMs = 10 * 60_000;
/** A read right after the queue call may miss the row where reads use a replica. */
const replicaLagMs = 10_000;
/** No deployment lets a run go on for longer than a day. */
const longestRunMs = 24 * 60 * 60_000;

/**
 * Asks about the run until it has ended, for as long as a run may take. "No answer" is never "failed": it only makes the next question
 * come later. A cancel wish is passed on once; what became of the run, its own end says.
 */
export async function follow(
  mockup: Mockup,
  stage: StageOf<'running'>,
  context: JourneyContext,
  signals: StepSignals,
): Promise<Ended> {
  const { api } = context.backend;
  const kind = runKind(mockup);
  using _followed = context.asking.follow();
  const clock = new RunClock(stage.submittedAt, context.asking, context.pace, await context.times.plan(kind));
  const either = AbortSignal.any([signals.shutdown, signals.cancelled]);
  await clock.waitForFirst(mockup.id, context.nudges, either);
  signals.shutdown.throwIfAborted();
  let cancelSent = false;
  let wishTried = false;
  let missing = 0;
  for (;;) {
    const overdueMs = await overdueSinceMs(clock.elapsedMs(), mockup, context, signals.shutdown);
    if (!cancelSent && (signals.cancelled.aborted || overdueMs > 0)) {
      wishTried = signals.cancelled.aborted;
      cancelSent = await passOnCancel(stage.runId, context, signals.shutdown);
    }
    try {
      const run = await api.getRun(stage.runId, { queuePosition: true, signal: signals.shutdown });
      missing = 0;
      if (run.workflow_inputs) context.backend.learnMarks(run.workflow_inputs[markInput] === mockup.id);
      const isStoppedByUs = run.status === 'cancelled' && overdueMs > 0 && !signals.cancelled.aborted;
      if (isStoppedByUs || (overdueMs > graceAfterCancelMs && !isTerminalStatus(run.status))) return settleOverdue(run);
      if (run.status === 'success') void learn(kind, run, context);
      if (isTerminalStatus(run.status)) return await settle(mockup, run, run.status, context, signals.shutdown);
      context.live.set(mockup.id, {
        working: run.status !== 'not-started' && run.status !== 'queued',
        ...(run.progress === null ? {} : { fraction: run.progress }),
        ...(run.queue_position === null ? {} : { ahead: run.queue_position }),
      });
      clock.answered(run);
    } catch (error) {
      signals.shutdown.throwIfAborted();
      if (!(error instanceof BackendError)) throw error;
      if (error.status === 404 && clock.elapsedMs() > replicaLagMs && ++missing >= 3)
        return failed(sentence('run.vanished'));
      if (overdueMs > graceForSilenceMs) return failed(sentence('run.unanswered'));
      context.live.setUnanswered(mockup.id);
      clock.unanswered(error.retryAfterMs);
    }
    // A wish that could not be passed on must not cut every wait short.
    const until = cancelSent || wishTried ? signals.shutdown : either;
    await clock.wait(mockup.id, context.nudges, context.hints.isHintDue(mockup.id), until);
    signals.shutdown.throwIfAborted();
  }
}

/** Not awaited, and no more than a log line when it fails: nothing of this run depends on it. */
async function learn(kind: string, run: Run, { times, log }: JourneyContext): Promise<void> {
  try {
    await times.learn(kind, run);
  } catch (error) {
    log.warn({ err: error }, 'run time not learnt');
  }
}

/** Runs of one kind take about as long. */
export function runKind({ backend, request }: Mockup): string {
  return `${backend}-${request.deployment}-${request.size}`;
}

/**
 * For how long a run has had more than its time: a cold start, the deployment's own time limit, and a margin. The deployment is
 * asked only when that limit can matter, and a run whose deployment cannot be read gets the longest time there is.
 */
async function overdueSinceMs(
  elapsedMs: number,
  mockup: Mockup,
  context: JourneyContext,
  signal: AbortSignal,
): Promise<number> {
  const overMs = elapsedMs - context.patience.coldStartMs - context.patience.marginMs;
  if (overMs <= 0) return overMs;
  try {
    return overMs - (await context.backend.deployment(mockup.request.deployment, signal)).runTimeoutMs;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof BackendError) && !(error instanceof ConfigurationError)) throw error;
    return overMs - longestRunMs;
  }
}

/** True when the request was accepted, or refused for good; otherwise it is made again with the next question. */
async function passOnCancel(runId: string, context: JourneyContext, signal: AbortSignal): Promise<boolean> {
  try {
    await context.backend.api.cancel(runId, { signal });
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof BackendError)) throw error;
    // A self-hosted machine cannot be cancelled through the API and says 500 for ever: the run goes on and its end decides.
    context.log.warn({ runId, status: error.status }, 'cancel not passed on');
    return !error.retryable;
  }
}
