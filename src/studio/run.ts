import { z } from 'zod';
import { RunInputs, type RunStatus, runStatuses } from '#core/comfydeploy/schema.ts';

/** Times are milliseconds since 1970. */
export const StoredRun = z.object({
  seq: z.number(),
  id: z.string(),
  status: z.enum(runStatuses),
  inputs: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(RunInputs),
  webhook: z.string().nullable(),
  wantsProgress: z.number().transform(Boolean),
  liveStatus: z.string().nullable(),
  progress: z.number(),
  callId: z.string(),
  gpuEventId: z.string().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
  queuedAt: z.number().nullable(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
});
export type StoredRun = z.output<typeof StoredRun>;

/** An output row as its machine gave it: anything, also errors and timings. */
export const StoredOutput = z.object({
  id: z.string(),
  runId: z.string(),
  data: z.string().transform((text): unknown => JSON.parse(text)),
  nodeMeta: z.string().transform((text): unknown => JSON.parse(text)),
  createdAt: z.number(),
});
export type StoredOutput = z.output<typeof StoredOutput>;

export const StoredLog = z.object({ at: z.number(), text: z.string(), type: z.string() });
export type StoredLog = z.output<typeof StoredLog>;

export type NewRun = {
  readonly inputs: RunInputs;
  readonly webhook: string | null;
  /** One webhook for each change of progress too. */
  readonly wantsProgress: boolean;
};

/** Column that gets the time when a status is reached. */
export const timeOfStatus: Partial<Record<RunStatus, 'queuedAt' | 'startedAt' | 'endedAt'>> = {
  queued: 'queuedAt',
  started: 'startedAt',
  running: 'startedAt',
  success: 'endedAt',
  failed: 'endedAt',
  timeout: 'endedAt',
  cancelled: 'endedAt',
};
