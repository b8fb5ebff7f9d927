import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, vi } from 'vitest';
import { UserError } from '#core/errors.ts';
import { createLogger } from '#core/log.ts';
import { Limits, noLimits } from '#core/mockups/limits.ts';
import { type MockupBench, openMockupBench } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

const active = { maxActive: 1, maxActivePerPerson: 1 };

const today = 'As many mockups were made today as this place pays for. Please try again in about 24 hours.';

function warningsOf(bench: MockupBench): number {
  return bench.log.filter(({ level, msg }) => level === 'warn' && String(msg).includes('MAX_RUNS_PER_DAY')).length;
}

/** The sentence that something is refused with. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error('It was not refused with a sentence.', { cause: error });
  return error.text('en');
}

test.concurrent('more than may wait is refused as a whole, and room is there again when runs have begun', async () => {
  await using bench = await openMockupBench({ limits: { ...active, maxWaitingPerPerson: 3 } });
  const release = bench.machine.hold();
  const first = await bench.ask({}, {});
  expect(await refusal(bench.ask({}, {}, {}))).toMatch(
    /^You have [12] waiting, and up to 3 may wait at a time\. Please try again/,
  );
  expect(await Array.fromAsync(bench.store.batches.all())).toHaveLength(1);
  await bench.askAs('bob', {}, {}, {});
  release();
  await bench.service.finished(first.id);
  await bench.ask({}, {}, {});
});

test.concurrent('requests side by side cannot share the last free place', async () => {
  await using bench = await openMockupBench({ limits: { ...active, maxPerPersonPerDay: 5 } });
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => bench.ask({}, {})));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect(await Array.fromAsync(bench.store.batches.all())).toHaveLength(2);
});

test.concurrent('what could not be written down does not count', async () => {
  await using bench = await openMockupBench({ limits: { ...active, maxPerPersonPerDay: 1 } });
  bench.writes.left = 0;
  await expect(bench.ask()).rejects.toThrow(/disk is full|batch/);
  bench.writes.left = Number.POSITIVE_INFINITY;
  await bench.make();
});

test.concurrent('a day per person is the last 24 hours, also over a restart, and the refusal says how long it is', async () => {
  await using bench = await openMockupBench({ limits: { ...active, maxPerPersonPerDay: 3 } });
  const { id } = await bench.make({}, {});
  expect(await refusal(bench.ask({}, {}, {}, {}))).toBe(
    'Up to 3 mockups can be asked for a day. Please ask for fewer at once.',
  );
  await bench.stop();
  await bench.age(id, 21);
  bench.start();
  expect(await refusal(bench.ask({}, {}))).toBe(
    'Everyone can ask for 3 mockups a day. Please try again in about 3 hours.',
  );
  await bench.ask({});
  await bench.askAs('bob', {}, {}, {});
  await bench.stop();
  await bench.age(id, 3.1);
  bench.start();
  await bench.ask({}, {});
});

test.concurrent('the ceiling of all people is told to people every time and to the operator once', async () => {
  await using bench = await openMockupBench({ limits: { ...active, maxRunsPerDay: 2 } });
  await bench.askAs('ann', {});
  await bench.askAs('bob', {});
  for (const person of ['cid', 'dan', 'eve']) {
    expect(await refusal(bench.askAs(person, {}))).toBe(today);
  }
  expect(warningsOf(bench)).toBe(1);
});

test.concurrent('the operator is warned once a day however often the service starts, and again on the next', async () => {
  await using bench = await openMockupBench({ limits: { ...active, maxRunsPerDay: 1 } });
  const { id } = await bench.make();
  for (const person of ['bob', 'cid', 'dan']) {
    expect(await refusal(bench.askAs(person))).toBe(today);
    await bench.restart();
  }
  expect(warningsOf(bench)).toBe(1);
  const [warned] = await Array.fromAsync(bench.store.tallies.entries());
  if (!warned) throw new Error('It was not written down that the operator was warned.');
  await bench.store.tallies.put(warned[0], { ...warned[1], at: warned[1].at - 25 * 60 * 60_000 });
  await bench.restart();
  expect(await refusal(bench.askAs('eve'))).toBe(today);
  expect(warningsOf(bench)).toBe(2);
  expect(await bench.stage(id)).toMatchObject({ state: 'delivered' });
});

test.concurrent('what is read twice, because the store failed on the way, counts once', async () => {
  await using bench = await openMockupBench();
  const settings = { ...noLimits, maxPerPersonPerDay: 3 };
  const limits = new Limits(settings, bench.store.tallies, createLogger('silent'));
  const batch = await bench.ask();
  await limits.charge(batch.person);
  for (let times = 0; times < 3; times++) {
    limits.count(batch);
    await limits.load();
  }
  limits.assertRoom(batch, 0);
  await limits.charge(batch.person);
  expect(() => limits.assertRoom(batch, 0)).toThrow(UserError);
});

test.concurrent('a damaged count keeps nobody from asking', async () => {
  await using bench = await openMockupBench({ limits: { ...active, maxPerPersonPerDay: 1 } });
  const { id } = await bench.make();
  await bench.service.forget(id);
  await bench.stop();
  const database = new DatabaseSync(path.join(bench.directory, 'bench.sqlite'));
  database.exec("INSERT INTO keyv VALUES ('tally', '0', 'no record', NULL)");
  database.close();
  bench.start();
  expect(await refusal(bench.ask())).toContain('Please try again in about 24 hours.');
  await bench.askAs('bob');
  expect(bench.log.filter(({ level }) => level === 'error')).toMatchObject([{ msg: 'a count of today is unreadable' }]);
});

test.concurrent('forgetting what was made today makes no room, not even after a restart, and keeps no name', async () => {
  await using bench = await openMockupBench({ limits: { ...active, maxPerPersonPerDay: 1 } });
  const { id } = await bench.make();
  expect(await bench.service.forget(id)).toBe('removed');
  expect(await refusal(bench.ask())).toContain('Please try again in about 24 hours.');
  await bench.restart();
  expect(await refusal(bench.ask())).toContain('Please try again in about 24 hours.');
  await bench.askAs('bob');
  expect(JSON.stringify(await Array.fromAsync(bench.store.tallies.all()))).not.toContain('ann');
});
