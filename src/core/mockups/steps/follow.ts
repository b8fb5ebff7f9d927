import { isTerminalStatus, type Run } from '#core/comfydeploy/schema.ts';
import { BackendError, ConfigurationError } from '#core/errors.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import type { Mockup } from '#core/mockups/batch.ts';
import type { JourneyContext } from '#core/mockups/journey-context.ts';
import type { MockupSignals } from '#core/mockups/mockup-signals.ts';
import type { PollPlan } from '#core/mockups/poll-plan.ts';
import { markInput } from '#core/mockups/run-inputs.ts';
import type { StageOf } from '#core/mockups/stage.ts';
import { RunClock } from './run-clock.ts';
import { type Ended, failed, settle, settleOverdue } from './settle.ts';

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
  signals: MockupSignals,
): Promise<Ended> {
  const plan = await context.times.plan(runKind(mockup));
  const following = new Following(mockup, stage, context, signals, plan);
  for (;;) {
    signals.shutdown.throwIfAborted();
    // What was answered is let go of before the wait: thousands of runs are followed at once.
    const ended = await following.ask();
    if (ended) return ended;
    await following.wait();
  }
}

/** What is known of a run between two questions. */
class Following {
  readonly #mockup: Mockup;
  readonly #runId: string;
  readonly #context: JourneyContext;
  readonly #signals: MockupSignals;
  readonly #clock: RunClock;
  #cancelSent = false;
  /** When the run was first told to stop because its time is over. */
  #stoppedAt: number | undefined;
  #missing = 0;

  constructor(
    mockup: Mockup,
    stage: StageOf<'running'>,
    context: JourneyContext,
    signals: MockupSignals,
    plan: PollPlan | undefined,
  ) {
    this.#mockup = mockup;
    this.#runId = stage.runId;
    this.#context = context;
    this.#signals = signals;
    this.#clock = new RunClock(stage.submittedAt, context.asking, context.pace, plan);
  }

  wait(): Promise<void> {
    const { id } = this.#mockup;
    return this.#clock.wait(id, this.#context.nudges, this.#context.hints.isHintDue(id), this.#signals);
  }

  /** Asks once, and passes a wish on before. Undefined while the run goes on, or does not answer. */
  async ask(): Promise<Ended | undefined> {
    const { shutdown } = this.#signals;
    if (this.#signals.isCancelled) {
      this.#signals.markHeard();
      await this.#passOnCancel();
    }
    const { api } = this.#context.backend;
    try {
      const run = await api.getRun(this.#runId, { queuePosition: true, signal: shutdown });
      this.#missing = 0;
      this.#clock.correct(run, api.serverNow());
      return await this.#read(run);
    } catch (error) {
      shutdown.throwIfAborted();
      if (!(error instanceof BackendError)) throw error;
      if (error.status === 404 && this.#clock.elapsedMs() > replicaLagMs && ++this.#missing >= 3)
        return failed(sentence('run.vanished'));
      if (await this.#isGivenUp()) return failed(sentence('run.unanswered'));
      this.#context.live.setUnanswered(this.#mockup.id);
      this.#clock.unanswered(error.retryAfterMs);
      return undefined;
    }
  }

  async #passOnCancel(): Promise<void> {
    if (this.#cancelSent) return;
    this.#cancelSent = await passOnCancel(this.#runId, this.#context, this.#signals.shutdown);
  }

  #overdueMs(): Promise<number> {
    return overdueSinceMs(this.#clock.elapsedMs(), this.#mockup, this.#context, this.#signals.shutdown);
  }

  /** Nobody has answered this process for long, and the run's time is over by far. */
  async #isGivenUp(): Promise<boolean> {
    return this.#clock.askedForMs() > graceForSilenceMs && (await this.#overdueMs()) > graceForSilenceMs;
  }

  get #hasHadGrace(): boolean {
    const { afterStopMs } = this.#context.patience;
    return this.#stoppedAt !== undefined && performance.now() - this.#stoppedAt > afterStopMs;
  }

  async #read(run: Run): Promise<Ended | undefined> {
    const overdueMs = await this.#overdueMs();
    const { id } = this.#mockup;
    const { backend, live } = this.#context;
    const { shutdown, isCancelled } = this.#signals;
    if (run.workflow_inputs) backend.learnMarks(run.workflow_inputs[markInput] === id);
    const isStoppedByUs = run.status === 'cancelled' && overdueMs > 0 && !isCancelled;
    const isStuck = overdueMs > 0 && this.#hasHadGrace && !isTerminalStatus(run.status);
    if (isStoppedByUs || isStuck) return settleOverdue(run);
    if (run.status === 'success') void learn(runKind(this.#mockup), run, this.#context);
    if (isTerminalStatus(run.status)) return await settle(this.#mockup, run, run.status, this.#context, shutdown);
    live.set(id, {
      working: run.status !== 'not-started' && run.status !== 'queued',
      ...(run.progress === null ? {} : { fraction: run.progress }),
      ...(run.queue_position === null ? {} : { ahead: run.queue_position }),
    });
    this.#clock.answered(run);
    if (overdueMs > 0) {
      this.#stoppedAt ??= performance.now();
      await this.#passOnCancel();
    }
    return undefined;
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
