import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { createLogger } from '#core/log.ts';
import { BatchBook } from '#core/mockups/batch-book.ts';
import { Housekeeping } from '#core/mockups/housekeeping.ts';
import { Limits, noLimits } from '#core/mockups/limits.ts';
import { LogoUploads } from '#core/mockups/logo-uploads.ts';
import { messengerOf } from '#core/mockups/messenger.ts';
import { untilAborted } from '../../support/bench-machine.ts';
import { type MockupBench, openMockupBench, soon } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

/** The next service has the messenger of another platform only. */
function switchOff(bench: MockupBench): void {
  bench.messenger.platform = 'another';
}

function switchOn(bench: MockupBench): void {
  bench.messenger.platform = 'bench';
  bench.messenger.beforeFetch = async () => {};
  bench.messenger.beforePart = async () => {};
}

/** One whose logo is not here yet. */
async function askWithoutLogo(bench: MockupBench) {
  bench.messenger.beforeFetch = (_source, signal) => untilAborted(signal);
  return await bench.ask();
}

/** That something waits is no complaint. */
function complaints(bench: MockupBench) {
  return bench.log.filter(
    ({ level, msg }) => (level === 'error' || level === 'warn') && !String(msg).startsWith('platform not'),
  );
}

test.concurrent('mockups of a platform that was switched off wait, paid runs are fetched, and all arrive when it is on', async () => {
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  const running = await bench.ask();
  await bench.reaches(running.id, 'running');
  const received = await askWithoutLogo(bench);
  await bench.reaches(received.id, 'received');
  await bench.stop();
  const { fetches, deliveries } = bench.messenger;
  const shown = bench.messenger.views.length;
  switchOff(bench);
  await bench.restart();
  release();
  await bench.reaches(running.id, 'delivering');
  expect((await bench.stage(received.id)).state).toBe('received');
  await bench.stop();
  expect(complaints(bench)).toEqual([]);
  expect(bench.messenger).toMatchObject({ fetches, deliveries, sent: [] });
  expect(bench.messenger.views).toHaveLength(shown);
  switchOn(bench);
  await bench.restart();
  await Promise.all([running, received].map(({ id }) => bench.service.finished(id)));
  expect(bench.messenger.sent.map(({ mockupId }) => mockupId).toSorted()).toEqual(
    [running.first.id, received.first.id].toSorted(),
  );
  expect(await bench.runs()).toHaveLength(2);
});

test.concurrent('what ended is told when its platform is on again', async () => {
  await using bench = await openMockupBench();
  const { id, first } = await askWithoutLogo(bench);
  await bench.reaches(id, 'received');
  switchOff(bench);
  await bench.restart();
  await bench.service.cancel(id);
  await bench.reaches(id, 'cancelled');
  bench.messenger.views.length = 0;
  await bench.restart();
  await bench.stop();
  expect(bench.messenger.views).toEqual([]);
  switchOn(bench);
  await bench.restart();
  await bench.service.finished(id);
  expect(bench.messenger.last(first.id).state).toBe('cancelled');
  expect(await bench.record(id)).toMatchObject({ told: true });
});

test.concurrent('what is to be forgotten goes, although nobody can be told', async () => {
  await using bench = await openMockupBench();
  const { id } = await askWithoutLogo(bench);
  await bench.reaches(id, 'received');
  switchOff(bench);
  await bench.restart();
  await bench.service.forget(id);
  await soon(async () => await bench.store.batches.get(id)).toBe(undefined);
});

/** The housekeeping of a start, on the store of a bench whose service takes nothing up. */
async function keepHouse(bench: MockupBench, stop: AbortSignal): Promise<Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger('info', { write: (line) => void lines.push(JSON.parse(line)) });
  const { store, service } = bench;
  const book = new BatchBook(store.batches, log);
  await book.load();
  const housekeeping = new Housekeeping({
    book,
    limits: new Limits(noLimits, store.tallies, log),
    log,
    messenger: messengerOf([bench.messenger]),
    pictures: store.pictures,
    uploads: new LogoUploads(service.backend, store.uploads, stop),
    days: 90,
    tell: async () => {},
  });
  housekeeping.start(stop);
  housekeeping.start(stop);
  return lines;
}

test.concurrent('how much waits for a platform that is off is said once, and goes when it is too old', async () => {
  await using bench = await openMockupBench();
  const stop = new AbortController();
  const old = await bench.ask();
  await bench.service.finished(old.id);
  bench.messenger.beforePart = (_part, signal) => untilAborted(signal);
  const undelivered = await bench.ask();
  await bench.reaches(undelivered.id, 'delivering');
  const received = await askWithoutLogo(bench);
  const young = await bench.ask({}, {});
  await bench.stop();
  for (const { id } of [old, undelivered, received]) await bench.age(id, 91 * 24);
  switchOff(bench);
  bench.start();
  const lines = await keepHouse(bench, stop.signal);
  await soon(async () => (await Array.fromAsync(bench.store.batches.all())).map(({ id }) => id)).toEqual([young.id]);
  const pictures = [undelivered, young].map(({ id }) => existsSync(path.join(bench.directory, 'pictures', id)));
  expect(pictures).toEqual([false, false]);
  const waiting = lines.filter(({ platform }) => platform === 'bench');
  expect(waiting).toMatchObject([{ level: 'warn', batches: 3, mockups: 4 }]);
  stop.abort();
});

test.concurrent('what is too old but under way is not removed with its platform off', async () => {
  await using bench = await openMockupBench();
  const stop = new AbortController();
  bench.machine.hold();
  const running = await bench.ask();
  await bench.reaches(running.id, 'running');
  const received = await askWithoutLogo(bench);
  const young = await bench.ask();
  await bench.stop();
  for (const { id } of [running, received]) await bench.age(id, 91 * 24);
  switchOff(bench);
  bench.start();
  await keepHouse(bench, stop.signal);
  await soon(async () => await bench.store.batches.get(received.id)).toBe(undefined);
  const left = (await Array.fromAsync(bench.store.batches.all())).map(({ id }) => id);
  expect(left).toEqual([running.id, young.id].toSorted());
  stop.abort();
});
