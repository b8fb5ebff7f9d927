import { expect, test, vi } from 'vitest';
import type { State } from '#core/mockups/stage.ts';
import { untilAborted } from '../../support/bench-machine.ts';
import { type Fault, faults } from '../../support/faults.ts';
import { type MockupBench, openMockupBench, soon } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

/** The answer comes, but not to its end before the process is gone. */
const answeredTooLate: Fault = { name: 'too-late', kind: 'slow', pieces: 2, pauseMs: 60_000 };

const stops: readonly (readonly [State, string, (bench: MockupBench) => void])[] = [
  [
    'received',
    'while the logo is fetched',
    ({ messenger }) => void (messenger.beforeFetch = (_, s) => untilAborted(s)),
  ],
  ['preparing', 'while the logo is uploaded', ({ front }) => front.next('upload', faults.hang())],
  ['queued', 'while the upload is looked at', ({ front }) => front.next('file', faults.hang())],
  ['submitting', 'before the queue call arrived', ({ front }) => front.next('queue', faults.hang())],
  ['submitting', 'after the queue call arrived', ({ front }) => front.next('queue', answeredTooLate)],
  ['running', 'while the run is worked on', () => {}],
  ['running', 'while the API does not answer', ({ front }) => front.always('run', faults.hang())],
  ['collecting', 'while the shot comes in', ({ front }) => front.next('file', faults.delay(0), faults.hang())],
  [
    'delivering',
    'while the platform is slow',
    ({ messenger }) => void (messenger.beforePart = (_, s) => untilAborted(s)),
  ],
];

test.concurrent.each(stops)(
  'stopped when %s (%s), the next start loses nothing and repeats nothing',
  async (state, _, stop) => {
    await using bench = await openMockupBench();
    const release = bench.machine.hold();
    if (state !== 'running') release();
    stop(bench);
    const { id, first } = await bench.ask();
    await bench.reaches(id, state);
    if (state === 'submitting') await soon(() => bench.front.of('queue').length).toBe(1);
    await bench.stop();
    bench.front.heal();
    bench.messenger.beforeFetch = async () => {};
    bench.messenger.beforePart = async () => {};
    bench.start();
    expect((await bench.service.recover()).map((batch) => batch.id)).toEqual([id]);
    release();
    await bench.reaches(id, 'delivered');
    await bench.service.finished(id);
    expect(await bench.runs()).toHaveLength(1);
    expect(bench.messenger.sent.map(({ key }) => key)).toEqual([`${first.id}/1`]);
    expect(bench.messenger.last(first.id).state).toBe('delivered');
  },
);

/** How often a mockup that goes well writes its records. */
const writesOfALife = 13;

test.concurrent('a whole life takes as many writes as the kills below cut it at', async () => {
  await using bench = await openMockupBench();
  bench.writes.left = writesOfALife;
  const { id } = await bench.make();
  expect(bench.writes.left).toBe(0);
  expect(await bench.record(id)).toMatchObject({ told: true });
});

test.concurrent.each(Array.from({ length: writesOfALife }, (_, survives) => survives))(
  'killed after %i writes, a mockup is not lost, not made twice, and its answer comes once',
  async (survives) => {
    await using bench = await openMockupBench({ patience: { toReconcileMs: 100 } });
    const { messenger, writes } = bench;
    writes.left = survives;
    const asked = await bench.ask().catch(() => undefined);
    if (asked) await bench.service.finished(asked.id);
    expect(writes.left).toBe(0);
    const unacknowledged = messenger.sent.length - messenger.acknowledged.length;
    writes.left = Number.POSITIVE_INFINITY;
    for (const { id } of await bench.restart()) await bench.service.finished(id);
    const answers = survives === 0 ? 0 : 1;
    expect(await bench.runs()).toHaveLength(answers);
    expect(messenger.acknowledged).toHaveLength(answers);
    // Only a part whose leaving could not be written down leaves again.
    expect(messenger.sent).toHaveLength(answers + unacknowledged);
    if (asked) expect((await bench.stage(asked.id)).state).toBe('delivered');
    else expect(survives).toBe(0);
  },
);

test.concurrent('what ended while its last word could not be shown is shown by the next start', async () => {
  await using bench = await openMockupBench();
  bench.messenger.logos.delete('logo.png');
  const release = Promise.withResolvers<void>();
  bench.messenger.onShow = async (view, thread) => {
    if (view.atRest) await release.promise;
    return thread;
  };
  const { id, first } = await bench.ask();
  await soon(() => bench.messenger.views.at(-1)?.atRest).toBe(true);
  const stopping = bench.stop();
  release.reject(new Error('the process is gone'));
  await stopping;
  bench.messenger.views.length = 0;
  bench.messenger.onShow = async (_view, thread) => thread;
  bench.start();
  await bench.service.recover();
  await bench.service.finished(id);
  expect(bench.messenger.last(first.id)).toMatchObject({ state: 'failed' });
  bench.messenger.views.length = 0;
  await bench.restart();
  await bench.service.finished(id);
  expect(bench.messenger.views).toEqual([]);
});

test.concurrent('parts that were sent before the stop are not sent again', async () => {
  await using bench = await openMockupBench();
  bench.machine.work = async (run, context) => {
    for (const nodeId of ['8', '9', '10']) {
      await bench.machine.draw(run, { ...context, onPicture: (picture) => context.onPicture({ ...picture, nodeId }) });
    }
  };
  bench.messenger.beforePart = async ({ key }, signal) => {
    if (key.endsWith('/2')) await untilAborted(signal);
  };
  const { id, first } = await bench.ask();
  await soon(() => bench.messenger.sent.length).toBe(1);
  await bench.stop();
  bench.messenger.beforePart = async () => {};
  await bench.restart();
  await bench.service.finished(id);
  expect(bench.messenger.sent.map(({ key }) => key)).toEqual([1, 2, 3].map((part) => `${first.id}/${part}`));
  expect((await bench.record(id)).sent).toEqual({
    [`${first.id}/1`]: ['message 1'],
    [`${first.id}/2`]: ['message 2'],
    [`${first.id}/3`]: ['message 3'],
  });
});

test.concurrent.each(['received', 'queued', 'submitting', 'running'] as const)(
  'what was %s for another backend is never queued at this one, and its person is told',
  async (state) => {
    await using bench = await openMockupBench();
    bench.machine.hold();
    stops.find(([each]) => each === state)?.[2](bench);
    const { id, first } = await bench.ask();
    await bench.reaches(id, state);
    const before = (await bench.runs()).length;
    await bench.stop();
    bench.front.heal();
    await bench.restart('another-account');
    await bench.service.finished(id);
    expect(await bench.runs()).toHaveLength(before);
    expect(bench.messenger.last(first.id)).toMatchObject({ state: 'failed', reason: { key: 'mockup.otherBackend' } });
  },
);

test.concurrent('shots that are here already are delivered, whatever backend made them', async () => {
  await using bench = await openMockupBench();
  bench.messenger.beforePart = (_part, signal) => untilAborted(signal);
  const { id } = await bench.ask();
  await bench.reaches(id, 'delivering');
  await bench.stop();
  bench.messenger.beforePart = async () => {};
  await bench.restart('another-account');
  await bench.service.finished(id);
  expect(bench.messenger.sent).toHaveLength(1);
});

test.concurrent('what already runs is counted before anyone who waits is let through, whoever asked first', async () => {
  await using bench = await openMockupBench({ limits: { maxActive: 1, maxActivePerPerson: 1 }, slots: 4 });
  const release = bench.machine.hold();
  const gate = Promise.withResolvers<void>();
  bench.messenger.beforeFetch = () => gate.promise;
  const older = await bench.ask();
  bench.messenger.beforeFetch = async () => {};
  const running = await bench.ask();
  await soon(() => bench.machine.runs.length).toBe(1);
  gate.resolve();
  await bench.reaches(older.id, 'queued');
  await bench.restart();
  await soon(() => bench.service.load).toEqual({ waiting: 1, active: 1 });
  await soon(() => bench.messenger.last(older.first.id).ahead).toBe(0);
  expect(bench.machine.runs).toHaveLength(1);
  release();
  await Promise.all([bench.service.finished(running.id), bench.service.finished(older.id)]);
  expect(await bench.runs()).toHaveLength(2);
});

test.concurrent('those who waited keep their order, and what ran keeps its place, over a restart', async () => {
  await using bench = await openMockupBench({ limits: { maxActive: 1, maxActivePerPerson: 1 }, slots: 4 });
  const release = bench.machine.hold();
  const running = await bench.ask();
  await soon(() => bench.machine.runs.length).toBe(1);
  const waiting: string[] = [];
  for (let count = 0; count < 6; count++) {
    const { id, first } = await bench.ask();
    await bench.reaches(id, 'queued');
    waiting.push(first.id);
  }
  await bench.restart();
  await soon(() => bench.service.load).toEqual({ waiting: 6, active: 1 });
  release();
  for (const { id } of [running, ...(await Array.fromAsync(bench.store.batches.all()))]) {
    await bench.service.finished(id);
  }
  expect(bench.machine.runs.map(({ inputs }) => inputs['mockup_mark'])).toEqual([running.first.id, ...waiting]);
});
