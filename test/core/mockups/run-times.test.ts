import { expect, test } from 'vitest';
import { Run } from '#core/comfydeploy/schema.ts';
import { RunTimes } from '#core/mockups/run-times.ts';
import { openBreakableStore } from '../../support/breakable-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const dayMs = 24 * 60 * 60_000;

function openRunTimes() {
  const stack = new DisposableStack();
  const folder = stack.use(temporaryFolder());
  const store = stack.use(openBreakableStore(folder.path, { left: Number.POSITIVE_INFINITY, batches: [] }));
  const times = new RunTimes(store.runTimes);
  return {
    times,
    /** Runs as the API stamps them: so long until a machine had it, and so long from there to the end, in ms. */
    learn: async (...runs: readonly (readonly [waitMs: number, runMs: number])[]) => {
      for (const [waitMs, runMs] of runs) {
        const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms).toISOString();
        const ended = { created_at: at(0), started_at: at(waitMs), ended_at: at(waitMs + runMs) };
        await times.learn('kind', Run.parse({ id: 'run', status: 'success', ...ended }));
      }
    },
    [Symbol.dispose]: () => stack.dispose(),
  };
}

test('says nothing before a few runs are known', async () => {
  using opened = openRunTimes();
  await opened.learn([0, 1000], [0, 1000], [0, 1000], [0, 1000]);
  expect(await opened.times.usual('kind')).toBe(undefined);
  await opened.learn([0, 1000]);
  expect(await opened.times.usual('other')).toBe(undefined);
  const { run, inAll } = (await opened.times.usual('kind')) ?? {};
  expect(run).toEqual(inAll);
  // Never so sure as a few samples that are all the same would make it.
  expect([run?.low, run?.high].map((ms) => Math.round(ms ?? 0))).toEqual([887, 1127]);
});

test('the time in all reaches from those that find a machine to those that wait for a cold start', async () => {
  using opened = openRunTimes();
  const warm = Array.from({ length: 7 }, (_, index) => [500, 40_000 + index * 1000] as const);
  await opened.learn(...warm, [90_000, 42_000], [95_000, 44_000], [100_000, 43_000]);
  const { run, inAll } = (await opened.times.usual('kind')) ?? {};
  expect(run?.high).toBeLessThan(50_000);
  expect(inAll?.low).toBeLessThan(45_000);
  expect(inAll?.high).toBeGreaterThan(130_000);
  expect(inAll?.high).toBeLessThan(145_000);
});

test('a server whose clock was set meanwhile teaches nothing', async () => {
  using opened = openRunTimes();
  await opened.learn(...Array.from({ length: 5 }, () => [1000, 40_000] as const));
  const before = await opened.times.usual('kind');
  await opened.learn([365 * dayMs, 40_000], [1000, 365 * dayMs], [-dayMs, 2 * dayMs], [2 * dayMs, -dayMs]);
  expect(await opened.times.usual('kind')).toEqual(before);
  expect((await opened.times.plan('kind'))?.times.meanWaitMs).toBe(1000);
});
