import { expect, test, vi } from 'vitest';
import { jumpingClock } from '../../support/jumping-clock.ts';
import { type MockupBench, openMockupBench, soon } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

const longMs = 600_000;

/** A bench whose platform brings shots of one batch together. */
async function openGatheringBench(gatherMs: number): Promise<MockupBench> {
  const bench = await openMockupBench();
  Object.assign(bench.messenger, { gatherMs });
  return bench;
}

/** Runs for these wait until what is returned is called. */
function holds(bench: MockupBench, prompt: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  bench.machine.work = async (run, context) => {
    if (JSON.stringify(run.inputs).includes(prompt)) await promise;
    await bench.machine.drawAtOnce(run, context);
  };
  return resolve;
}

const numbers = (bench: MockupBench): (string | undefined)[] =>
  bench.messenger.sent.map(({ mockupId }) => mockupId.split('-').at(-1));

test.concurrent('shots wait for each other and leave together, in the order asked', async () => {
  await using bench = await openGatheringBench(longMs);
  const release = holds(bench, 'first');
  const { id, mockups } = await bench.ask({ prompt: 'first' }, { prompt: 'second' }, { prompt: 'third' });
  const third = mockups[2];
  await soon(() => bench.messenger.states(third?.id ?? '').includes('delivering')).toBe(true);
  expect(bench.messenger.deliveries).toBe(0);
  release();
  await bench.service.finished(id);
  expect(bench.messenger.deliveries).toBe(1);
  expect(numbers(bench)).toEqual(['1', '2', '3']);
});

test.concurrent('what is ready waits only so long; what comes later leaves when the rest has ended', async () => {
  await using bench = await openGatheringBench(100);
  const release = holds(bench, 'first');
  const { id } = await bench.ask({ prompt: 'first' }, { prompt: 'second' });
  await soon(() => numbers(bench).join()).toBe('2');
  release();
  await bench.service.finished(id);
  expect(numbers(bench)).toEqual(['2', '1']);
});

test.concurrent('one that fails holds back none of the others', async () => {
  await using bench = await openGatheringBench(longMs);
  const { promise, resolve } = Promise.withResolvers<void>();
  bench.machine.work = async (run, context) => {
    if (!JSON.stringify(run.inputs).includes('first')) return bench.machine.drawAtOnce(run, context);
    await promise;
    throw new Error('out of memory');
  };
  const { id, mockups } = await bench.ask({ prompt: 'first' }, { prompt: 'second' });
  await soon(() => bench.messenger.states(mockups[1]?.id ?? '').includes('delivering')).toBe(true);
  resolve();
  await bench.service.finished(id);
  expect(numbers(bench)).toEqual(['2']);
});

test.concurrent('one that is cancelled is waited for no longer', async () => {
  await using bench = await openGatheringBench(longMs);
  const release = holds(bench, 'first');
  const { id, mockups, first } = await bench.ask({ prompt: 'first' }, { prompt: 'second' });
  await soon(() => bench.messenger.states(mockups[1]?.id ?? '').includes('delivering')).toBe(true);
  await bench.service.cancel(id, first.id);
  await bench.service.finished(id);
  release();
  expect(numbers(bench)).toEqual(['2']);
});

test.concurrent('a stop ends the wait at once, and after the next start it goes on', async () => {
  await using bench = await openGatheringBench(longMs);
  const release = holds(bench, 'first');
  const { id, mockups } = await bench.ask({ prompt: 'first' }, { prompt: 'second' });
  const states = async () => (await bench.record(id)).mockups.map(({ stage }) => stage.state).join();
  await soon(states).toBe('running,delivering');
  await bench.restart();
  expect(bench.messenger.deliveries).toBe(0);
  release();
  await bench.service.finished(id);
  expect(bench.messenger.deliveries).toBe(1);
  expect(numbers(bench)).toEqual(mockups.map((_, index) => String(index + 1)));
});

test.concurrent('a platform that brings each shot by itself is not held up', async () => {
  await using bench = await openMockupBench();
  const release = holds(bench, 'first');
  const { id } = await bench.ask({ prompt: 'first' }, { prompt: 'second' });
  await soon(() => numbers(bench).join()).toBe('2');
  release();
  await bench.service.finished(id);
});

test('a clock that was set back makes nobody wait longer than asked', async () => {
  await using bench = await openGatheringBench(300);
  const release = holds(bench, 'first');
  const { id, mockups } = await bench.ask({ prompt: 'first' }, { prompt: 'second' });
  {
    using clock = jumpingClock();
    await soon(() => bench.messenger.states(mockups[1]?.id ?? '').includes('delivering')).toBe(true);
    clock.jump(-longMs);
    await soon(() => numbers(bench).join()).toBe('2');
  }
  release();
  await bench.service.finished(id);
  expect(numbers(bench)).toEqual(['2', '1']);
});
