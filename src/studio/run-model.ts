import { z } from '@hono/zod-openapi';
import { isTerminalStatus } from '#core/comfydeploy/schema.ts';
import {
  studioGpu,
  studioMachineId,
  studioMachineType,
  studioUserId,
  studioVersionId,
  studioWorkflowId,
} from './deployment.ts';
import type { StoredOutput, StoredRun } from './run.ts';

/** A file of an output, with exactly the keys the service lets through. */
export const MediaItem = z.object({
  url: z.string(),
  type: z.string(),
  filename: z.string(),
  is_public: z.boolean().nullish(),
  subfolder: z.string().nullish(),
  upload_duration: z.number().nullish(),
});
export type MediaItem = z.output<typeof MediaItem>;

const OutputModel = z.object({
  id: z.string(),
  output_id: z.string().nullable(),
  run_id: z.string(),
  data: z.record(z.string(), z.array(z.union([MediaItem, z.string(), z.boolean()]))),
  node_meta: z.unknown(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  type: z.null(),
  node_id: z.null(),
});

const nullableDate = z.iso.datetime().nullable();

/** Answer of `GET /run/{run_id}`; also satisfies the clients of the older API. */
export const RunModel = z
  .object({
    id: z.string(),
    workflow_version_id: z.string(),
    workflow_inputs: z.record(z.string(), z.unknown()).nullable(),
    workflow_id: z.string(),
    machine_id: z.string(),
    origin: z.string(),
    status: z.string(),
    ended_at: nullableDate,
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    queued_at: nullableDate,
    started_at: nullableDate,
    gpu_event_id: z.string().nullable(),
    gpu: z.string().nullable(),
    machine_version: z.null(),
    machine_type: z.string(),
    modal_function_call_id: z.string(),
    user_id: z.string(),
    org_id: z.null(),
    live_status: z.string().nullable(),
    progress: z.number().openapi({ description: '0 to 1' }),
    is_realtime: z.boolean(),
    webhook: z.string().nullable(),
    webhook_status: z.null(),
    webhook_intermediate_status: z.boolean(),
    outputs: z.array(OutputModel),
    number: z.number().int(),
    duration: z.number().nullable(),
    cold_start_duration: z.number().nullable(),
    cold_start_duration_total: z.number().nullable(),
    run_duration: z.number().nullable(),
    queue_position: z.number().int().nullable(),
  })
  .openapi('WorkflowRunModel');
export type RunModel = z.output<typeof RunModel>;

// The keys under which the service looks for a file that tells the output's id.
const mediaKeys = ['images', 'files', 'gifs', 'mesh'];
const Row = z.record(z.string(), z.array(z.union([MediaItem, z.string(), z.boolean()])));
const TaggedMedia = z.object({ output_id: z.string() });

export function toIso(time: number): string {
  return new Date(time).toISOString();
}

function toIsoOrNull(time: number | null): string | null {
  return time === null ? null : toIso(time);
}

function secondsBetween(start: number | null, end: number | null): number | null {
  return start === null || end === null ? null : (end - start) / 1000;
}

/** The row without `outputs` and `queue_position`, which need more than the row. */
export function toRunFields(run: StoredRun): Omit<RunModel, 'outputs' | 'queue_position'> {
  return {
    id: run.id,
    workflow_version_id: studioVersionId,
    workflow_inputs: run.inputs,
    workflow_id: studioWorkflowId,
    machine_id: studioMachineId,
    origin: 'api',
    status: run.status,
    ended_at: toIsoOrNull(run.endedAt),
    created_at: toIso(run.createdAt),
    updated_at: toIso(run.updatedAt),
    queued_at: toIsoOrNull(run.queuedAt),
    started_at: toIsoOrNull(run.startedAt),
    gpu_event_id: run.gpuEventId,
    gpu: studioGpu,
    machine_version: null,
    machine_type: studioMachineType,
    modal_function_call_id: run.callId,
    user_id: studioUserId,
    org_id: null,
    live_status: run.liveStatus,
    progress: run.progress,
    is_realtime: false,
    webhook: run.webhook,
    webhook_status: null,
    webhook_intermediate_status: run.wantsProgress,
    number: 0,
    duration: secondsBetween(run.createdAt, run.endedAt),
    cold_start_duration: secondsBetween(run.queuedAt, run.startedAt),
    cold_start_duration_total: secondsBetween(run.createdAt, run.startedAt),
    run_duration: isTerminalStatus(run.status) ? secondsBetween(run.startedAt, run.endedAt) : null,
  };
}

/** An output as webhooks and listings carry it: unfiltered. `locate` turns a stored file's path into a URL. */
export function toRawOutput(output: StoredOutput, locate: (url: string) => string) {
  const { id, runId, nodeMeta, createdAt } = output;
  const at = toIso(createdAt);
  return { id, run_id: runId, data: mapUrls(output.data, locate), node_meta: nodeMeta, created_at: at, updated_at: at };
}
export type RawOutput = ReturnType<typeof toRawOutput>;

/** An output as `GET /run` shows it, or nothing: rows with errors, timings or anything but lists of files and texts are left out. */
export function toOutputModel(output: StoredOutput, locate: (url: string) => string): RunModel['outputs'] {
  const raw = toRawOutput(output, locate);
  const row = Row.safeParse(raw.data);
  if (!row.success) return [];
  return [{ ...raw, data: row.data, output_id: outputIdOf(raw.data), type: null, node_id: null }];
}

function outputIdOf(data: unknown): string | null {
  const row = data as Record<string, unknown[]>;
  for (const item of mediaKeys.flatMap((key) => row[key] ?? [])) {
    const tagged = TaggedMedia.safeParse(item);
    if (tagged.success) return tagged.data.output_id;
  }
  return null;
}

function mapUrls(data: unknown, locate: (url: string) => string): unknown {
  if (Array.isArray(data)) return data.map((value) => mapUrls(value, locate));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      key === 'url' && typeof value === 'string' ? locate(value) : mapUrls(value, locate),
    ]),
  );
}
