import { setTimeout as sleep } from 'node:timers/promises';
import type { State } from '#core/mockups/stage.ts';
import { MachineError } from '#studio/machines/machine.ts';
import { seededRandom } from '../support/faults.ts';
import { type MockupBench, openMockupBench, type TableRun } from '../support/mockup-bench.ts';

export interface FaultSoakOptions {
  readonly mockups: number;
  /** Share of the API calls that are hurt. */
  readonly fraction: number;
  readonly seed: number;
}

/** What happened, counted from the API's own run table and from what arrived at the receiving side. */
export interface FaultSoakResult {
  readonly asked: number;
  readonly runs: number;
  readonly calls: number;
  readonly hurt: number;
  readonly delivered: number;
  readonly undecided: number;
  /** Mockups that are neither at rest nor known to anyone. */
  readonly silent: readonly string[];
  /** Mockups with more than one run. */
  readonly doubledRuns: readonly string[];
  /** Parts that arrived more than once. */
  readonly doubledParts: readonly string[];
  /** Mockups whose run succeeded over there and whose shots never arrived. */
  readonly lost: readonly string[];
  /** Mockups that were said to have failed although their run had not, or was never made. */
  readonly wrongFailures: readonly string[];
}

const people = 25;
const perBatch = 4;
/** Of a hundred runs so many fail by themselves. */
const failingPercent = 4;

/** Many people ask for many mockups at once, while a share of all calls to the API is hurt in one way or another. */
export async function soakFaults(options: FaultSoakOptions): Promise<FaultSoakResult> {
  await using bench = await openMockupBench({
    random: { seed: options.seed, fraction: options.fraction },
    patience: { toCreateRunMs: 60_000, toReconcileMs: 3000 },
    limits: { maxActive: 24, maxActivePerPerson: 4 },
    slots: 16,
  });
  const random = seededRandom(options.seed);
  bench.machine.work = async (run, context) => {
    await sleep(5 + 60 * random(), undefined, { signal: context.signal });
    if (random() * 100 < failingPercent) throw new MachineError('Out of memory on the GPU.');
    await bench.machine.drawAtOnce(run, context);
  };
  const batches = [];
  for (let asked = 0; asked < options.mockups; asked += perBatch) {
    const wishes = Array.from({ length: Math.min(perBatch, options.mockups - asked) }, () => ({}));
    batches.push(await bench.askAs(`person ${(asked / perBatch) % people}`, ...wishes));
  }
  await Promise.all(batches.map((batch) => bench.service.finished(batch.id)));
  const ids = batches.flatMap((batch) => batch.mockups.map((mockup) => mockup.id));
  return await judge(ids, bench);
}

async function judge(ids: readonly string[], bench: MockupBench): Promise<FaultSoakResult> {
  const table = await bench.runs();
  const runsOf = Map.groupBy(table, (run) => String(run.workflow_inputs['mockup_mark']));
  const sentOf = Map.groupBy(bench.messenger.sent, (part) => part.key);
  const states = await statesOf(ids, bench);
  const has = (id: string, status: string): boolean =>
    (runsOf.get(id) ?? []).some((run: TableRun) => run.status === status);
  const failed = ids.filter((id) => states.get(id) === 'failed');
  return {
    asked: ids.length,
    runs: table.length,
    calls: bench.front.requests.length,
    hurt: bench.front.requests.filter((request) => request.fault !== undefined).length,
    delivered: ids.filter((id) => bench.messenger.sent.some((part) => part.mockupId === id)).length,
    undecided: ids.filter((id) => states.get(id) === 'undecided').length,
    silent: ids.filter((id) => !['delivered', 'failed', 'undecided'].includes(states.get(id) ?? '')),
    doubledRuns: [...runsOf].filter(([, runs]) => runs.length > 1).map(([id]) => id),
    doubledParts: [...sentOf].filter(([, parts]) => parts.length > 1).map(([key]) => key),
    lost: ids.filter((id) => has(id, 'success') && !bench.messenger.sent.some((part) => part.mockupId === id)),
    wrongFailures: failed.filter((id) => !has(id, 'failed')),
  };
}

async function statesOf(ids: readonly string[], bench: MockupBench): Promise<ReadonlyMap<string, State>> {
  const wanted = new Set(ids);
  const states = new Map<string, State>();
  for await (const batch of bench.store.batches.all()) {
    for (const mockup of batch.mockups) if (wanted.has(mockup.id)) states.set(mockup.id, mockup.stage.state);
  }
  return states;
}
