import { expect, test } from 'vitest';
import { Nudges } from '#core/mockups/nudges.ts';

const never = new AbortController().signal;
const long = 3_600_000;
/** Timers of Node may fire this much early. */
const timerMs = 1.5;

/** Asks whenever it is let, until so many questions are asked; gives the times. */
async function askTimes(nudges: Nudges, count: number): Promise<number[]> {
  const times: number[] = [];
  while (times.length < count) {
    await nudges.wait('a', long, never);
    times.push(performance.now());
  }
  return times;
}

test('a hint ends the wait of its mockup alone', async () => {
  const nudges = new Nudges(never, 1);
  const stop = new AbortController();
  let ended = false;
  const other = nudges.wait('b', long, stop.signal).then(() => (ended = true));
  const own = nudges.wait('a', long, never);
  nudges.nudge('a', 'ended');
  await own;
  expect(ended).toBe(false);
  stop.abort();
  await other;
});

test('without hints the wait takes its time, and a signal ends it', async () => {
  const nudges = new Nudges(never, 1);
  const startedAt = performance.now();
  await nudges.wait('a', 30, never);
  expect(performance.now() - startedAt).toBeGreaterThan(30 - timerMs);
  await nudges.wait('a', long, AbortSignal.abort());
});

test('a flood of hints lets ask once in each interval, and the last hint is not lost', async () => {
  const floorMs = 40;
  const nudges = new Nudges(never, floorMs);
  const over = new AbortController();
  const asking = askTimes(nudges, 4).finally(() => over.abort());
  while (!over.signal.aborted) {
    for (let hint = 0; hint < 100; hint++) nudges.nudge('a', hint % 2 ? 'ended' : 'moved');
    await nudges.wait('pause', 2, never);
  }
  const times = await asking;
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  for (const gap of gaps) expect(gap).toBeGreaterThan(floorMs - timerMs);
});

test('a hint that comes while a question is under way makes another one', async () => {
  const nudges = new Nudges(never, 5);
  nudges.nudge('a', 'ended');
  expect(await askTimes(nudges, 1)).toHaveLength(1);
});

test('a hint of the end does not wait behind one that the run moved', async () => {
  const nudges = new Nudges(never, long);
  nudges.nudge('a', 'moved');
  const asking = askTimes(nudges, 1);
  nudges.nudge('a', 'ended');
  expect(await asking).toHaveLength(1);
});
