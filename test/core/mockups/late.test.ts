import { expect, test, vi } from 'vitest';
import type { Mockup } from '#core/mockups/batch.ts';
import { progressText } from '#core/mockups/progress-sentence.ts';
import { untilAborted } from '../../support/bench-machine.ts';
import { faults } from '../../support/faults.ts';
import { type MockupBench, openMockupBench, soon } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

const minuteMs = 60_000;

/** Shots that are made and wait for their platform, while no service runs. */
async function leaveUndelivered(bench: MockupBench) {
  bench.messenger.beforePart = (_part, signal) => untilAborted(signal);
  const batch = await bench.ask();
  await bench.reaches(batch.id, 'delivering');
  await bench.stop();
  bench.messenger.beforePart = async () => {};
  return batch;
}

function endedAgo(minutes: number) {
  return (mockup: Mockup): Mockup =>
    mockup.stage.state === 'delivering'
      ? { ...mockup, stage: { ...mockup.stage, endedAt: Date.now() - minutes * minuteMs } }
      : mockup;
}

function notesOf(bench: MockupBench, mockup: Mockup): readonly string[] {
  return bench.messenger.last(mockup.id).notes.map(({ key }) => key);
}

test.concurrent('shots that come long after the run are sent with a word about it, which stays', async () => {
  await using bench = await openMockupBench();
  const { id, first } = await leaveUndelivered(bench);
  await bench.editRecord(id, endedAgo(11));
  await bench.restart();
  await bench.service.finished(id);
  expect(bench.messenger.sent.map(({ notes }) => notes)).toEqual([['note.late']]);
  expect(bench.messenger.last(first.id)).toMatchObject({ state: 'delivered', isLate: true });
  expect(notesOf(bench, first)).toEqual(['note.late']);
  expect(progressText(bench.messenger.last(first.id), 'en')).toBe('done, late');
  await bench.restart();
  const later = bench.service.shelf.view(await bench.record(id)).mockups[0];
  expect(later).toMatchObject({ state: 'delivered', isLate: true, notes: [{ key: 'note.late' }] });
});

test.concurrent('shots that come some minutes after the run are not late, and never become it', async () => {
  await using bench = await openMockupBench();
  const { id, first } = await leaveUndelivered(bench);
  await bench.editRecord(id, endedAgo(9));
  await bench.restart();
  await bench.service.finished(id);
  expect(bench.messenger.sent.map(({ notes }) => notes)).toEqual([[]]);
  expect(bench.messenger.last(first.id)).not.toHaveProperty('isLate');
  expect(progressText(bench.messenger.last(first.id), 'en')).toBe('done');
  await bench.stop();
  await bench.editRecord(id, (mockup) =>
    mockup.stage.state === 'delivered' ? { ...mockup, stage: { ...mockup.stage, endedAt: 1 } } : mockup,
  );
  bench.start();
  expect(bench.service.shelf.view(await bench.record(id)).mockups[0]).toMatchObject({ notes: [] });
});

test.concurrent('shots that all arrived in time are not late because it is written down late', async () => {
  await using bench = await openMockupBench();
  const release = Promise.withResolvers<void>();
  const { id, first } = await leaveUndelivered(bench);
  bench.messenger.beforePart = async () => {
    // The shot leaves, and nothing more can be written but that it did.
    bench.writes.left = 1;
    release.resolve();
  };
  await bench.restart();
  await release.promise;
  await soon(() => bench.writes.left).toBe(0);
  await bench.service.finished(id);
  await bench.stop();
  bench.writes.left = Number.POSITIVE_INFINITY;
  expect(bench.messenger.acknowledged).toHaveLength(1);
  await bench.editRecord(id, endedAgo(60));
  await bench.restart();
  await bench.service.finished(id);
  expect(bench.messenger.sent).toHaveLength(1);
  expect(bench.messenger.last(first.id).state).toBe('delivered');
  expect(notesOf(bench, first)).toEqual([]);
});

/** A run that ended while no service was there to notice, some time ago by its server's stamps. */
async function endUnnoticed(bench: MockupBench, minutesAgo: number) {
  const release = bench.machine.hold();
  const batch = await bench.ask();
  await bench.reaches(batch.id, 'running');
  await bench.stop();
  release();
  await soon(async () => (await bench.runs()).map(({ status }) => status)).toEqual(['success']);
  const submittedAt = Date.now() - minutesAgo * minuteMs;
  const ago = (stamp: unknown) => new Date(Date.parse(String(stamp)) - minutesAgo * minuteMs).toISOString();
  bench.front.always(
    'run',
    faults.rewrite('ago', (run) => ({ ...run, created_at: ago(run['created_at']), ended_at: ago(run['ended_at']) })),
  );
  return { ...batch, submittedAt };
}

test.concurrent('shots of a run that ended while nobody was there to notice are late', async () => {
  await using bench = await openMockupBench();
  const { id, first, submittedAt } = await endUnnoticed(bench, 30);
  await bench.restart();
  await bench.service.finished(id);
  expect(notesOf(bench, first)).toEqual(['note.late']);
  const stage = await bench.stage(id);
  // By the run's own time, which was far less than a minute.
  expect('endedAt' in stage && stage.endedAt - submittedAt).toBeLessThan(minuteMs);
});

test.concurrent.each([
  ['no end', { ended_at: null }],
  ['an end before its beginning', { ended_at: '2001-01-01T00:00:00Z' }],
  ['an end in the future', { ended_at: '2999-01-01T00:00:00Z' }],
])('a run with %s has ended when that was noticed', async (name, change) => {
  await using bench = await openMockupBench();
  const { id, first } = await endUnnoticed(bench, 30);
  bench.front.always(
    'run',
    faults.rewrite(name, (run) => ({ ...run, ...change })),
  );
  const before = Date.now();
  await bench.restart();
  await bench.service.finished(id);
  expect(notesOf(bench, first)).toEqual([]);
  const stage = await bench.stage(id);
  expect('endedAt' in stage && stage.endedAt).toBeGreaterThanOrEqual(before);
});
