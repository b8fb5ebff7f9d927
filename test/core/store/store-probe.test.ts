import { expect, test } from 'vitest';
import { createLogger } from '#core/log.ts';
import { StoreProbe } from '#core/store/store-probe.ts';
import { openBreakableStore, type WriteBudget } from '../../support/breakable-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const log = createLogger('silent');

test('says whether the store takes writes, as it is now', async () => {
  using folder = temporaryFolder();
  const budget: WriteBudget = { left: 1, batches: [] };
  using store = openBreakableStore(folder.path, budget);
  const probe = new StoreProbe(store.probes, log, { freshMs: 0 });
  expect(await probe.isWritable()).toBe(true);
  expect(await probe.isWritable()).toBe(false);
  budget.left = 1;
  expect(await probe.isWritable()).toBe(true);
});

test('however often it is asked, it writes seldom', async () => {
  using folder = temporaryFolder();
  const budget: WriteBudget = { left: 100, batches: [] };
  using store = openBreakableStore(folder.path, budget);
  const probe = new StoreProbe(store.probes, log, { freshMs: 3_600_000 });
  await Promise.all(Array.from({ length: 50 }, () => probe.isWritable()));
  expect(budget.left).toBe(99);
});
