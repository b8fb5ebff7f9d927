import { expect, test } from 'vitest';
import { soakFaults } from './fault-soak.ts';

// `npm run soak` goes on for longer than a test run can wait.
const rounds = process.env.MODE === 'soak' ? [1, 2, 3, 4, 5, 6] : [1];

test.each(rounds)(
  '500 mockups with 30 percent of all calls hurt: none lost, none twice, none silent (round %i)',
  async (seed) => {
    const result = await soakFaults({ mockups: 500, fraction: 0.3, seed });
    const { doubledRuns, doubledParts, lost, silent, wrongFailures, ...counts } = result;
    process.stdout.write(`${JSON.stringify(counts)}\n`);
    expect({ doubledRuns, doubledParts, lost, silent, wrongFailures }).toEqual({
      doubledRuns: [],
      doubledParts: [],
      lost: [],
      silent: [],
      wrongFailures: [],
    });
    expect(counts.hurt / counts.calls).toBeGreaterThan(0.25);
    expect(counts.undecided / counts.asked).toBeLessThan(0.02);
  },
);
