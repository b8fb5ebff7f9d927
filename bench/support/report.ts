/** Prints the findings of a section, one row each. */
export type Report = {
  /** One finding. With a `limit` the row says whether `value` keeps to it; `least` turns that round: the value must reach it. */
  row(finding: {
    readonly what: string;
    readonly value: number;
    readonly unit: string;
    readonly limit?: number;
    readonly least?: number;
  }): void;
  /** Says why something was not measured. */
  skip(what: string, reason: string): void;
};

/** A report that prints to standard output. */
export const consoleReport: Report = {
  row({ what, value, unit, limit, least }) {
    const target = limit !== undefined ? `at most ${limit}` : least !== undefined ? `at least ${least}` : '';
    const isMet = (limit === undefined || value <= limit) && (least === undefined || value >= least);
    const verdict = target === '' ? '' : isMet ? 'ok' : 'OVER';
    console.log(
      `  ${what.padEnd(58)} ${value.toFixed(2).padStart(9)} ${unit.padEnd(4)} ${target.padEnd(14)} ${verdict}`,
    );
  },
  skip(what, reason) {
    console.log(`  ${what.padEnd(58)} skipped: ${reason}`);
  },
};

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that a piece of work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs two pieces of work in turn, A B A B, so that both meet the same moods of the machine. Gives their times in milliseconds. */
export async function interleaved(
  rounds: number,
  first: () => unknown,
  second: () => unknown,
): Promise<{ readonly first: readonly number[]; readonly second: readonly number[] }> {
  const times = { first: [] as number[], second: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.first.push(await timed(first));
    times.second.push(await timed(second));
  }
  return times;
}
