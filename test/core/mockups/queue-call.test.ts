import { expect, test, vi } from 'vitest';
import { faults } from '../../support/faults.ts';
import { type MockupBench, openMockupBench, soon } from '../../support/mockup-bench.ts';
import { listed } from '../../support/run-rows.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

async function expectOneRunDeliveredOnce(bench: MockupBench): Promise<void> {
  expect(await bench.runs()).toHaveLength(1);
  expect(bench.messenger.sent).toHaveLength(1);
}

test.concurrent.each([
  ['the connection broke after the call arrived', faults.dropAfter()],
  ['the server said 500 after it made the run', faults.failAfter()],
  ['the answer was half a JSON', faults.garbage()],
  ['the answer broke off', faults.truncate()],
])('a run whose answer was lost is found and adopted: %s', async (_, fault) => {
  await using bench = await openMockupBench();
  bench.front.next('queue', fault);
  const { id } = await bench.make();
  expect(await bench.stage(id)).toMatchObject({ state: 'delivered', runId: (await bench.runs())[0]?.id });
  await expectOneRunDeliveredOnce(bench);
  expect(bench.front.of('queue')).toHaveLength(1);
});

test.concurrent.each([
  ['the connection broke before the call arrived', faults.dropBefore()],
  ['a proxy answered with a web page', faults.badGateway()],
  ['the API said 503', faults.serverError(503)],
])('what never made a run is queued once more, after the patience: %s', async (_, fault) => {
  await using bench = await openMockupBench();
  bench.front.next('queue', fault);
  const { first } = await bench.make();
  await expectOneRunDeliveredOnce(bench);
  expect(bench.front.of('queue')).toHaveLength(2);
  expect(bench.front.of('runs').length).toBeGreaterThan(1);
  expect(bench.statesOnDisk(first.id).filter((state) => state === 'submitting')).toHaveLength(2);
});

test.concurrent('a call that hangs is given up after its time, and the run it may have made is looked for', async () => {
  await using bench = await openMockupBench({ timeouts: { queueMs: 100 } });
  bench.front.next('queue', faults.hang());
  await bench.make();
  await expectOneRunDeliveredOnce(bench);
});

test.concurrent('a third lost call is not followed by a fourth: only the person may risk paying twice', async () => {
  await using bench = await openMockupBench();
  bench.front.always('queue', faults.dropBefore());
  const { id, first } = await bench.make();
  expect(bench.front.of('queue')).toHaveLength(3);
  expect((await bench.stage(id)).state).toBe('undecided');
  expect(bench.messenger.last(first.id)).toMatchObject({ state: 'undecided', reason: { key: 'mockup.undecided' } });
});

test.concurrent('a call refused as too many is made again when it was asked to be', async () => {
  await using bench = await openMockupBench();
  bench.front.next('queue', ...Array.from({ length: 4 }, () => faults.tooMany()));
  await bench.make();
  await expectOneRunDeliveredOnce(bench);
  expect(bench.front.of('runs')).toEqual([]);
});

test.concurrent('an API that refuses connections for a while gets one call when it is back', async () => {
  await using bench = await openMockupBench();
  bench.front.always('queue', faults.tooMany());
  const { id, first } = await bench.ask();
  // After a call and its two repetitions comes a pause, in which the API goes away.
  await soon(() => bench.messenger.last(first.id).unansweredSince).toBeTypeOf('number');
  expect(bench.front.of('queue')).toHaveLength(3);
  await bench.gate.shut();
  await soon(() => bench.log.some(({ reason }) => String(reason).includes('ECONNREFUSED'))).toBe(true);
  bench.front.heal();
  await bench.gate.open();
  await bench.service.finished(id);
  await expectOneRunDeliveredOnce(bench);
  expect(bench.front.of('queue')).toHaveLength(4);
  expect(bench.front.of('runs')).toEqual([]);
});

test.concurrent('an API that stays away is given up with a sentence, and no run was made', async () => {
  await using bench = await openMockupBench({ patience: { toCreateRunMs: 300 } });
  await bench.gate.shut();
  const { first } = await bench.make();
  expect(bench.messenger.last(first.id)).toMatchObject({ state: 'failed', reason: { key: 'service.unreachable' } });
  expect(await bench.runs()).toEqual([]);
});

test.concurrent('a wait of an hour that the API asks for does not outlast the patience', async () => {
  await using bench = await openMockupBench({ patience: { toCreateRunMs: 300 } });
  bench.front.always('queue', faults.tooMany('3600'));
  const { first } = await bench.make();
  expect(bench.messenger.last(first.id).reason?.key).toBe('service.unreachable');
  expect(await bench.runs()).toEqual([]);
});

test.concurrent.each([
  [401, 'Invalid or expired token', 'service.badToken'],
  [402, 'Payment required', 'service.noCredit'],
  [404, 'Deployment not found', 'service.notFound'],
  [422, 'Input should be a valid string', 'service.refused'],
])('a refusal by %i ends the mockup with its sentence after one call', async (status, detail, key) => {
  await using bench = await openMockupBench();
  const body = JSON.stringify({ detail });
  const headers = { 'content-type': 'application/json' };
  bench.front.always('queue', { name: 'refusal', kind: 'answer', forwarded: false, status, headers, body });
  const { first } = await bench.make();
  expect(bench.messenger.last(first.id)).toMatchObject({ state: 'failed', reason: { key } });
  expect(bench.front.of('queue')).toHaveLength(1);
  expect(bench.messenger.sent).toEqual([]);
});

test.concurrent('when the runs cannot be listed the person decides, and there is no second run', async () => {
  await using bench = await openMockupBench();
  bench.front.next('queue', faults.dropAfter());
  bench.front.always('runs', faults.serverError(503));
  const { id } = await bench.make();
  expect((await bench.stage(id)).state).toBe('undecided');
  expect(await bench.runs()).toHaveLength(1);
});

test.concurrent('a look that began before the end of the patience is not the last one', async () => {
  await using bench = await openMockupBench({ patience: { toReconcileMs: 50 } });
  bench.front.next('queue', faults.dropAfter());
  // The list as it was before the run appeared in it, told only when the patience is over.
  bench.front.next(
    'runs',
    listed('old', () => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 80);
      return [];
    }),
  );
  await bench.make();
  await expectOneRunDeliveredOnce(bench);
});

test.concurrent('a run that shows late in the list is still adopted', async () => {
  await using bench = await openMockupBench({ patience: { toReconcileMs: 5000 } });
  bench.front.next('queue', faults.dropAfter());
  bench.front.next(
    'runs',
    listed('lagging', () => []),
    listed('lagging', () => []),
  );
  await bench.make();
  await expectOneRunDeliveredOnce(bench);
  expect(bench.front.of('runs')).toHaveLength(3);
});

test.concurrent('a run is found among many newer ones', async () => {
  await using bench = await openMockupBench({ patience: { toReconcileMs: 5000 } });
  bench.front.next('queue', faults.dropAfter());
  const others = (rows: Record<string, unknown>[]) =>
    Array.from({ length: 50 }, (_, index) => ({ ...rows[0], id: `other-${index}`, workflow_inputs: {} }));
  // The first page holds other people's runs only; ours comes on the second, which the studio has at offset 0.
  bench.front.next('runs', listed('others', others));
  bench.front.next(
    'runs',
    listed('second-page', () => [...listedRows]),
  );
  const listedRows: unknown[] = [];
  const release = bench.machine.hold();
  const { id, first } = await bench.ask();
  await soon(() => bench.machine.runs.length).toBe(1);
  listedRows.push(...(await bench.runs()));
  release();
  await bench.service.finished(id);
  expect(await bench.runsOf(first)).toHaveLength(1);
  expect(bench.front.of('runs').map(({ path }) => new URL(path, 'http://x').searchParams.get('offset'))).toContain(
    '50',
  );
  await expectOneRunDeliveredOnce(bench);
});
