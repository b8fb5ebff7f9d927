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
  /** Many findings of one kind, for which nothing is promised one by one. */
  table(heads: readonly string[], rows: readonly (readonly string[])[]): void;
  /** Says how something was measured. */
  note(text: string): void;
  /** Says why something was not measured. */
  skip(what: string, reason: string): void;
};

const figure = /^[\d.]+$/;

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
  table(heads, rows) {
    const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)));
    const isFigure = heads.map((_, i) => rows.every((row) => figure.test(row[i] ?? '')));
    for (const row of [heads, ...rows]) {
      const cells = row.map((cell, i) => (isFigure[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)));
      console.log(`  ${cells.join('  ')}`.trimEnd());
    }
  },
  note(text) {
    console.log(`  (${text})`);
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

/** What a piece of work takes, in milliseconds: by the clock, and of processors, which hardly changes with what else the machine has to do. */
export type Spent = { readonly clockMs: number; readonly cpuMs: number };

/** Runs a piece of work while this process does nothing else. */
export async function spent(work: () => unknown): Promise<Spent> {
  const before = process.cpuUsage();
  const clockMs = await timed(work);
  const { user, system } = process.cpuUsage(before);
  return { clockMs, cpuMs: (user + system) / 1000 };
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
