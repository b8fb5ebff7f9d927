/** What one look at one thing found. */
export interface Finding {
  /** `warn` works, but is better looked at; `fail` keeps something from working. */
  readonly level: 'ok' | 'warn' | 'fail';
  readonly sentence: string;
  /** What to do about it. */
  readonly mend?: string;
}

export function ok(sentence: string): Finding {
  return { level: 'ok', sentence };
}

export function warn(sentence: string, mend?: string): Finding {
  return { level: 'warn', sentence, ...(mend === undefined ? {} : { mend }) };
}

export function fail(sentence: string, mend?: string): Finding {
  return { level: 'fail', sentence, ...(mend === undefined ? {} : { mend }) };
}

const words = { ok: 'OK  ', warn: 'LOOK', fail: 'MEND' } as const;

/** A finding as one line; how serious it is stands there as a word. */
export function lineOf({ level, sentence, mend }: Finding): string {
  return [words[level], sentence, ...(mend === undefined ? [] : [mend])].join(' ');
}

/** What it comes down to, as the last line. */
export function summaryOf(findings: readonly Finding[]): Finding {
  const count = (level: Finding['level']): number => findings.filter((each) => each.level === level).length;
  const [failed, warned] = [count('fail'), count('warn')];
  if (failed > 0) return fail(`${things(failed)} to mend, ${things(warned)} to look at.`);
  return warned > 0 ? ok(`Nothing to mend, ${things(warned)} to look at.`) : ok('Nothing to mend.');
}

function things(count: number): string {
  return count === 1 ? '1 thing' : `${count} things`;
}
