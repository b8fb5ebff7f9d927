import type { Run } from '#core/comfydeploy/schema.ts';
import type { Mockup } from './batch.ts';
import type { JourneyContext } from './journey-context.ts';
import { markInput } from './run-inputs.ts';

/**
 * Whether runs of a mockup's deployment show the mark they were sent with; undefined as long as nobody knows. Where they do not, a lost run
 * cannot be recognised. What ended runs of that deployment have shown is on disk and goes first; then what any run has shown this process.
 */
export async function keepsMarks(mockup: Mockup, { times, backend }: JourneyContext): Promise<boolean | undefined> {
  return (await times.keepsMarks(kindOf(mockup))) ?? backend.keepsMarks;
}

/** Learns from a run that has ended, for this process and those after it. Does not throw: no more than a log line hangs on it here. */
export async function learnMarks(mockup: Mockup, run: Run, { times, log }: JourneyContext): Promise<void> {
  if (!run.workflow_inputs) return;
  try {
    await times.learnMarks(kindOf(mockup), run.workflow_inputs[markInput] === mockup.id);
  } catch (error) {
    log.warn({ err: error }, 'it was not noted whether runs keep their marks');
  }
}

/** No kind of run ends like this: theirs end with a size. */
function kindOf({ backend, request }: Mockup): string {
  return `${backend}-${request.deployment}-marks`;
}
