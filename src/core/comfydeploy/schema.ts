import { z } from 'zod';

/*
 * The wire of the ComfyDeploy API v2 (https://api.comfydeploy.com/api), as its server really answers. Everything that arrives is
 * parsed leniently: what a bot does not need is optional, null equals absent, numbers may come as text, unknown statuses and
 * keys are let through. What is sent is exact.
 */

/** Statuses a run can have. The service may send others (its documentation names some): those count as not ended. */
export const runStatuses = [
  'not-started',
  'queued',
  'started',
  'running',
  'uploading',
  'success',
  'failed',
  'timeout',
  'cancelled',
] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Statuses a run never leaves. */
export const terminalStatuses = ['success', 'failed', 'timeout', 'cancelled'] as const satisfies readonly RunStatus[];
export type TerminalStatus = (typeof terminalStatuses)[number];

export function isTerminalStatus(status: string): status is TerminalStatus {
  return (terminalStatuses as readonly string[]).includes(status);
}

/** A number that some routes send as text; anything else becomes null. */
const LenientNumber = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .nullish()
  .transform((value) => (typeof value === 'number' && Number.isFinite(value) ? value : null))
  .catch(null);

/** A list whose unfit entries are left out; anything but a list counts as an empty one. */
function lenientList<T extends z.ZodType>(entry: T) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((entries) =>
      entries.flatMap((value) => {
        const parsed = entry.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}

const LenientString = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** `2026-01-05T10:00:00Z`, with or without fraction and zone, or `2026-01-05 10:00:00.123`; without a zone it is UTC. */
export const WireDate = z
  .string()
  .nullish()
  .catch(null)
  .transform((text) => {
    if (!text) return null;
    const iso = text
      .trim()
      .replace(' ', 'T')
      .replace(/(\.\d{3})\d+/, '$1');
    const date = new Date(/(?:[zZ]|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`);
    return Number.isNaN(date.getTime()) ? null : date;
  });

/** Progress as 0..1. Some builds send 0..100, negative values mean unknown (null). */
export const Progress = LenientNumber.transform((value) => {
  if (value === null || value < 0) return null;
  return Math.min(1, value > 1 ? value / 100 : value);
});

/** What a run takes: the key is the `input_id` of an external node. Null and nested objects are refused by the service (422). */
export const RunInputValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.unknown())]);
export type RunInputValue = z.output<typeof RunInputValue>;
export const RunInputs = z.record(z.string(), RunInputValue);
export type RunInputs = z.output<typeof RunInputs>;

/** Body of `POST /run/deployment/queue`. */
export const QueueRequest = z.object({
  deployment_id: z.uuid(),
  inputs: RunInputs.default({}),
  webhook: z.string().nullish(),
  webhook_intermediate_status: z.boolean().default(false),
});
export type QueueRequest = z.input<typeof QueueRequest>;

/** Answer of `POST /run/deployment/queue`. */
export const QueueAnswer = z.object({ run_id: z.string().min(1) });

/** One file of an output. */
export const MediaItem = z.object({
  url: z.string().min(1),
  type: LenientString,
  filename: LenientString,
  is_public: z.boolean().nullish().catch(null),
  subfolder: LenientString,
  output_id: LenientString,
});
export type MediaItem = z.output<typeof MediaItem>;

/** One output row: `data` maps any key (`images`, `files`, `gifs`, `text`, …) to whatever its node returned. */
export const RunOutput = z.object({
  id: LenientString,
  output_id: LenientString,
  run_id: LenientString,
  data: z.record(z.string(), z.unknown()).nullish().catch(null),
  node_meta: z.unknown().optional(),
  created_at: WireDate,
});
export type RunOutput = z.output<typeof RunOutput>;

/** Answer of `GET /run/{run_id}`. */
export const Run = z.object({
  id: z.string().min(1),
  status: z.string().min(1),
  workflow_id: LenientString,
  workflow_inputs: z.record(z.string(), z.unknown()).nullish().catch(null),
  live_status: LenientString,
  progress: Progress,
  queue_position: LenientNumber,
  outputs: lenientList(RunOutput),
  webhook: LenientString,
  created_at: WireDate,
  queued_at: WireDate,
  started_at: WireDate,
  ended_at: WireDate,
  cold_start_duration_total: LenientNumber,
  run_duration: LenientNumber,
  gpu: LenientString,
  modal_function_call_id: LenientString,
});
export type Run = z.output<typeof Run>;

/** One row of `GET /workflow/{id}/runs?with_inputs=true`. */
export const ListedRun = z.object({
  id: z.string().min(1),
  status: z.string().nullish().catch(null),
  workflow_inputs: z.record(z.string(), z.unknown()).nullish().catch(null),
  webhook: LenientString,
  created_at: WireDate,
});
export type ListedRun = z.output<typeof ListedRun>;

/** One entry of a deployment's `input_types`. `class_type` is the only way to tell a picture from a text: both are `string`. */
export const DeploymentInput = z.object({
  type: LenientString,
  class_type: z.string(),
  input_id: LenientString.transform((id) => id ?? ''),
  default_value: z.unknown().optional(),
  min_value: LenientNumber,
  max_value: LenientNumber,
  step: LenientNumber,
  display_name: LenientString,
  enum_options: lenientList(z.string()),
});
export type DeploymentInput = z.output<typeof DeploymentInput>;

/** One node of a workflow in ComfyUI's API format. */
export const WorkflowNode = z.object({ class_type: z.string(), inputs: z.record(z.string(), z.unknown()).catch({}) });

/** Answer of `GET /deployment/{id}`; the real one can be megabytes, only this much is kept. */
export const Deployment = z.object({
  id: z.string().min(1),
  workflow_id: LenientString,
  environment: LenientString,
  run_timeout: LenientNumber,
  gpu: LenientString,
  workflow: z.object({ id: LenientString, name: LenientString }).nullish().catch(null),
  version: z
    .object({ workflow_api: z.record(z.string(), z.unknown()).nullish().catch(null) })
    .nullish()
    .catch(null),
  input_types: lenientList(DeploymentInput),
});
export type Deployment = z.output<typeof Deployment>;

/** One row of `GET /deployments`. */
export const ListedDeployment = z.object({
  id: z.string().min(1),
  environment: LenientString,
  workflow_id: LenientString,
  workflow: z.object({ name: LenientString }).nullish().catch(null),
});
export type ListedDeployment = z.output<typeof ListedDeployment>;

/** Answer of `POST /file/upload`. */
export const UploadAnswer = z.object({ file_url: z.url({ protocol: /^https?$/ }), file_id: LenientString });
export type UploadAnswer = z.output<typeof UploadAnswer>;

/** One line of `GET /v2/clickhouse-run-logs/{run_id}`. */
export const RunLogLine = z.object({
  timestamp: z.unknown().optional(),
  log: z.string().catch(''),
  log_type: LenientString,
});
export type RunLogLine = z.output<typeof RunLogLine>;

/** Body of a webhook. A hint only: `outputs` are unfiltered and nothing is signed. */
export const WebhookBody = z.object({
  event_type: LenientString,
  run_id: z.string().min(1),
  status: LenientString,
  live_status: LenientString,
  progress: Progress,
});
export type WebhookBody = z.output<typeof WebhookBody>;

/** Entry of a 422 answer. `input` echoes what was sent, so it never leaves the process. */
export const ValidationIssue = z.object({
  type: z.string(),
  loc: z.array(z.union([z.string(), z.number()])),
  msg: z.string(),
});
