import { expect, test } from 'vitest';
import {
  Deployment,
  isTerminalStatus,
  ListedRun,
  Progress,
  Run,
  runStatuses,
  UploadAnswer,
  WebhookBody,
  WireDate,
} from '#core/comfydeploy/schema.ts';
import { recorded } from '../../support/recorded.ts';

test.each([
  'run-waiting',
  'run-running',
  'run-success',
  'run-success-many-outputs',
  'run-success-private-bucket',
  'run-success-empty',
  'run-failed',
  'run-timeout-with-outputs',
])('reads the recorded %s', (name) => {
  const raw = recorded(`comfydeploy/${name}`) as Record<string, unknown>;
  const run = Run.parse(raw);
  expect(run).toMatchObject({ id: raw['id'], status: raw['status'], workflow_inputs: raw['workflow_inputs'] });
  expect(run.outputs).toHaveLength((raw['outputs'] as unknown[]).length);
  expect(run.created_at).toEqual(new Date('2026-01-05T10:00:00.123Z'));
});

test('reads the recorded answers around a run', () => {
  expect(UploadAnswer.parse(recorded('comfydeploy/upload-answer')).file_url).toBe(
    'https://bucket.example/inputs/img_aB3dE5fG7hJ9kL1m.png',
  );
  expect(WebhookBody.parse(recorded('comfydeploy/webhook-success'))).toMatchObject({
    status: 'success',
    progress: 0.95,
  });
  const [first, second] = ListedRun.array().parse(recorded('comfydeploy/workflow-runs'));
  expect(first?.created_at).toEqual(new Date('2026-01-05T10:00:00.123Z'));
  expect(second).toMatchObject({ created_at: new Date('2026-01-05T09:00:00Z'), workflow_inputs: null });
});

test('a run needs no more than an id and a status', () => {
  expect(Run.parse({ id: 'r', status: 'queued' })).toMatchObject({
    outputs: [],
    progress: null,
    queue_position: null,
    ended_at: null,
    webhook: null,
  });
});

test('one broken output costs only itself', () => {
  const run = Run.parse({ id: 'r', status: 'success', outputs: [null, 'text', { id: 'o', data: { images: [] } }, 7] });
  expect(run.outputs.map((output) => output.id)).toEqual(['o']);
});

test('one broken input type costs only itself', () => {
  const good = { class_type: 'ComfyUIDeployExternalText', input_id: 'a', enum_options: ['x', 1, 'y'] };
  const deployment = Deployment.parse({ id: 'd', input_types: [{ input_id: 'no class' }, good, null] });
  expect(deployment.input_types).toMatchObject([{ input_id: 'a', enum_options: ['x', 'y'], min_value: null }]);
});

test('lets unknown statuses through as not ended', () => {
  expect(isTerminalStatus(Run.parse({ id: 'r', status: 'completed' }).status)).toBe(false);
  expect(runStatuses.filter(isTerminalStatus)).toEqual(['success', 'failed', 'timeout', 'cancelled']);
});

test.each([
  [0.42, 0.42],
  ['0.5', 0.5],
  [42, 0.42],
  [250, 1],
  [-1, null],
  ['soon', null],
  [null, null],
  [undefined, null],
])('progress %j means %j', (value, expected) => {
  expect(Progress.parse(value)).toBe(expected);
});

test.each([
  ['2026-01-05T10:00:00.123000Z', '2026-01-05T10:00:00.123Z'],
  ['2026-01-05T10:00:00Z', '2026-01-05T10:00:00.000Z'],
  ['2026-01-05T10:00:00', '2026-01-05T10:00:00.000Z'],
  ['2026-01-05 10:00:00.123456', '2026-01-05T10:00:00.123Z'],
  ['2026-01-05T12:00:00+02:00', '2026-01-05T10:00:00.000Z'],
])('the date %s is %s', (text, expected) => {
  expect(WireDate.parse(text)?.toISOString()).toBe(expected);
});

test.each([null, undefined, '', 'yesterday', 5, {}])('the date %j is none', (value) => {
  expect(WireDate.parse(value)).toBeNull();
});
