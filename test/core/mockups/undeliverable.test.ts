import { expect, test, vi } from 'vitest';
import { PlatformError } from '#core/errors.ts';
import { type MockupBench, openMockupBench } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

function block(bench: MockupBench): void {
  bench.messenger.beforePart = async () => {
    throw new PlatformError('bot was blocked by the user', { service: 'telegram', reason: 'forbidden', status: 403 });
  };
}

test.concurrent('an answer that is refused for good is kept, logged, told and not tried again', async () => {
  await using bench = await openMockupBench();
  block(bench);
  const { id } = await bench.make();
  expect(bench.messenger.deliveries).toBe(1);
  const record = await bench.record(id);
  expect(record).toMatchObject({ told: true, undeliverable: { reason: 'bot was blocked by the user' } });
  expect(record.first.stage.state).toBe('delivering');
  expect(bench.messenger.views.at(-1)).toMatchObject({
    atRest: true,
    problem: { key: 'mockup.undeliverable', params: { id } },
  });
  expect(bench.log.filter(({ msg }) => msg === 'answer cannot be delivered, kept here')).toHaveLength(1);
  expect(await bench.restart()).toEqual([]);
  expect(bench.messenger.deliveries).toBe(1);
});

test.concurrent('a delivery that a later mockup of the batch brings through makes all of them delivered', async () => {
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  const draw = bench.machine.work;
  let runs = 0;
  bench.machine.work = async (run, context) => {
    // The first run does not wait for the other.
    if (runs++ === 0) await bench.machine.drawAtOnce(run, context);
    else await draw(run, context);
  };
  block(bench);
  const { id } = await bench.ask({}, {});
  await vi.waitFor(async () => expect((await bench.record(id)).undeliverable).toBeDefined(), { timeout: 10_000 });
  bench.messenger.beforePart = async () => {};
  release();
  await bench.service.finished(id);
  const record = await bench.record(id);
  expect(record.mockups.map(({ stage }) => stage.state)).toEqual(['delivered', 'delivered']);
  expect(record).not.toHaveProperty('undeliverable');
});
