import { expect, test, vi } from 'vitest';
import { UserError } from '#core/errors.ts';
import { StoreError } from '#core/store/store-error.ts';
import { openMockupBench } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

test.concurrent('what cannot be written down is not accepted, and nothing leaves', async () => {
  await using bench = await openMockupBench();
  bench.writes.left = 0;
  await expect(bench.ask()).rejects.toThrow(StoreError);
  expect(bench.front.requests).toEqual([]);
  expect(bench.messenger.views).toEqual([]);
  expect(bench.messenger.fetches).toBe(0);
  bench.writes.left = Number.POSITIVE_INFINITY;
  expect(await bench.restart()).toEqual([]);
});

test.concurrent('a store that fails on the way stops the mockup before its run is queued, with a reference', async () => {
  await using bench = await openMockupBench();
  // The last of these is the state before the intent to queue.
  bench.writes.left = 6;
  const { id } = await bench.make();
  expect((await bench.stage(id)).state).toBe('queued');
  expect(bench.front.of('queue')).toEqual([]);
  const problem = bench.messenger.views.at(-1)?.problem;
  expect(problem?.key).toBe('store.stopped');
  expect(bench.log.find(({ reference }) => reference === problem?.params['reference'])).toMatchObject({
    level: 'error',
    batch: id,
  });
});

test.concurrent('a batch of more than ten is refused, and one that was stopped accepts no more', async () => {
  await using bench = await openMockupBench();
  await expect(bench.ask(...Array.from({ length: 11 }, () => ({})))).rejects.toThrow(UserError);
  const { service } = bench;
  await bench.stop();
  await expect(
    service.submit({
      person: { platform: 'bench', id: 'ann', locale: 'en' },
      thread: { platform: 'bench', data: null },
      place: { id: 'room-1', isShared: true },
      mockups: [],
    }),
  ).rejects.toThrow('stopping');
  expect(bench.front.requests).toEqual([]);
});

test.concurrent.each([
  ['no mockup at all', []],
  ['a prompt too long', [{ prompt: 'x'.repeat(2001) }]],
])('a record that could never be read again is not written: %s', async (_, wishes) => {
  await using bench = await openMockupBench();
  const person = { platform: 'bench', id: 'ann', locale: 'en' };
  const thread = { platform: 'bench', data: null };
  const place = { id: 'room-1', isShared: true };
  const logo = { fileName: 'logo.png', data: null };
  const mockups = wishes.map(({ prompt }) => ({ logo, request: { prompt, size: 768, deployment: 'studio' } as const }));
  await expect(bench.service.submit({ person, thread, place, mockups })).rejects.toThrow();
  expect(await bench.restart()).toEqual([]);
});
