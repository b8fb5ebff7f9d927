import { expect, test, vi } from 'vitest';
import { PlatformError, UserError } from '#core/errors.ts';
import { faults } from '../../support/faults.ts';
import { openMockupBench, soon } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

const busy = (retryAfterMs?: number) =>
  new PlatformError('the platform is busy', { service: 'discord', reason: 'unavailable', retryAfterMs });

test.concurrent('a platform that fails is asked again, and gets each shot once', async () => {
  await using bench = await openMockupBench();
  const failures = [busy(10)];
  bench.messenger.beforePart = async () => {
    const failure = failures.shift();
    if (failure) throw failure;
  };
  const { first } = await bench.make();
  expect(bench.messenger.deliveries).toBe(2);
  expect(bench.messenger.sent.map(({ key }) => key)).toEqual([`${first.id}/1`]);
});

test.concurrent('a platform that says how long to wait is not asked before', async () => {
  await using bench = await openMockupBench();
  const times: number[] = [];
  bench.messenger.beforePart = async () => {
    if (times.push(performance.now()) === 1) throw busy(1500);
  };
  await bench.make();
  const [asked = 0, askedAgain = 0] = times;
  expect(askedAgain - asked).toBeGreaterThanOrEqual(1495);
});

test.concurrent('a problem the person must mend is shown, and the shots stay for the next start', async () => {
  await using bench = await openMockupBench();
  bench.messenger.beforePart = async () => {
    throw new UserError('terminal.outUnwritable', { path: 'out', code: 'ENOSPC' });
  };
  const { id, first } = await bench.make();
  expect(bench.messenger.views.at(-1)?.problem).toEqual({
    key: 'terminal.outUnwritable',
    params: { path: 'out', code: 'ENOSPC' },
  });
  expect((await bench.stage(id)).state).toBe('delivering');
  bench.messenger.beforePart = async () => {};
  await bench.restart();
  await bench.service.finished(id);
  expect(bench.messenger.sent.map(({ key }) => key)).toEqual([`${first.id}/1`]);
  expect(bench.messenger.views.at(-1)).not.toHaveProperty('problem');
  expect(await bench.runs()).toHaveLength(1);
});

test.concurrent('a problem that is over when the next shot comes is forgotten, and all shots are there', async () => {
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  const draw = bench.machine.work;
  let runs = 0;
  bench.machine.work = async (run, context) => {
    // The first run does not wait for the others.
    if (runs++ === 0) await bench.machine.drawAtOnce(run, context);
    else await draw(run, context);
  };
  const failures = [new UserError('terminal.outUnwritable', { path: 'out', code: 'ENOSPC' })];
  bench.messenger.beforePart = async () => {
    const failure = failures.shift();
    if (failure) throw failure;
  };
  const { id } = await bench.ask({}, {});
  await soon(() => bench.messenger.views.at(-1)?.problem?.key).toBe('terminal.outUnwritable');
  release();
  await bench.service.finished(id);
  expect(bench.messenger.sent).toHaveLength(2);
  expect(bench.messenger.views.at(-1)).not.toHaveProperty('problem');
  expect(bench.messenger.views.at(-1)?.mockups.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
});

test.concurrent('a bug of an adapter is logged under the reference that is shown, and holds back no other mockup', async () => {
  await using bench = await openMockupBench();
  bench.messenger.logos.set('slow.png', bench.messenger.logos.get('logo.png') ?? Buffer.alloc(0));
  const gate = Promise.withResolvers<void>();
  bench.messenger.beforeFetch = async ({ fileName }) => {
    if (fileName === 'slow.png') await gate.promise;
  };
  bench.messenger.beforePart = async ({ mockup }) => {
    if (mockup.logoName === 'logo.png') throw new TypeError('undefined is not a function');
  };
  const { id, mockups } = await bench.ask({}, { logo: 'slow.png' });
  let isFinished = false;
  const finished = bench.service.finished(id).then(() => void (isFinished = true));
  await soon(() => bench.messenger.deliveries).toBe(1);
  for (let trip = 0; trip < 20; trip++) await bench.runs();
  expect(isFinished).toBe(false);
  gate.resolve();
  await finished;
  expect((await bench.record(id)).mockups.map(({ stage }) => stage.state)).toEqual(['delivering', 'delivering']);
  const problem = bench.messenger.views.at(-1)?.problem;
  expect(problem?.key).toBe('mockup.bug');
  expect(bench.log.filter(({ reference }) => reference === problem?.params['reference'])).toHaveLength(1);
  bench.messenger.beforePart = async () => {};
  await bench.restart();
  await bench.service.finished(id);
  expect(bench.messenger.sent.map(({ key }) => key)).toEqual(mockups.map((each) => `${each.id}/1`));
});

test.concurrent('nothing is handed to a platform for mockups without shots', async () => {
  await using bench = await openMockupBench();
  bench.messenger.logos.delete('logo.png');
  await bench.make({}, {});
  expect(bench.messenger.deliveries).toBe(0);
});

test.concurrent('a slow platform gets the newest state, not every one', async () => {
  await using bench = await openMockupBench();
  const gate = Promise.withResolvers<void>();
  bench.messenger.onShow = async (_view, thread) => {
    await gate.promise;
    return thread;
  };
  const { id, first } = await bench.ask();
  await bench.reaches(id, 'delivered');
  expect(bench.messenger.views).toHaveLength(1);
  gate.resolve();
  await bench.service.finished(id);
  expect(bench.messenger.states(first.id)).toEqual(['received', 'delivered']);
});

test.concurrent('a show that throws hurts nothing', async () => {
  await using bench = await openMockupBench();
  bench.messenger.onShow = async () => {
    throw new TypeError('undefined is not a function');
  };
  const { id } = await bench.make();
  expect(bench.messenger.sent).toHaveLength(1);
  expect((await bench.stage(id)).state).toBe('delivered');
});

test.concurrent('the last word reaches a platform that was away when it was due', async () => {
  await using bench = await openMockupBench();
  bench.messenger.logos.delete('logo.png');
  const shown: string[] = [];
  // One for each time it is shown without being asked for again.
  const failures = [busy(10), busy(10)];
  bench.messenger.onShow = async (view, thread) => {
    const failure = view.atRest ? failures.shift() : undefined;
    if (failure) throw failure;
    shown.push(view.mockups[0]?.state ?? '');
    return thread;
  };
  await bench.make();
  expect(shown.at(-1)).toBe('failed');
  expect(failures).toEqual([]);
});

test.concurrent('what an adapter learned about the thread is kept, and handed back over a restart', async () => {
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  bench.messenger.onShow = async (_view, thread) => ({ ...thread, data: { room: 1, message: 7 } });
  const { id } = await bench.ask();
  await bench.reaches(id, 'running');
  await soon(async () => (await bench.record(id)).thread.data).toEqual({ room: 1, message: 7 });
  const before = bench.messenger.threads.length;
  await bench.restart();
  release();
  await bench.service.finished(id);
  expect(bench.messenger.threads.slice(before).map(({ data }) => data)).toContainEqual({ room: 1, message: 7 });
  expect(bench.messenger.threads.slice(before).every(({ data }) => JSON.stringify(data).includes('7'))).toBe(true);
});

test.concurrent('an adapter that gives back an equal thread is not shown the same view again', async () => {
  await using bench = await openMockupBench();
  bench.messenger.onShow = async (_view, thread) => structuredClone(thread);
  bench.front.always('upload', faults.hang());
  const { id } = await bench.ask();
  await bench.reaches(id, 'preparing');
  for (let trip = 0; trip < 20; trip++) await bench.runs();
  // One at most for each of received, accepted, preparing and its notes.
  expect(bench.messenger.views.length).toBeLessThanOrEqual(4);
});
