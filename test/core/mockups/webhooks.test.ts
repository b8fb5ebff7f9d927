import { expect, test, vi } from 'vitest';
import { type Fault, faults } from '../../support/faults.ts';
import { type MockupBench, openMockupBench, soon } from '../../support/mockup-bench.ts';
import { openWebhookBench } from '../../support/webhook-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

const unknownToken = 'x'.repeat(40);

/** Takes our mark away, as a server does that keeps only the inputs it knows. */
function withoutMark(run: Record<string, unknown>): Record<string, unknown> {
  const { mockup_mark: _, ...inputs } = run['workflow_inputs'] as Record<string, unknown>;
  return { ...run, workflow_inputs: inputs };
}

/** The true answer to the queue call, after the run was made, in pieces that never make it whole. */
const neverWhole: Fault = faults.slow(1000, 60_000);

async function runOf(bench: MockupBench): Promise<string> {
  const [run] = await bench.runs();
  if (!run) throw new Error('There is no run.');
  return run.id;
}

/** Running, held in the middle of its work, and asked about for the last time until a hint comes. */
async function running(opened: Awaited<ReturnType<typeof openWebhookBench>>) {
  const { bench } = opened;
  const release = bench.machine.hold();
  const { id, first } = await bench.ask();
  await bench.reaches(id, 'running');
  // The studio tells of `queued` and `started`; what it tells makes one question or two.
  await soon(() => opened.results.length).toBeGreaterThan(1);
  await soon(() => bench.messenger.last(first.id).working).toBe(true);
  return { id, first, release, token: await opened.tokenOf(id), runId: await runOf(bench) };
}

test.concurrent('the end of a run is noticed by its webhook, however seldom it is asked about', async () => {
  await using opened = await openWebhookBench();
  const { bench } = opened;
  const { id, first, release, token } = await running(opened);
  release();
  await bench.service.finished(id);
  expect(bench.messenger.sentOf(first.id)).toHaveLength(1);
  expect(bench.front.of('run').length).toBeLessThan(8);
  expect(token).toMatch(/^[\w-]{40}$/);
  const told = JSON.stringify([bench.log, bench.messenger.views, bench.messenger.threads]);
  expect(told).not.toContain(token);
  expect(told).not.toContain('/webhooks/');
});

test.concurrent('without a public address no webhook is asked for', async () => {
  await using bench = await openMockupBench();
  const { id } = await bench.make();
  expect((await bench.runs()).map((run) => (run as { webhook?: unknown }).webhook)).toEqual([null]);
  expect(await bench.stage(id)).not.toHaveProperty('webhookToken');
});

test.concurrent('each mockup has a secret of its own, and none outlives its run', async () => {
  await using opened = await openWebhookBench();
  const { bench } = opened;
  const release = bench.machine.hold();
  const { id, mockups } = await bench.ask({}, {});
  await soon(async () => (await bench.record(id)).mockups.map(({ stage }) => stage.state)).toEqual([
    'running',
    'running',
  ]);
  const tokens = (await bench.record(id)).mockups.map(({ stage }) => stage.state === 'running' && stage.webhookToken);
  expect(new Set(tokens).size).toBe(2);
  release();
  await bench.service.finished(id);
  expect(mockups.flatMap((each) => bench.messenger.sentOf(each.id))).toHaveLength(2);
  const calls = bench.front.requests.length;
  for (const [index, run] of (await bench.runs()).entries()) {
    expect(await opened.hint(String(tokens[index]), { run_id: run.id, status: 'success' })).toBe(404);
  }
  expect(bench.front.requests).toHaveLength(calls);
});

test.concurrent('forged webhooks cost a log line each and no call', async () => {
  await using opened = await openWebhookBench();
  const { bench } = opened;
  const { runId, token } = await running(opened);
  const calls = bench.front.requests.length;
  const lines = bench.log.length;
  for (const method of ['POST', 'GET'] as const) {
    expect(await opened.hint(unknownToken, { run_id: runId, status: 'success' }, method)).toBe(404);
    expect(await opened.hint(token.slice(1), { run_id: runId, status: 'success' }, method)).toBe(404);
    expect(await opened.hint(token, { run_id: crypto.randomUUID(), status: 'success' }, method)).toBe(404);
  }
  expect(await opened.hint(token, { run: runId })).toBe(400);
  expect(bench.log.slice(lines).map(({ msg, result }) => [msg, result])).toEqual(
    [...Array.from({ length: 2 }, () => ['unknown', 'unknown', 'other-run']).flat(), 'unreadable'].map((result) => [
      'webhook not taken',
      result,
    ]),
  );
  // A true one makes exactly the one call that the forged ones did not.
  expect(await opened.hint(token, { run_id: runId, status: 'success' })).toBe(200);
  await soon(() => bench.front.requests.length).toBe(calls + 1);
  expect(JSON.stringify(bench.log)).not.toContain(token.slice(1));
});

test.concurrent('a flood makes at most one question in each floor interval', async () => {
  const hintFloorMs = 200;
  await using opened = await openWebhookBench({ hintFloorMs });
  const { bench } = opened;
  const { id, first, runId, token, release } = await running(opened);
  const before = bench.front.of('run').length;
  const startedAt = performance.now();
  for (let round = 0; round < 20; round++) {
    const statuses = ['running', 'success', 'failed', 'nonsense', null];
    await Promise.all(statuses.map((status) => opened.hint(token, { run_id: runId, status })));
  }
  await soon(() => bench.front.of('run').length).toBeGreaterThan(before);
  const asked = bench.front.of('run').length - before;
  expect(asked).toBeLessThanOrEqual(1 + Math.ceil((performance.now() - startedAt) / hintFloorMs));
  expect((await bench.stage(id)).state).toBe('running');
  release();
  await bench.service.finished(id);
  expect(bench.messenger.sentOf(first.id)).toHaveLength(1);
});

test.concurrent('late, doubled and lying webhooks change nothing: the run itself says what is true', async () => {
  await using opened = await openWebhookBench();
  const { bench } = opened;
  const { id, first, runId, token, release } = await running(opened);
  for (const status of ['success', 'success', 'cancelled', 'failed', 'queued', 'not-started']) {
    const asked = bench.front.of('run').length;
    expect(await opened.hint(token, { run_id: runId, status, outputs: [{ data: {} }] }, 'GET')).toBe(200);
    await soon(() => bench.front.of('run').length).toBeGreaterThan(asked);
    expect((await bench.stage(id)).state).toBe('running');
  }
  release();
  await bench.service.finished(id);
  expect(await bench.runs()).toHaveLength(1);
  expect(bench.messenger.sentOf(first.id)).toHaveLength(1);
});

test.concurrent('after a hint of an end that is not to be seen yet the run goes on being asked about at the usual pace', async () => {
  // Five times that, as between hints, would be more than this test may take.
  const pace = { firstMs: 3200, growth: 1, ceilingMs: 3200 };
  await using opened = await openWebhookBench({ pace, webhookUrl: (token) => `http://127.0.0.1:9/${token}` });
  const { bench } = opened;
  const release = bench.machine.hold();
  const { id, first } = await bench.ask();
  await bench.reaches(id, 'running');
  await soon(() => bench.front.of('run').length).toBe(1);
  for (const [index, status] of ['running', 'success'].entries()) {
    expect(await opened.hint(await opened.tokenOf(id), { run_id: await runOf(bench), status })).toBe(200);
    await soon(() => bench.front.of('run').length).toBe(index + 2);
  }
  release();
  await bench.service.finished(id);
  expect(bench.messenger.sentOf(first.id)).toHaveLength(1);
});

test.concurrent('webhooks are heard again after a restart', async () => {
  await using opened = await openWebhookBench();
  const { bench } = opened;
  const { id, first, release, token, runId } = await running(opened);
  await bench.stop();
  const asked = bench.front.of('run').length;
  bench.start();
  expect(await opened.hint(token, { run_id: runId, status: 'running' })).toBe(404);
  await bench.service.recover();
  await soon(() => bench.front.of('run').length).toBeGreaterThan(asked);
  expect(await opened.hint(token, { run_id: runId, status: 'running' })).toBe(200);
  await soon(() => bench.front.of('run').length).toBeGreaterThan(asked + 1);
  release();
  await bench.service.finished(id);
  expect(bench.messenger.sentOf(first.id)).toHaveLength(1);
});

test.concurrent('a webhook that overtakes the answer to the queue call names the run', async () => {
  await using opened = await openWebhookBench();
  const { bench } = opened;
  bench.front.next('queue', neverWhole);
  const { id } = await bench.make();
  expect(await bench.stage(id)).toMatchObject({ state: 'delivered', runId: await runOf(bench) });
  expect(await bench.runs()).toHaveLength(1);
  expect(bench.front.of('queue')).toHaveLength(1);
  expect(bench.front.of('runs')).toEqual([]);
});

test.concurrent('a run named by a webhook is adopted when its queue answer is lost and no run can be listed', async () => {
  await using opened = await openWebhookBench({ patience: { toReconcileMs: 8000 } });
  const { bench } = opened;
  bench.front.next('queue', faults.dropAfter());
  bench.front.always('runs', faults.serverError(503));
  bench.front.always('run', faults.rewrite('no-mark', withoutMark));
  const { id } = await bench.make();
  expect(await bench.stage(id)).toMatchObject({ state: 'delivered', runId: await runOf(bench) });
  expect(await bench.runs()).toHaveLength(1);
});

test.concurrent('a run of somebody else is not adopted, whoever names it', async () => {
  await using opened = await openWebhookBench({ timeouts: { queueMs: 1500 } });
  const { bench } = opened;
  const other = await bench.make();
  bench.front.next('queue', faults.hang());
  const { id, first } = await bench.ask();
  await bench.reaches(id, 'submitting');
  const asked = bench.front.of('run').length;
  for (const run_id of ['no-such-run', await runOf(bench)]) {
    expect(await opened.hint(await opened.tokenOf(id), { run_id, status: 'running' })).toBe(200);
  }
  await soon(() => bench.front.of('run').length).toBeGreaterThan(asked);
  await bench.service.finished(id);
  const [made, others] = [await bench.runsOf(first), await bench.runsOf(other.first)];
  expect([made.length, others.length]).toEqual([1, 1]);
  expect(await bench.stage(id)).toMatchObject({ state: 'delivered', runId: made[0]?.id });
});

test.concurrent('a server that keeps no marks but shows webhooks is searched by them', async () => {
  await using bench = await openMockupBench({ webhookUrl: (token) => `http://127.0.0.1:9/old/base/${token}` });
  bench.front.always('run', faults.rewrite('no-mark', withoutMark));
  bench.front.always(
    'runs',
    faults.rewrite('no-marks', (rows) => (rows as unknown as Record<string, unknown>[]).map(withoutMark) as never),
  );
  await bench.make();
  bench.front.next('queue', faults.dropAfter());
  const { id, first } = await bench.make();
  expect((await bench.stage(id)).state).toBe('delivered');
  expect(bench.messenger.sentOf(first.id)).toHaveLength(1);
  expect(await bench.runs()).toHaveLength(2);
});
