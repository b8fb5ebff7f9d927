import { expect, test } from 'vitest';
import { seededRandom } from '../support/faults.ts';
import { KillSoak } from './kill-soak.ts';

const states = ['received', 'accepted', 'preparing', 'queued', 'submitting', 'running', 'collecting', 'delivering'];
const isLong = process.env.MODE === 'soak';

test('killed at every transition, the next command finishes each mockup with the same run, once', async () => {
  await using soak = await KillSoak.open();
  for (const state of states) {
    await soak.killAt(state);
    await soak.finish();
  }
  const result = await soak.judge();
  process.stdout.write(`${JSON.stringify(result)}\n`);
  expect(result).toEqual({
    killed: states.length,
    accepted: states.length,
    runs: states.length,
    lost: [],
    doubledRuns: [],
    extraFiles: 0,
  });
});

test.runIf(isLong)(
  'killed 200 times at random, nothing is lost and nothing is paid for twice (long: npm run soak)',
  async () => {
    await using soak = await KillSoak.open();
    const random = seededRandom(11);
    for (let round = 1; soak.killed < 200 && round <= 600; round++) {
      await soak.killAfter(250 + random() * 1100);
      if (round % 10 === 0) await soak.finish();
    }
    await soak.finish();
    const result = await soak.judge();
    process.stdout.write(`${JSON.stringify(result)}\n`);
    expect(result).toMatchObject({ lost: [], doubledRuns: [], extraFiles: 0 });
    expect(result.killed).toBe(200);
  },
);
