import { existsSync, mkdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { PlatformError } from '#core/errors.ts';
import { openMockupBench, soon } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

const days = (count: number) => count * 24 + 1;

test.concurrent('what is at rest and older than the retention time goes, with its pictures and its upload', async () => {
  await using bench = await openMockupBench({ retentionDays: 90 });
  const old = await bench.make();
  const young = await bench.make();
  await bench.stop();
  await bench.age(old.id, days(90));
  await bench.age(young.id, days(88));
  expect(await bench.restart()).toEqual([]);
  await soon(async () => (await Array.fromAsync(bench.store.batches.all())).map(({ id }) => id)).toEqual([young.id]);
  const pictures = path.join(bench.directory, 'pictures');
  expect([existsSync(path.join(pictures, old.id)), existsSync(path.join(pictures, young.id))]).toEqual([false, true]);
  expect(await Array.fromAsync(bench.store.uploads.all())).toEqual([]);
});

test.concurrent('nothing that is unfinished is touched, however old', async () => {
  await using bench = await openMockupBench({ retentionDays: 1 });
  const release = bench.machine.hold();
  const { id, first } = await bench.ask();
  await bench.reaches(id, 'running');
  const old = await bench.ask();
  await bench.stop();
  await bench.age(id, days(400));
  await bench.age(old.id, days(400));
  await bench.editRecord(old.id, (mockup) => ({ ...mockup, stage: { state: 'cancelled', endedAt: 1 } }));
  bench.start();
  await bench.ask();
  await bench.service.recover();
  // The sweep has been there.
  await bench.service.finished(old.id);
  release();
  await bench.service.finished(id);
  expect(bench.messenger.sentOf(first.id)).toHaveLength(1);
});

test.concurrent('shots that never arrived expire first, which is shown, and go with the next sweep', async () => {
  await using bench = await openMockupBench({ retentionDays: 90 });
  bench.messenger.beforePart = async () => {
    throw new PlatformError('no such chat', { service: 'telegram', reason: 'gone', status: 400 });
  };
  const { id, first } = await bench.make();
  await bench.make();
  await bench.stop();
  await bench.age(id, days(90));
  await bench.restart();
  await soon(() => bench.messenger.last(first.id).state).toBe('expired');
  await bench.service.finished(id);
  expect(bench.messenger.last(first.id).reason?.key).toBe('mockup.expired');
  expect(await bench.record(id)).not.toHaveProperty('undeliverable');
  await bench.restart();
  await soon(async () => await bench.store.batches.get(id)).toBe(undefined);
});

test.concurrent('pictures without a record go, those of today do not', async () => {
  await using bench = await openMockupBench({ retentionDays: 90 });
  const stray = (name: string, hours: number) => {
    const folder = path.join(bench.directory, 'pictures', name);
    mkdirSync(folder, { recursive: true });
    const time = Date.now() / 1000 - hours * 3600;
    utimesSync(folder, time, time);
    return folder;
  };
  const [old, young] = [stray('old', 25), stray('young', 1)];
  await bench.restart();
  await soon(() => existsSync(old)).toBe(false);
  expect(existsSync(young)).toBe(true);
});

test.concurrent('a clock that is years ahead when a process starts takes nothing with it', async () => {
  await using bench = await openMockupBench({ retentionDays: 90 });
  const batches = [await bench.make(), await bench.make()];
  await bench.stop();
  // As if the clock had been set ahead by so much.
  for (const { id } of batches) await bench.age(id, 10 * 365 * 24);
  const stray = path.join(bench.directory, 'pictures', 'stray');
  mkdirSync(stray);
  utimesSync(stray, 0, 0);
  await bench.restart();
  // The sweep has been there.
  await soon(() => existsSync(stray)).toBe(false);
  expect(await Array.fromAsync(bench.store.batches.all())).toHaveLength(2);
});
