import { expect, test } from 'vitest';
import { faults } from '../../support/faults.ts';
import { type MockupBench, openMockupBench, soon } from '../../support/mockup-bench.ts';

const hourMs = 60 * 60_000;

/** A mockup whose queue answer was lost while the run list was away: its run is out there, and nobody here knows. */
async function loseTrack(bench: MockupBench) {
  bench.front.next('queue', faults.dropAfter());
  bench.front.always('runs', faults.serverError(503));
  const batch = await bench.make();
  expect((await bench.stage(batch.id)).state).toBe('undecided');
  bench.front.heal();
  return batch;
}

test.concurrent('looking again finds the run that was made, and nothing is paid for twice', async () => {
  await using bench = await openMockupBench({ patience: { toReconcileMs: 50 } });
  const { id, first } = await loseTrack(bench);
  expect(await bench.service.undecided.decide(id, first.id, 'look')).toBe(true);
  await bench.reaches(id, 'delivered');
  expect(await bench.runsOf(first)).toHaveLength(1);
  expect(bench.messenger.sent).toHaveLength(1);
});

test.concurrent('looking again without finding it leaves the choice open', async () => {
  await using bench = await openMockupBench({ patience: { toReconcileMs: 50 } });
  bench.front.always('queue', faults.dropBefore());
  bench.front.always('runs', faults.serverError(503));
  const { id, first } = await bench.make();
  bench.front.heal();
  await bench.service.undecided.decide(id, first.id, 'look');
  await bench.service.finished(id);
  expect((await bench.stage(id)).state).toBe('undecided');
  expect(await bench.runs()).toEqual([]);
});

test.concurrent('making again queues a run, whether there is one or not', async () => {
  await using bench = await openMockupBench({ patience: { toReconcileMs: 50 } });
  const { id, first } = await loseTrack(bench);
  await bench.service.undecided.decide(id, first.id, 'again');
  await bench.reaches(id, 'delivered');
  expect(await bench.runsOf(first)).toHaveLength(2);
  expect(bench.messenger.sent).toHaveLength(1);
});

test.concurrent('a choice that is no longer open is no choice', async () => {
  await using bench = await openMockupBench();
  const { id, first } = await bench.make();
  expect(await bench.service.undecided.decide(id, first.id, 'again')).toBe(false);
  expect(await bench.runsOf(first)).toHaveLength(1);
});

test.concurrent('every start looks once more', async () => {
  await using bench = await openMockupBench({ patience: { toReconcileMs: 50 } });
  const { id, first } = await loseTrack(bench);
  await bench.restart();
  await bench.reaches(id, 'delivered');
  expect(await bench.runsOf(first)).toHaveLength(1);
});

test.concurrent('after a day without a choice it ends as failed, and its person is told', async () => {
  await using bench = await openMockupBench({ patience: { toReconcileMs: 50 } });
  const { id, first } = await loseTrack(bench);
  await bench.stop();
  await bench.editRecord(id, (mockup) =>
    mockup.stage.state === 'undecided'
      ? { ...mockup, stage: { ...mockup.stage, attemptedAt: Date.now() - 25 * hourMs } }
      : mockup,
  );
  bench.start();
  await bench.service.recover();
  await bench.reaches(id, 'failed');
  await soon(() => bench.messenger.last(first.id)?.reason?.key).toBe('mockup.neverDecided');
  expect(await bench.runsOf(first)).toHaveLength(1);
});

test.concurrent('one that is looked for again is followed although another of its batch is under way', async () => {
  await using bench = await openMockupBench({ patience: { toReconcileMs: 50 } });
  const release = bench.machine.hold();
  bench.front.next('queue', faults.dropAfter());
  bench.front.always('runs', faults.serverError(503));
  const { id } = await bench.ask({}, {});
  const states = async () => (await bench.record(id)).mockups.map(({ stage }) => stage.state).sort();
  await soon(states).toEqual(['running', 'undecided']);
  bench.front.heal();
  await bench.restart();
  release();
  await soon(states).toEqual(['delivered', 'delivered']);
  expect(await bench.runs()).toHaveLength(2);
});
