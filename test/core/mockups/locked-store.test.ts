import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, vi } from 'vitest';
import type { Mockup } from '#core/mockups/batch.ts';
import type { State } from '#core/mockups/stage.ts';
import { StoreError } from '#core/store/store-error.ts';
import { faults } from '../../support/faults.ts';
import { type MockupBench, openMockupBench, soon } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting for the service to give a locked database up.
vi.setConfig({ maxConcurrency: 40, testTimeout: 90_000 });

/** What keeps the store from being written, from the call on until what it gives is called. */
type Stop = (bench: MockupBench) => () => void;

const lock =
  (begin: 'BEGIN IMMEDIATE' | 'BEGIN EXCLUSIVE'): Stop =>
  ({ directory }) => {
    const database = new DatabaseSync(path.join(directory, 'bench.sqlite'));
    database.exec(begin);
    return () => database.close();
  };

const fill: Stop = ({ writes }) => {
  writes.left = 0;
  return () => {
    writes.left = Number.POSITIVE_INFINITY;
  };
};

const stops: readonly (readonly [string, Stop])[] = [
  ['another program has it for writing', lock('BEGIN IMMEDIATE')],
  ['another program has it for itself', lock('BEGIN EXCLUSIVE')],
  ['the disk is full', fill],
];

/** Waits as long as the service may pause. */
async function delivered(bench: MockupBench, batchId: string): Promise<void> {
  await vi.waitFor(async () => expect((await bench.stage(batchId)).state).toBe('delivered'), {
    timeout: 60_000,
    interval: 100,
  });
}

async function expectOnce(bench: MockupBench, { id }: Mockup): Promise<void> {
  expect((await bench.runs()).map((run) => run.workflow_inputs['mockup_mark'])).toEqual([id]);
  expect(bench.messenger.sentOf(id)).toHaveLength(1);
}

test.concurrent.each(stops)(
  'nothing is accepted while %s, and the next request is as soon as it is free',
  async (_, stop) => {
    await using bench = await openMockupBench({
      limits: { maxActive: 4, maxActivePerPerson: 4, maxPerPersonPerDay: 1, maxWaitingPerPerson: 1 },
    });
    const free = stop(bench);
    for (let times = 0; times < 3; times++) await expect(bench.ask()).rejects.toThrow(StoreError);
    expect(await Array.fromAsync(bench.store.batches.all())).toEqual([]);
    expect([bench.front.requests, bench.messenger.views, bench.messenger.fetches]).toEqual([[], [], 0]);
    free();
    const { first } = await bench.make();
    await expectOnce(bench, first);
  },
);

/** What holds a mockup in a state until what it gives is called. */
const holds: readonly (readonly [State, (bench: MockupBench) => () => void])[] = [
  [
    'received',
    ({ messenger }) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      messenger.beforeFetch = () => promise;
      return resolve;
    },
  ],
  [
    'preparing',
    ({ front }) => {
      front.next('upload', faults.delay(300));
      return () => {};
    },
  ],
  ['running', ({ machine }) => machine.hold()],
  [
    'collecting',
    ({ front }) => {
      front.always('file', faults.delay(300));
      return () => front.heal();
    },
  ],
];

test.concurrent.each(holds.flatMap(([state, hold]) => stops.map(([why, stop]) => [state, why, hold, stop] as const)))(
  'a mockup in state %s waits while %s, says so, and goes on by itself',
  async (state, _, hold, stop) => {
    await using bench = await openMockupBench();
    const release = hold(bench);
    const { id, first } = await bench.ask();
    await bench.reaches(id, state);
    const free = stop(bench);
    release();
    await soon(() => bench.service.view(id)?.problem?.key).toBe('store.stopped');
    expect((await bench.stage(id)).state).toBe(state);
    await soon(() => bench.messenger.views.at(-1)?.problem?.key).toBe('store.stopped');
    free();
    await delivered(bench, id);
    await expectOnce(bench, first);
    expect(bench.messenger.last(first.id)).not.toHaveProperty('reason');
    expect(bench.messenger.views.at(-1)).not.toHaveProperty('problem');
  },
);

/** From the answer to the queue call on, before anything of it is written. */
function stopAtTheAnswer(bench: MockupBench, stop: Stop): { free: () => void } {
  const stopped = { free: () => {} };
  bench.front.next(
    'queue',
    faults.rewrite('stops-the-store', (answer) => {
      stopped.free = stop(bench);
      return answer;
    }),
  );
  return stopped;
}

test.concurrent.each(stops)(
  'a run whose id could not be written because %s is found again, not paid for again',
  async (_, stop) => {
    await using bench = await openMockupBench();
    const stopped = stopAtTheAnswer(bench, stop);
    const { id, first } = await bench.ask();
    await soon(() => bench.service.view(id)?.problem?.key).toBe('store.stopped');
    expect((await bench.stage(id)).state).toBe('submitting');
    stopped.free();
    await delivered(bench, id);
    await expectOnce(bench, first);
    expect(bench.front.of('queue')).toHaveLength(1);
  },
);

test.concurrent.each(stops)('nor is it when the process is gone before that is over: %s', async (_, stop) => {
  await using bench = await openMockupBench();
  const stopped = stopAtTheAnswer(bench, stop);
  const { id, first } = await bench.ask();
  await soon(() => bench.service.view(id)?.problem?.key).toBe('store.stopped');
  await bench.stop();
  stopped.free();
  bench.start();
  await bench.service.recover();
  await delivered(bench, id);
  await bench.service.finished(id);
  await expectOnce(bench, first);
  expect(bench.front.of('queue')).toHaveLength(1);
});

test.concurrent.each(stops)(
  'a shot whose leaving could not be written because %s does not leave again',
  async (_, stop) => {
    await using bench = await openMockupBench();
    let free = () => {};
    bench.messenger.beforePart = async () => {
      bench.messenger.beforePart = async () => {};
      free = stop(bench);
    };
    const { id, first } = await bench.ask();
    await soon(() => bench.messenger.sentOf(first.id).length).toBe(1);
    await soon(() => bench.service.view(id)?.problem?.key).toBe('store.stopped');
    free();
    await delivered(bench, id);
    await expectOnce(bench, first);
  },
);
