import { expect, test } from 'vitest';
import { estimateHere, estimateThere } from '#core/mockups/estimates.ts';
import { progressText } from '#core/mockups/progress-sentence.ts';
import { runKind } from '#core/mockups/steps/follow.ts';
import { openMockupBench, soon } from '../../support/mockup-bench.ts';

const usual = { run: { low: 40_000, high: 60_000 }, inAll: { low: 45_000, high: 90_000 } };

test('who waits here waits for as many rounds as there are before them, and for the runs that are out', () => {
  expect(estimateHere(0, 1, usual)).toEqual({ low: 45_000, high: 180_000 });
  expect(estimateHere(3, 1, usual)).toEqual({ low: 180_000, high: 450_000 });
  expect(estimateHere(3, 4, usual)).toEqual({ low: 45_000, high: 180_000 });
});

test('who waits for a machine of the service may go together with those before, or after all of them', () => {
  expect(estimateThere(0, usual, false)).toEqual({ low: 45_000, high: 90_000 });
  expect(estimateThere(2, usual, false)).toEqual({ low: 45_000, high: 210_000 });
});

test('of one that waits at the service already the wait may be over, or yet to come', () => {
  expect(estimateThere(0, usual, true)).toEqual({ low: 40_000, high: 90_000 });
  expect(estimateThere(2, usual, true)).toEqual({ low: 40_000, high: 210_000 });
});

test('everyone who waits is told a range once run times are known, and none before', async () => {
  await using bench = await openMockupBench({ limits: { maxActive: 1, maxActivePerPerson: 1 } });
  const release = bench.machine.hold();
  const strange = await bench.ask({ size: 512 });
  await soon(() => bench.machine.runs.length).toBe(1);
  await bench.store.runTimes.put(runKind({ ...strange.first, request: { ...strange.first.request, size: 768 } }), {
    waitsMs: [0, 0, 0, 0, 120_000, 120_000],
    runsMs: [60_000, 60_000, 60_000, 60_000, 60_000, 60_000],
  });
  const { mockups } = await bench.ask({}, {});
  // Which of the two comes to wait first is not said.
  const shown = () => mockups.map(({ id }) => progressText(bench.messenger.last(id), 'en')).toSorted();
  await soon(shown).toEqual(['queued, 1 before it, about 1–9 minutes', 'queued, next, about 1–6 minutes']);
  expect(bench.messenger.seen(strange.first.id).some(({ estimateMs }) => estimateMs)).toBe(false);
  release();
});
