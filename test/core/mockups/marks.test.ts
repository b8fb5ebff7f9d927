import { expect, test, vi } from 'vitest';
import { faults } from '../../support/faults.ts';
import { openMockupBench } from '../../support/mockup-bench.ts';
import { listed, withoutMark } from '../../support/run-rows.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

test.concurrent('a server known to keep no marks is not searched: the person decides at once', async () => {
  await using bench = await openMockupBench();
  bench.front.always('run', faults.rewrite('no-mark', withoutMark));
  await bench.make();
  bench.front.next('queue', faults.dropAfter());
  const { id } = await bench.make();
  expect((await bench.stage(id)).state).toBe('undecided');
  expect(bench.front.of('runs')).toEqual([]);
  expect(await bench.runs()).toHaveLength(2);
});

test.concurrent('that a server keeps no marks is known after a restart', async () => {
  await using bench = await openMockupBench();
  bench.front.always('run', faults.rewrite('no-mark', withoutMark));
  await bench.make();
  await bench.restart();
  bench.front.next('queue', faults.dropAfter());
  const { id } = await bench.make();
  expect((await bench.stage(id)).state).toBe('undecided');
  expect(bench.front.of('runs')).toEqual([]);
  expect(await bench.runs()).toHaveLength(2);
});

test.concurrent('that a server keeps marks is known after a restart: a run without one is not ours', async () => {
  await using bench = await openMockupBench();
  await bench.make();
  await bench.restart();
  bench.front.next('queue', faults.dropBefore());
  // Somebody else's run, of which nothing but its missing mark says so.
  bench.front.always(
    'runs',
    listed('stranger', (rows) => [{ ...rows[0], id: 'stranger', workflow_inputs: {} }, ...rows]),
  );
  const { id } = await bench.make();
  expect((await bench.stage(id)).state).toBe('delivered');
  expect(await bench.runs()).toHaveLength(2);
  expect(bench.front.of('queue')).toHaveLength(3);
});

test.concurrent('a server that was replaced by one that keeps marks is searched again', async () => {
  await using bench = await openMockupBench();
  bench.front.always('run', faults.rewrite('no-mark', withoutMark));
  await bench.make();
  bench.front.heal();
  await bench.make();
  bench.front.next('queue', faults.dropAfter());
  const { id } = await bench.make();
  expect((await bench.stage(id)).state).toBe('delivered');
  expect(await bench.runs()).toHaveLength(3);
});

test.concurrent('a run of our logo without our mark may be ours: nothing is queued once more', async () => {
  await using bench = await openMockupBench();
  bench.front.always('run', faults.rewrite('no-mark', withoutMark));
  bench.front.always(
    'runs',
    listed('no-marks', (rows) => rows.map(withoutMark)),
  );
  bench.front.next('queue', faults.dropAfter());
  const { id } = await bench.make();
  expect((await bench.stage(id)).state).toBe('undecided');
  expect(await bench.runs()).toHaveLength(1);
});

test.concurrent('a run of our logo without our mark may be ours also when our clock is hours ahead of the server', async () => {
  await using bench = await openMockupBench();
  const offsetMs = -3 * 60 * 60_000;
  bench.front.clockOffsetMs = offsetMs;
  bench.front.always('run', faults.rewrite('no-mark', withoutMark));
  bench.front.always(
    'runs',
    listed('no-marks', (rows) =>
      rows.map(withoutMark).map((row) => ({
        ...row,
        created_at: new Date(Date.parse(String(row['created_at'])) + offsetMs).toISOString(),
      })),
    ),
  );
  bench.front.next('queue', faults.dropAfter());
  const { id } = await bench.make();
  expect((await bench.stage(id)).state).toBe('undecided');
  expect(await bench.runs()).toHaveLength(1);
});

test.concurrent.each([
  ['whose logo was signed anew', (url: unknown) => ({ input_image: `${String(url)}?X-Amz-Signature=new` })],
  ['that shows no inputs', () => ({})],
])('a recent run without our mark %s may be ours too', async (_, inputsOf) => {
  await using bench = await openMockupBench();
  const changed = (run: Record<string, unknown>) => ({
    ...run,
    workflow_inputs: inputsOf((run['workflow_inputs'] as Record<string, unknown>)?.['input_image']),
  });
  bench.front.always('run', faults.rewrite('other-inputs', changed));
  bench.front.always(
    'runs',
    listed('other-inputs', (rows) => rows.map(changed)),
  );
  bench.front.next('queue', faults.dropAfter());
  const { id } = await bench.make();
  expect((await bench.stage(id)).state).toBe('undecided');
  expect(await bench.runs()).toHaveLength(1);
});

test.concurrent('a run that only the list shows with our mark is neither adopted nor made again', async () => {
  await using bench = await openMockupBench();
  bench.front.always(
    'run',
    faults.rewrite('no-inputs', (run) => ({ ...run, workflow_inputs: null })),
  );
  bench.front.next('queue', faults.dropAfter());
  const { id } = await bench.make();
  expect((await bench.stage(id)).state).toBe('undecided');
  expect(await bench.runs()).toHaveLength(1);
});
