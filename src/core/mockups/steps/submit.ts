import { ComfyDeployError } from '#core/comfydeploy/comfydeploy-error.ts';
import type { ReadyDeployment } from '#core/mockups/backend.ts';
import type { Mockup } from '#core/mockups/batch.ts';
import { batchIdOf } from '#core/mockups/batch-book.ts';
import type { JourneyContext } from '#core/mockups/journey-context.ts';
import type { MockupSignals } from '#core/mockups/mockup-signals.ts';
import { runInputs } from '#core/mockups/run-inputs.ts';
import type { StageOf } from '#core/mockups/stage.ts';
import { untilNamed } from './named-run.ts';
import { uploadedLogoName } from './prepare.ts';
import { reconcile, runningStage } from './reconcile.ts';

/**
 * Its turn has come: makes sure that the logo is still there and writes down the intent. Nothing is sent yet.
 * The intent is on disk before the queue call leaves, so that a lost answer can be reconciled.
 */
export async function intend(
  mockup: Mockup,
  stage: StageOf<'queued'>,
  context: JourneyContext,
  signals: MockupSignals,
): Promise<StageOf<'submitting'>> {
  const signal = signals.either;
  const png = await context.pictures.read(batchIdOf(mockup), uploadedLogoName(mockup));
  const logoUrl = await context.uploads.url(png, signal);
  signal.throwIfAborted();
  const webhookToken = context.hints.drawToken();
  return {
    state: 'submitting',
    logoUrl,
    attemptedAt: context.backend.api.serverNow(),
    attempt: stage.attempt + 1,
    ...(webhookToken === undefined ? {} : { webhookToken }),
  };
}

/**
 * Queues the run. Whatever leaves it open whether one was made (no answer, an answer that is none, an error after creation) ends
 * in looking for that run, never in a second call.
 */
export async function submit(
  mockup: Mockup,
  stage: StageOf<'submitting'>,
  context: JourneyContext,
  signals: MockupSignals,
  /** Told as soon as nobody knows any more whether a run was made. */
  onUnknown: () => void,
): Promise<StageOf<'running' | 'queued' | 'undecided'>> {
  const deployment = await context.backend.deployment(mockup.request.deployment, signals.shutdown);
  const calledAt = performance.now();
  try {
    const runId = await queue(mockup, stage, deployment, context, signals.shutdown);
    // The call itself can take minutes, when the machine has to be rebuilt: what counts for the run begins now.
    return runningStage(stage, runId, Date.now());
  } catch (error) {
    signals.shutdown.throwIfAborted();
    // Thrown on only what surely made no run: the caller may then repeat the call.
    if (!(error instanceof ComfyDeployError) || !error.outcomeUnknown) throw error;
    onUnknown();
    context.log.warn({ err: error, mockup: mockup.id }, 'answer to the queue call lost');
    const found = await reconcile(mockup, stage, deployment, context, signals);
    // The clock on the wall may have been set since the attempt was written down: then the run would seem to have used up its time.
    return found.state === 'running'
      ? { ...found, submittedAt: Date.now() - Math.round(performance.now() - calledAt) }
      : found;
  }
}

/** Id of the queued run: from the answer, or sooner from a webhook, once the run itself has shown that it is ours. */
async function queue(
  mockup: Mockup,
  stage: StageOf<'submitting'>,
  deployment: ReadyDeployment,
  context: JourneyContext,
  // A cancel wish does not cut this call off: whether a run was made would then be unknown.
  shutdown: AbortSignal,
): Promise<string> {
  const { webhookToken } = stage;
  const webhook = webhookToken === undefined ? undefined : context.hints.webhookUrl(webhookToken);
  const over = new AbortController();
  const signal = AbortSignal.any([shutdown, over.signal]);
  const answer = context.backend.api.queue({
    deploymentId: deployment.id,
    inputs: runInputs(mockup, deployment.inputs, stage.logoUrl),
    ...(webhook === undefined ? {} : { webhook }),
    signal,
  });
  if (webhook === undefined) return (await answer).runId;
  const named = untilNamed(mockup, stage, context, signal);
  // Whichever comes second is of no interest any more; that is no failure.
  for (const each of [answer, named]) each.catch(() => {});
  try {
    return await Promise.race([answer.then(({ runId }) => runId), named]);
  } finally {
    // Also ends the call when the run was named: it must not be made again by itself, as a call that is refused as too many is.
    over.abort();
  }
}
