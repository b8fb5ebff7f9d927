import { expect, test, vi } from 'vitest';
import { faults } from '../../support/faults.ts';
import { jumpingClock } from '../../support/jumping-clock.ts';
import { openMockupBench, soon } from '../../support/mockup-bench.ts';

vi.setConfig({ maxConcurrency: 10 });

const hourMs = 60 * 60_000;

test.concurrent('a wish during a question that is answered with a long wait is passed on at once', async () => {
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  const { id } = await bench.ask();
  await bench.reaches(id, 'running');
  bench.front.always('run', faults.tooMany('60'));
  const asked = bench.front.of('run').length;
  await soon(() => bench.front.of('run').length).toBeGreaterThan(asked);
  await bench.service.cancel(id);
  await soon(() => bench.front.of('cancel').length).toBe(1);
  bench.front.heal();
  release();
});

test.concurrent('a wish does not make what fails be tried again without a pause', async () => {
  await using bench = await openMockupBench();
  bench.front.always('file', faults.serverError(503));
  const { id } = await bench.ask();
  await bench.reaches(id, 'collecting');
  await soon(() => bench.front.of('file').length).toBeGreaterThan(0);
  await bench.service.cancel(id);
  const before = bench.front.of('file').length;
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(bench.front.of('file').length - before).toBeLessThan(12);
  bench.front.heal();
  await bench.service.finished(id);
  expect(bench.messenger.sent).toHaveLength(1);
});

test.concurrent('of two choices for one mockup, the one that gives it up holds, and no run is made', async () => {
  await using bench = await openMockupBench({ patience: { toReconcileMs: 50 } });
  bench.front.next('queue', faults.dropAfter());
  bench.front.always('runs', faults.serverError(503));
  const { id, first } = await bench.make();
  expect((await bench.stage(id)).state).toBe('undecided');
  const before = bench.front.of('queue').length;
  await Promise.all([bench.service.undecided.decide(id, first.id, 'again'), bench.service.cancel(id)]);
  await bench.service.finished(id);
  expect((await bench.stage(id)).state).toBe('cancelled');
  expect(bench.front.of('queue')).toHaveLength(before);
});

test('an undecided mockup is looked for again although our clock is a day ahead of the server', async () => {
  await using bench = await openMockupBench({ patience: { toReconcileMs: 50 } });
  bench.front.clockOffsetMs = -25 * hourMs;
  bench.front.next('queue', faults.dropAfter());
  bench.front.always('runs', faults.serverError(503));
  const { id } = await bench.make();
  bench.front.heal();
  await bench.stop();
  bench.start();
  await bench.service.backend.check(AbortSignal.timeout(10_000));
  await bench.service.recover();
  await bench.reaches(id, 'delivered');
});

test('a clock that is set ahead while a run goes on makes no shot late', async () => {
  using clock = jumpingClock();
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  const { id, first } = await bench.ask();
  await bench.reaches(id, 'running');
  clock.jump(hourMs);
  bench.front.clockOffsetMs = -hourMs;
  release();
  await bench.reaches(id, 'delivered');
  expect(bench.messenger.sentOf(first.id)[0]?.notes).toEqual([]);
});
