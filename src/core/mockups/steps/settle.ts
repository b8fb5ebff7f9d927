import { setTimeout as sleep } from 'node:timers/promises';
import { failureReason } from '#core/comfydeploy/failure-reason.ts';
import { outputPictures } from '#core/comfydeploy/outputs.ts';
import type { Run, TerminalStatus } from '#core/comfydeploy/schema.ts';
import { BackendError } from '#core/errors.ts';
import { type SentenceRef, sentence } from '#core/messages/sentence-ref.ts';
import { type Mockup } from '#core/mockups/batch.ts';
import { batchIdOf, mockupOf } from '#core/mockups/batch-book.ts';
import type { JourneyContext } from '#core/mockups/journey-context.ts';
import { learnMarks } from '#core/mockups/marks.ts';
import type { StageOf } from '#core/mockups/stage.ts';

export type Ended = StageOf<'collecting' | 'failed' | 'cancelled'>;

/** Pause before an empty success is read once more: the last output may still be on its way. */
const rereadMs = 2000;

/** What a run's end means for its mockup. */
export async function settle(
  mockup: Mockup,
  run: Run,
  status: TerminalStatus,
  context: JourneyContext,
  signal: AbortSignal,
): Promise<Ended> {
  await learnMarks(mockup, run, context);
  const endedAt = endOf(run, context);
  switch (status) {
    case 'success': {
      const found = withPictures(run, false, endedAt);
      if (found) return found;
      await sleep(rereadMs, undefined, { signal });
      const again = await readAgain(run, context, signal);
      return withPictures(again, false, endedAt) ?? failed(sentence('run.noPictures'));
    }
    case 'timeout':
      return withPictures(run, true, endedAt) ?? failed(sentence('run.timedOut'));
    case 'failed':
      return failed(await reasonOf(run.id, context, signal));
    case 'cancelled': {
      const batch = context.book.get(batchIdOf(mockup));
      const wanted = batch !== undefined && mockupOf(batch, mockup.id).cancelRequested;
      return wanted ? { state: 'cancelled', endedAt: Date.now() } : failed(sentence('run.cancelledElsewhere'));
    }
  }
}

/** A run that does not end although its time is over: what it made counts, or it is given up. */
export function settleOverdue(run: Run): Ended {
  return withPictures(run, true, Date.now()) ?? failed(sentence('run.timedOut'));
}

export function failed(reason: SentenceRef): StageOf<'failed'> {
  return { state: 'failed', reason, endedAt: Date.now() };
}

function withPictures(run: Run, timedOut: boolean, endedAt: number): StageOf<'collecting'> | undefined {
  const pictures = outputPictures(run.outputs);
  if (pictures.length === 0) return undefined;
  return {
    state: 'collecting',
    runId: run.id,
    pictures: pictures.map(({ url, fileName }) => ({ url, fileName })),
    timedOut,
    endedAt,
  };
}

/**
 * When a run ended by our clock, from the server's own stamps and the time it is there now. A run that ended
 * while nobody asked is noticed long after. Where the stamps say nothing, or nonsense, it ended now.
 */
function endOf({ created_at, ended_at }: Run, { backend }: JourneyContext): number {
  const now = Date.now();
  if (!created_at || !ended_at || ended_at <= created_at) return now;
  return Math.min(now, ended_at.getTime() + now - backend.api.serverNow());
}

/** The run once more; as it was when the API does not answer, because it has ended either way. */
async function readAgain(run: Run, context: JourneyContext, signal: AbortSignal): Promise<Run> {
  try {
    return await context.backend.api.getRun(run.id, { signal });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof BackendError)) throw error;
    return run;
  }
}

/** GET /run never says why a run failed; its log does, some seconds later. */
async function reasonOf(runId: string, context: JourneyContext, signal: AbortSignal): Promise<SentenceRef> {
  const until = performance.now() + context.patience.forReasonMs;
  for (let pauseMs = 200; ; pauseMs = Math.min(pauseMs * 2, 3000)) {
    try {
      const lines = await context.backend.api.runLogs(runId, { signal });
      const reason = failureReason(lines);
      if (reason) return sentence('run.failed', { reason });
      if (lines.length > 0) return sentence('run.failedSilently');
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof BackendError)) throw error;
    }
    if (performance.now() + pauseMs > until) return sentence('run.failedSilently');
    await sleep(pauseMs, undefined, { signal });
  }
}
