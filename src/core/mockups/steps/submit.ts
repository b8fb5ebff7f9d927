import { ComfyDeployError } from '#core/comfydeploy/comfydeploy-error.ts';
import type { Mockup } from '#core/mockups/batch.ts';
import { batchIdOf } from '#core/mockups/batch-book.ts';
import type { JourneyContext, StepSignals } from '#core/mockups/journey-context.ts';
import { runInputs } from '#core/mockups/run-inputs.ts';
import type { StageOf } from '#core/mockups/stage.ts';
import { uploadedLogoName } from './prepare.ts';
import { reconcile } from './reconcile.ts';

/**
 * Its turn has come: makes sure that the logo is still there and writes down the intent. Nothing is sent yet.
 * The intent is on disk before the queue call leaves, so that a lost answer can be reconciled.
 */
export async function intend(
  mockup: Mockup,
  stage: StageOf<'queued'>,
  context: JourneyContext,
  signals: StepSignals,
): Promise<StageOf<'submitting'>> {
  const signal = AbortSignal.any([signals.shutdown, signals.cancelled]);
  const png = await context.pictures.read(batchIdOf(mockup), uploadedLogoName(mockup));
  const logoUrl = await context.uploads.url(png, signal);
  signal.throwIfAborted();
  return { state: 'submitting', logoUrl, attemptedAt: Date.now(), attempt: stage.attempt + 1 };
}

/**
 * Queues the run. Whatever leaves it open whether one was made (no answer, an answer that is none, an error after creation) ends
 * in looking for that run, never in a second call.
 */
export async function submit(
  mockup: Mockup,
  stage: StageOf<'submitting'>,
  context: JourneyContext,
  signals: StepSignals,
): Promise<StageOf<'running' | 'queued' | 'undecided'>> {
  const deployment = await context.backend.deployment(mockup.request.deployment, signals.shutdown);
  try {
    const { runId } = await context.backend.api.queue({
      deploymentId: deployment.id,
      inputs: runInputs(mockup, deployment.inputs, stage.logoUrl),
      // A cancel wish does not cut this call off: whether a run was made would then be unknown.
      signal: signals.shutdown,
    });
    // The call itself can take minutes, when the machine has to be rebuilt: what counts for the run begins now.
    return { state: 'running', runId, submittedAt: Date.now() };
  } catch (error) {
    signals.shutdown.throwIfAborted();
    // Thrown on only what surely made no run: the caller may then repeat the call.
    if (!(error instanceof ComfyDeployError) || !error.outcomeUnknown) throw error;
    context.log.warn({ err: error, mockup: mockup.id }, 'answer to the queue call lost');
    return reconcile(mockup, stage, deployment, context, signals);
  }
}
