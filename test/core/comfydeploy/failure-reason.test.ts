import { expect, test } from 'vitest';
import { failureReason } from '#core/comfydeploy/failure-reason.ts';
import { RunLogLine } from '#core/comfydeploy/schema.ts';
import { recorded } from '../../support/recorded.ts';

const lines = (...logs: string[]) => logs.map((log) => RunLogLine.parse({ log }));

test('finds the reason in the recorded log of a failed run', () => {
  expect(failureReason(RunLogLine.array().parse(recorded('comfydeploy/run-logs-failed')))).toBe(
    'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 has a total capacity of 44.39 GiB',
  );
});

test('prefers the exception of a traceback to words about it', () => {
  const log = 'Traceback (most recent call last):\n  File "/a.py", line 3, in run\nValueError: image is empty\n';
  expect(failureReason(lines(log, 'Prompt failed'))).toBe('ValueError: image is empty');
});

test('takes the last line that speaks of an error', () => {
  const log = lines('could not load lora', '[2026-01-05 10:00:00,123] ERROR: Value not in list: ckpt_name', 'done');
  expect(failureReason(log)).toBe('Value not in list: ckpt_name');
  expect(failureReason(lines('[ERROR] prompt is invalid: node 7'))).toBe('prompt is invalid: node 7');
});

test('says only what the exception says where ComfyUI announces it', () => {
  expect(failureReason(lines('!!! Exception during processing !!! list index out of range'))).toBe(
    'list index out of range',
  );
});

test.each([
  ['an empty log', []],
  ['a log of good news', ['got prompt', 'Prompt executed in 3 seconds', '0 errors']],
  ['a traceback without its end', ['Traceback (most recent call last):']],
  ['warnings', ['/a.py:3: FutureWarning: this will be an error some day']],
])('finds none in %s', (_, log) => {
  expect(failureReason(lines(...log))).toBeUndefined();
});

test('leaves out webhook deliveries, which repeat secrets', () => {
  const log = { log: 'error: POST https://bot.example/hook/secret failed', log_type: 'webhook' };
  expect(failureReason([RunLogLine.parse(log)])).toBeUndefined();
});

test('holds no secret and at most 300 characters', () => {
  const reason = failureReason(
    lines(`RuntimeError: cannot read https://f.example/a.png?sig=s3cret ${'x '.repeat(400)}`),
  );
  expect(reason).toMatch(/^RuntimeError: cannot read https:\/\/f\.example\/… x/);
  expect(reason).not.toContain('s3cret');
  expect(reason?.length).toBeLessThanOrEqual(300);
});
