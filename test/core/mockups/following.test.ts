import { expect, test, vi } from 'vitest';
import { say } from '#core/messages/sentence-ref.ts';
import { MachineError } from '#studio/machines/machine.ts';
import { drawShot } from '../../support/bench-machine.ts';
import { type Fault, faults } from '../../support/faults.ts';
import { type MockupBench, openMockupBench, soon } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

const notFound: Fault = {
  name: 'not-found',
  kind: 'answer',
  forwarded: false,
  status: 404,
  headers: { 'content-type': 'application/json' },
  body: '{"detail":"Run not found"}',
};

/** A mockup whose run was submitted long ago, as the next start finds it. */
async function runningSince(bench: MockupBench, ageMs: number) {
  const release = bench.machine.hold();
  const batch = await bench.ask();
  await bench.reaches(batch.id, 'running');
  await soon(() => bench.machine.runs.length).toBe(1);
  await bench.stop();
  await bench.editRecord(batch.id, (first) =>
    first.stage.state === 'running' ? { ...first, stage: { ...first.stage, submittedAt: Date.now() - ageMs } } : first,
  );
  return { ...batch, release };
}

/** The run as it is when it was made so long ago. */
const aged = (ageMs: number, rest: Readonly<Record<string, unknown>> = {}) =>
  faults.rewrite('aged', (run) => {
    const madeAt = Date.parse(String(run['created_at']));
    return { ...run, ...rest, created_at: new Date(madeAt - ageMs).toISOString() };
  });

test.concurrent('no answer is never failed: an API that is away for a while only delays', async () => {
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  const { id, first } = await bench.ask();
  await bench.reaches(id, 'running');
  bench.front.always('run', faults.badGateway());
  await soon(() => bench.messenger.last(first.id).unansweredSince).toBeTypeOf('number');
  release();
  bench.front.heal();
  await bench.service.finished(id);
  expect(bench.messenger.sent).toHaveLength(1);
  expect(bench.messenger.last(first.id)).not.toHaveProperty('unansweredSince');
  const after = bench.messenger.seen(first.id).filter(({ state }) => state === 'collecting' || state === 'delivering');
  expect(after.flatMap(({ unansweredSince }) => unansweredSince ?? [])).toEqual([]);
});

test.concurrent('a run that is not to be found right after it was queued is asked about again', async () => {
  await using bench = await openMockupBench();
  bench.front.next('run', notFound);
  await bench.make();
  expect(await bench.runs()).toHaveLength(1);
  expect(bench.messenger.sent).toHaveLength(1);
});

test.concurrent('a run that stays unknown long after it was queued is given up with a sentence', async () => {
  await using bench = await openMockupBench();
  const { id, first } = await runningSince(bench, 20_000);
  bench.front.always('run', notFound);
  await bench.restart();
  await bench.service.finished(id);
  expect(bench.messenger.last(first.id)).toMatchObject({ state: 'failed', reason: { key: 'run.vanished' } });
});

test.concurrent('the time of a run counts from when it was made, not from when it was asked for', async () => {
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  bench.front.next('queue', faults.delay(300));
  const { id } = await bench.ask();
  await bench.reaches(id, 'running');
  const stage = await bench.stage(id);
  const [run] = await bench.runs();
  expect(stage.state === 'running' && stage.submittedAt).toBeGreaterThanOrEqual(Date.parse(run?.created_at ?? ''));
  release();
});

test.concurrent('a failed run says why, from its log', async () => {
  await using bench = await openMockupBench();
  bench.machine.work = async () => {
    throw new MachineError('RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB');
  };
  bench.front.next(
    'logs',
    faults.rewrite('not-archived-yet', () => [] as never),
  );
  const { first } = await bench.make();
  const { state, reason } = bench.messenger.last(first.id);
  expect(state).toBe('failed');
  expect(reason && say(reason, 'en')).toMatch(/^The image service could not make it: .*out of memory/);
  expect(bench.messenger.sent).toEqual([]);
});

test.concurrent.each([
  ['empty', faults.rewrite('empty', () => [] as never)],
  ['talk', faults.rewrite('talk', () => [{ timestamp: 0, log: 'got prompt', log_type: 'info' }] as never)],
  ['away', faults.serverError(503)],
])('a failed run without a reason says so: its log is %s', async (_, fault) => {
  await using bench = await openMockupBench();
  bench.front.always('logs', fault);
  bench.machine.work = async () => {
    throw new MachineError('the reason');
  };
  const { first } = await bench.make();
  expect(bench.messenger.last(first.id)).toMatchObject({ state: 'failed', reason: { key: 'run.failedSilently' } });
});

test.concurrent('a success without pictures is read once more before it counts', async () => {
  await using bench = await openMockupBench();
  bench.front.next('run', faults.delay(0), faults.emptyOutputs(), faults.delay(0));
  bench.machine.work = async () => {};
  const { first } = await bench.make();
  expect(bench.messenger.last(first.id)).toMatchObject({ state: 'failed', reason: { key: 'run.noPictures' } });
  const ends = bench.front.of('run').filter(({ path }) => !path.includes('queue_position'));
  expect(ends).toHaveLength(1);
});

test.concurrent('a picture that comes just after the end of its run is not lost', async () => {
  await using bench = await openMockupBench();
  let ends = 0;
  const late = faults.rewrite('late', (run) =>
    run['status'] === 'success' && ends++ === 0 ? { ...run, outputs: [] } : run,
  );
  bench.front.always('run', late);
  await bench.make();
  expect(bench.messenger.sent).toHaveLength(1);
});

test.concurrent('a run cut off by its time limit gives what it had made, with a note', async () => {
  await using bench = await openMockupBench();
  bench.front.always('run', faults.timedOut());
  await bench.make();
  expect(bench.messenger.sent.map(({ notes }) => notes)).toEqual([['note.timedOutWithPictures']]);
});

test.concurrent('a run cut off before it made anything fails with its sentence', async () => {
  await using bench = await openMockupBench();
  bench.front.always(
    'run',
    faults.rewrite('timeout', (run) => ({ ...run, status: 'timeout', outputs: [] })),
  );
  const { first } = await bench.make();
  expect(bench.messenger.last(first.id)).toMatchObject({ state: 'failed', reason: { key: 'run.timedOut' } });
});

test.concurrent('a run that never says it ended gives what it made when its time is long over', async () => {
  await using bench = await openMockupBench({ patience: { coldStartMs: 0, marginMs: 0 } });
  const { id, release } = await runningSince(bench, 400_000);
  release();
  await soon(async () => (await bench.runs())[0]?.status).toBe('success');
  bench.front.always('run', aged(400_000, { status: 'running', ended_at: null }));
  await bench.restart();
  await bench.service.finished(id);
  expect(bench.messenger.sent.map(({ notes }) => notes)).toEqual([['note.timedOutWithPictures']]);
  expect(bench.front.of('cancel')).toHaveLength(1);
});

test.concurrent('a run that works on for ever is stopped when its time is over, and that is said', async () => {
  await using bench = await openMockupBench({ patience: { coldStartMs: 0, marginMs: 0 } });
  const { id, first } = await runningSince(bench, 310_000);
  bench.front.always('run', aged(310_000));
  await bench.restart();
  await bench.service.finished(id);
  expect((await bench.runs()).map(({ status }) => status)).toEqual(['cancelled']);
  expect(bench.messenger.last(first.id)).toMatchObject({ state: 'failed', reason: { key: 'run.timedOut' } });
});

test.concurrent('a clock that was set forth between two processes stops no run', async () => {
  await using bench = await openMockupBench({ patience: { coldStartMs: 0, marginMs: 0 } });
  const { id, release } = await runningSince(bench, 5 * 60 * 60_000);
  await bench.restart();
  const asked = bench.front.of('run').length;
  await soon(() => bench.front.of('run').length).toBeGreaterThan(asked + 1);
  release();
  await bench.service.finished(id);
  expect(bench.front.of('cancel')).toEqual([]);
  expect(bench.messenger.sent).toHaveLength(1);
});

test.concurrent.each([
  ['answers 503', faults.serverError(503)],
  ['does not know it any more', { ...notFound, body: '{"detail":"Deployment not found"}' }],
])('a run is followed to its end although the API %s when asked for its deployment', async (_, fault) => {
  await using bench = await openMockupBench();
  const { id, release } = await runningSince(bench, 1000);
  bench.front.always('deployment', fault);
  await bench.restart();
  release();
  await bench.service.finished(id);
  expect(await bench.runs()).toHaveLength(1);
  expect(bench.messenger.sent).toHaveLength(1);
});

test.concurrent('a run that somebody else cancelled fails with its sentence', async () => {
  await using bench = await openMockupBench();
  bench.machine.hold();
  const { id, first } = await bench.ask();
  await bench.reaches(id, 'running');
  await bench.cancelRun((await bench.runs())[0]?.id ?? '');
  await bench.service.finished(id);
  expect(bench.messenger.last(first.id)).toMatchObject({ state: 'failed', reason: { key: 'run.cancelledElsewhere' } });
});

test.concurrent('a status nobody knows means: not ended yet', async () => {
  await using bench = await openMockupBench();
  const strange = (status: string) => faults.rewrite(status, (run) => ({ ...run, status }));
  bench.front.next('run', strange('cold-start'), strange('SUCCESSFUL'), strange('error'), strange('complete'));
  await bench.make();
  expect(bench.messenger.sent).toHaveLength(1);
  expect(bench.front.of('run').length).toBeGreaterThan(4);
});

test.concurrent('every picture of a run is delivered, in the order of its outputs', async () => {
  await using bench = await openMockupBench();
  bench.machine.work = async (_run, { onPicture }) => {
    for (const [index, nodeId] of ['12', '9', '30'].entries()) {
      await onPicture({ fileName: `${nodeId}.png`, bytes: await drawShot(index), nodeId, outputId: 'out' });
    }
  };
  const { first } = await bench.make();
  expect(bench.messenger.sent.map(({ fileName }) => fileName)).toEqual(['9.png', '12.png', '30.png']);
  expect(bench.messenger.sent.map(({ key }) => key)).toEqual([1, 2, 3].map((part) => `${first.id}/${part}`));
});
