import { expect, test } from 'vitest';
import type { ApiCall } from '#core/comfydeploy/api.ts';
import { createMetrics, type Standing } from '#core/metrics.ts';
import { connect, failureOf, noAbort } from '../support/comfydeploy-client.ts';
import { quiet } from '../support/quiet.ts';
import { startScriptedServer } from '../support/scripted-server.ts';

test('tells how things stand when it is asked, and forgets what is no longer so', async () => {
  let now: Standing = {
    ...quiet,
    waiting: 3,
    active: 2,
    states: new Map([
      ['running', 2],
      ['delivering', 4],
    ]),
    platforms: { discord: true, telegram: false },
  };
  const { registry } = createMetrics(() => now);
  const text = await registry.metrics();
  for (const line of [
    'mockup_queue_waiting 3',
    'mockup_runs_active 2',
    'mockup_outbox_waiting 4',
    'mockups{state="running"} 2',
    'mockups{state="delivering"} 4',
    'comfydeploy_breaker_open 0',
    'comfydeploy_reachable Nan',
    'chat_platform_connected{platform="discord"} 1',
    'chat_platform_connected{platform="telegram"} 0',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
  now = { ...quiet, isApiPaused: true, lastAnswer: 'failed', states: new Map([['queued', 1]]) };
  const later = await registry.metrics();
  expect(later.split('\n')).toEqual(
    expect.arrayContaining(['mockups{state="queued"} 1', 'comfydeploy_breaker_open 1', 'comfydeploy_reachable 0']),
  );
  expect(later).not.toContain('state="running"');
});

test('counts what happens and sorts what runs take', async () => {
  const metrics = createMetrics(() => quiet);
  metrics.countCall({ verb: 'run', outcome: 'ok' });
  metrics.countCall({ verb: 'run', outcome: 'ok' });
  metrics.countWebhook('taken');
  metrics.observeRun(1500, 40_000);
  const lines = (await metrics.registry.metrics()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'comfydeploy_calls_total{verb="run",outcome="ok"} 2',
      'comfydeploy_webhooks_total{result="taken"} 1',
      'mockup_run_wait_seconds_bucket{le="1"} 0',
      'mockup_run_wait_seconds_bucket{le="2"} 1',
      'mockup_run_seconds_sum 40',
    ]),
  );
});

test('every request to the API is told with what it was for and what came of it', async () => {
  const statuses = [503, 200, 404, 401];
  await using server = await startScriptedServer(() => {
    const status = statuses.shift() ?? 500;
    return { status, body: status === 200 ? { run_id: 'r', id: 'r', status: 'running' } : { detail: 'no' } };
  });
  const calls: ApiCall[] = [];
  await using api = connect(`${server.origin}/api`, { onCall: (call) => calls.push(call) });
  expect(api.lastAnswer()).toBe('unknown');
  await api.getRun('r', { signal: noAbort });
  expect(calls).toEqual([
    { verb: 'run', outcome: 'server-error' },
    { verb: 'run', outcome: 'ok' },
  ]);
  await failureOf(api.cancel('r', { signal: noAbort }));
  await failureOf(api.queue({ deploymentId: 'd', inputs: {}, signal: noAbort }));
  expect(calls.slice(2)).toEqual([
    { verb: 'cancel', outcome: 'not-found' },
    { verb: 'queue', outcome: 'bad-token' },
  ]);
  // A no is an answer.
  expect(api.lastAnswer()).toBe('ok');
  await server[Symbol.asyncDispose]();
  await failureOf(api.runLogs('r', { signal: noAbort }));
  expect(calls.at(-1)).toEqual({ verb: 'logs', outcome: 'unreachable' });
  expect(api.lastAnswer()).toBe('failed');
});

test('while the API is left alone that is told too, and is no answer of its', async () => {
  await using server = await startScriptedServer(() => ({ status: 500, body: { detail: 'no' } }));
  const calls: ApiCall[] = [];
  const breaker = { failures: 2, firstPauseMs: 3_600_000, longestPauseMs: 3_600_000 };
  await using api = connect(`${server.origin}/api`, { breaker, onCall: (call) => calls.push(call) });
  expect(api.isPaused()).toBe(false);
  await failureOf(api.getRun('r', { signal: noAbort }));
  expect(calls.map(({ outcome }) => outcome)).toEqual(['server-error', 'server-error', 'paused']);
  expect([api.isPaused(), api.lastAnswer()]).toEqual([true, 'failed']);
});
