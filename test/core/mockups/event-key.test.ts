import { expect, test } from 'vitest';
import { type MockupBench, openMockupBench } from '../../support/mockup-bench.ts';

function press(bench: MockupBench, eventKey: string) {
  return bench.service.submit({
    person: { platform: 'bench', id: 'ann', locale: 'en' },
    thread: { platform: 'bench', data: { room: 1 } },
    place: { id: 'room-1', isShared: true },
    eventKey,
    mockups: [
      {
        logo: { fileName: 'logo.png', data: null },
        request: { prompt: 'a cap', size: 768, deployment: 'studio' },
      },
    ],
  });
}

test('an event that comes again gives the batch it made, side by side, later and after a restart', async () => {
  await using bench = await openMockupBench();
  const together = await Promise.all([press(bench, 'event 1'), press(bench, 'event 1'), press(bench, 'event 1')]);
  expect(new Set(together.map(({ id }) => id)).size).toBe(1);
  const [first] = together;
  expect((await press(bench, 'event 1')).id).toBe(first?.id);
  await bench.service.finished(first?.id ?? '');
  await bench.restart();
  expect((await press(bench, 'event 1')).id).toBe(first?.id);
  expect((await press(bench, 'event 2')).id).not.toBe(first?.id);
  expect(await Array.fromAsync(bench.store.batches.all())).toHaveLength(2);
});

test('an event whose batch could not be written may come again', async () => {
  await using bench = await openMockupBench();
  bench.writes.left = 0;
  await expect(press(bench, 'event 1')).rejects.toThrow(/batch/);
  bench.writes.left = Number.POSITIVE_INFINITY;
  const { id } = await press(bench, 'event 1');
  await bench.service.finished(id);
  expect(await bench.runs()).toHaveLength(1);
});
