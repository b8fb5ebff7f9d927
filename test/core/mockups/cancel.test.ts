import { expect, test, vi } from 'vitest';
import type { State } from '#core/mockups/stage.ts';
import { untilAborted } from '../../support/bench-machine.ts';
import { faults } from '../../support/faults.ts';
import { type MockupBench, openMockupBench, soon } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

/** Brings a fresh mockup to a state and keeps it there. */
const stops: Partial<Record<State, (bench: MockupBench) => void>> = {
  received: ({ messenger }) => {
    messenger.beforeFetch = (_source, signal) => untilAborted(signal);
  },
  preparing: ({ front }) => front.always('upload', faults.hang()),
  submitting: ({ front }) => front.always('queue', faults.tooMany()),
};

test.concurrent.each(['received', 'preparing', 'submitting'] as const)(
  'a cancel while %s ends it at once, and no run is made',
  async (state) => {
    await using bench = await openMockupBench();
    stops[state]?.(bench);
    const { id, first } = await bench.ask();
    await bench.reaches(id, state);
    await bench.service.cancel(id);
    await bench.service.finished(id);
    expect(await bench.stage(id)).toMatchObject({ state: 'cancelled' });
    expect(bench.messenger.last(first.id)).toMatchObject({ state: 'cancelled', reason: { key: 'mockup.cancelled' } });
    expect(await bench.runs()).toEqual([]);
    expect(bench.messenger.sent).toEqual([]);
  },
);

test.concurrent('a cancel while queued behind others ends it, and they go on', async () => {
  await using bench = await openMockupBench({ limits: { maxActive: 1, maxActivePerPerson: 1 } });
  const release = bench.machine.hold();
  const ahead = await bench.ask();
  await soon(() => bench.machine.runs.length).toBe(1);
  const { id, first } = await bench.ask();
  await soon(() => bench.messenger.last(first.id).ahead).toBe(0);
  await bench.service.cancel(id);
  await bench.service.finished(id);
  expect((await bench.stage(id)).state).toBe('cancelled');
  expect(bench.service.load).toEqual({ waiting: 0, active: 1 });
  release();
  await bench.service.finished(ahead.id);
  expect(bench.messenger.sent.map(({ mockupId }) => mockupId)).toEqual([ahead.first.id]);
  expect(await bench.runs()).toHaveLength(1);
});

test.concurrent('a cancel during the queue call stops the run that the call made', async () => {
  await using bench = await openMockupBench();
  bench.machine.hold();
  bench.front.next('queue', faults.delay(200));
  const { id } = await bench.ask();
  await soon(() => bench.front.of('queue').length).toBe(1);
  await bench.service.cancel(id);
  await bench.service.finished(id);
  expect((await bench.stage(id)).state).toBe('cancelled');
  expect((await bench.runs()).map(({ status }) => status)).toEqual(['cancelled']);
});

test.concurrent('a cancel while the answer to the queue call is lost stops the run when it is found', async () => {
  await using bench = await openMockupBench({ patience: { toReconcileMs: 5000 } });
  bench.machine.hold();
  bench.front.next('queue', faults.dropAfter());
  bench.front.next(
    'runs',
    faults.rewrite('lagging', () => [] as never),
  );
  const { id } = await bench.ask();
  await soon(() => bench.front.of('runs').length).toBe(1);
  await bench.service.cancel(id);
  await bench.service.finished(id);
  expect((await bench.stage(id)).state).toBe('cancelled');
  expect((await bench.runs()).map(({ status }) => status)).toEqual(['cancelled']);
});

test.concurrent('a cancel while running stops the run at the API', async () => {
  await using bench = await openMockupBench();
  bench.machine.hold();
  const { id } = await bench.ask();
  await soon(() => bench.machine.runs.length).toBe(1);
  await bench.reaches(id, 'running');
  await bench.service.cancel(id);
  await bench.service.finished(id);
  expect((await bench.stage(id)).state).toBe('cancelled');
  expect((await bench.runs()).map(({ status }) => status)).toEqual(['cancelled']);
  expect(bench.front.of('cancel')).toHaveLength(1);
});

test.concurrent('what had finished before the cancel came is delivered, with a note', async () => {
  await using bench = await openMockupBench();
  bench.front.next('file', faults.delay(0), faults.hang());
  const { id } = await bench.ask();
  await bench.reaches(id, 'collecting');
  await bench.service.cancel(id);
  await bench.restart();
  await bench.service.finished(id);
  expect(bench.messenger.sent.map(({ notes }) => notes)).toEqual([['note.finishedBeforeCancel']]);
});

test.concurrent('a run that cannot be cancelled goes on, is asked to stop once, and its end decides', async () => {
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  bench.front.always('cancel', faults.cancelRefused());
  const { id } = await bench.ask();
  await soon(() => bench.machine.runs.length).toBe(1);
  await bench.reaches(id, 'running');
  await bench.service.cancel(id);
  await soon(() => bench.front.of('cancel').length).toBe(1);
  const asked = bench.front.of('run').length;
  await soon(() => bench.front.of('run').length).toBeGreaterThan(asked + 2);
  release();
  await bench.service.finished(id);
  expect(bench.front.of('cancel')).toHaveLength(1);
  expect(bench.messenger.sent.map(({ notes }) => notes)).toEqual([['note.finishedBeforeCancel']]);
  expect((await bench.runs()).map(({ status }) => status)).toEqual(['success']);
});

test.concurrent.each([
  ['was lost', faults.dropBefore()],
  ['met a 503', faults.serverError(503)],
])('a cancel that %s is passed on again with the next question', async (_, fault) => {
  await using bench = await openMockupBench();
  bench.machine.hold();
  bench.front.next('cancel', fault, fault);
  const { id } = await bench.ask();
  await bench.reaches(id, 'running');
  await bench.service.cancel(id);
  await bench.service.finished(id);
  expect((await bench.stage(id)).state).toBe('cancelled');
  expect((await bench.runs()).map(({ status }) => status)).toEqual(['cancelled']);
  expect(bench.front.of('cancel')).toHaveLength(3);
});

test.concurrent('a cancel that does not get through is not hammered', async () => {
  const seldom = { firstMs: 600_000, growth: 1, ceilingMs: 600_000 };
  await using bench = await openMockupBench({ pace: seldom });
  bench.machine.hold();
  bench.front.always('cancel', faults.dropBefore());
  const { id } = await bench.ask();
  await bench.reaches(id, 'running');
  await bench.service.cancel(id);
  await soon(() => bench.front.of('cancel').length).toBe(1);
  // As many round trips as would let a loop without a pause make itself known.
  for (let trip = 0; trip < 50; trip++) await bench.runs();
  expect(bench.front.of('cancel')).toHaveLength(1);
});

test.concurrent.each(['received', 'preparing', 'queued', 'running'] as const)(
  'a cancel wish that is only on disk while %s is obeyed by the next start',
  async (state) => {
    await using bench = await openMockupBench({ limits: { maxActive: 1, maxActivePerPerson: 1 } });
    const release = bench.machine.hold();
    if (state === 'queued') {
      await bench.askAs('bob');
      await soon(() => bench.machine.runs.length).toBe(1);
    }
    stops[state]?.(bench);
    const { id, first } = await bench.ask();
    await bench.reaches(id, state);
    await bench.stop();
    await bench.editRecord(id, (mockup) => ({ ...mockup, cancelRequested: true }));
    bench.front.heal();
    bench.messenger.beforeFetch = async () => {};
    await bench.restart();
    await bench.service.finished(id);
    release();
    expect((await bench.stage(id)).state).toBe('cancelled');
    expect((await bench.runsOf(first)).map(({ status }) => status)).toEqual(state === 'running' ? ['cancelled'] : []);
    expect(bench.messenger.sentOf(first.id)).toEqual([]);
  },
);

test.concurrent('a cancel of one does not hurt another that waits for the same upload', async () => {
  await using bench = await openMockupBench();
  bench.front.next('upload', faults.hang());
  const given = await bench.askAs('ann');
  await soon(() => bench.front.of('upload').length).toBe(1);
  const other = await bench.askAs('bob');
  await bench.reaches(other.id, 'preparing');
  await bench.service.cancel(given.id);
  await bench.service.finished(given.id);
  // The upload that hung belongs to both; the other one is not ended with it.
  expect((await bench.stage(given.id)).state).toBe('cancelled');
  expect((await bench.stage(other.id)).state).toBe('preparing');
  await bench.restart();
  await bench.service.finished(other.id);
  expect(bench.messenger.sentOf(other.first.id)).toHaveLength(1);
});

test.concurrent('a cancel of one does not hurt another that waits for the same deployment to be read', async () => {
  await using bench = await openMockupBench({ timeouts: { readMs: 500 } });
  bench.front.next('deployment', faults.hang());
  const given = await bench.askAs('ann');
  await soon(() => bench.front.of('deployment').length).toBe(1);
  const other = await bench.askAs('bob');
  await bench.reaches(other.id, 'preparing');
  await bench.service.cancel(given.id);
  await bench.service.finished(other.id);
  expect((await bench.stage(given.id)).state).toBe('cancelled');
  expect(bench.messenger.sentOf(other.first.id)).toHaveLength(1);
});

test.concurrent('a cancel of what has ended changes nothing and shows nothing', async () => {
  await using bench = await openMockupBench();
  const { id } = await bench.make();
  const before = await bench.record(id);
  const shown = bench.messenger.views.length;
  await bench.service.cancel(id);
  await bench.service.finished(id);
  expect(await bench.record(id)).toEqual(before);
  expect(bench.messenger.views).toHaveLength(shown);
  expect(bench.service.view(id)).toBeUndefined();
});
