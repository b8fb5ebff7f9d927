import { type Fault, faults } from './faults.ts';

/** Changes the rows of the run list. */
export function listed(name: string, change: (rows: Record<string, unknown>[]) => unknown[]): Fault {
  return faults.rewrite(name, (rows) => change(rows as unknown as Record<string, unknown>[]) as never);
}

/** Takes our mark away, as a server does that keeps only the inputs it knows. */
export function withoutMark(run: Record<string, unknown>): Record<string, unknown> {
  const inputs = { ...(run['workflow_inputs'] as Record<string, unknown>) };
  delete inputs['mockup_mark'];
  return { ...run, workflow_inputs: inputs };
}
