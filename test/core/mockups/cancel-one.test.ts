import { expect, test, vi } from 'vitest';
import { faults } from '../../support/faults.ts';
import { openMockupBench, soon } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

test.concurrent('a cancel of one mockup stops exactly that one', async () => {
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  const { id, mockups } = await bench.ask({}, {}, {});
  await soon(() => bench.machine.runs.length).toBe(3);
  await bench.service.cancel(id, mockups[1]?.id);
  await soon(() => bench.messenger.last(mockups[1]?.id ?? '').state).toBe('cancelled');
  release();
  await bench.service.finished(id);
  const states = (await bench.record(id)).mockups.map(({ stage }) => stage.state);
  expect(states).toEqual(['delivered', 'cancelled', 'delivered']);
  expect((await bench.runs()).map(({ status }) => status).toSorted()).toEqual(['cancelled', 'success', 'success']);
});

test.concurrent('what an earlier process left is stopped without being made first', async () => {
  await using bench = await openMockupBench({ limits: { maxActive: 1, maxActivePerPerson: 1 } });
  const release = bench.machine.hold();
  await bench.ask();
  await soon(() => bench.machine.runs.length).toBe(1);
  const { id } = await bench.askAs('bob');
  await bench.reaches(id, 'queued');
  await bench.stop();
  bench.start();
  await bench.service.cancel(id);
  await bench.service.finished(id);
  expect((await bench.stage(id)).state).toBe('cancelled');
  expect(await bench.runs()).toHaveLength(1);
  release();
});

test.concurrent('one that is undecided is dropped, and its message says so', async () => {
  await using bench = await openMockupBench();
  bench.front.always('queue', faults.dropAfter());
  bench.front.always('runs', faults.serverError(503));
  const { id, first } = await bench.make();
  expect((await bench.stage(id)).state).toBe('undecided');
  await bench.service.cancel(id, first.id);
  await bench.service.finished(id);
  expect((await bench.stage(id)).state).toBe('cancelled');
  expect(bench.messenger.last(first.id).state).toBe('cancelled');
});
