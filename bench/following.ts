import { PollPlan } from '#core/mockups/poll-plan.ts';
import { seededRandom } from '../test/support/faults.ts';
import type { Report } from './support/report.ts';

const runs = 300;
const intervals = [2000, 10_000] as const;

interface SimulatedRun {
  /** Until a machine picks it up, and from there to the end, in ms. */
  readonly waitMs: number;
  readonly runMs: number;
}

interface Following {
  /** From the end of the run to the question that sees it, in ms, over all runs. */
  waitedMs: number;
  questions: number;
}

/**
 * How long a person waits after a run has ended, and what that costs in questions, against pollers with a fixed interval. Time is simulated;
 * one run in five meets a cold start.
 */
export async function measure(report: Report): Promise<void> {
  for (const [sigma, limit] of [
    [0.2, 0.5],
    [0.4, 0.75],
    [0.7, 1],
  ] as const) {
    const simulated = simulate(sigma, 30_000);
    const meanWaitMs = simulated.reduce((sum, each) => sum + each.waitMs, 0) / runs;
    const plan = new PollPlan({ medianMs: 30_000, sigma, meanWaitMs });
    const ours = total(simulated.map((run) => followByPlan(run, plan)));
    const [reference, slow] = intervals.map((interval) => total(simulated.map((run) => followFixed(run, interval))));
    if (!reference || !slow) return;
    const name = `runs with σ ${sigma}:`;
    report.row({ what: `${name} waited after the end`, value: ours.waitedMs / runs, unit: 'ms' });
    report.row({ what: `${name} the same, asking every 2 s`, value: reference.waitedMs / runs, unit: 'ms' });
    report.row({ what: `${name} the same, asking every 10 s`, value: slow.waitedMs / runs, unit: 'ms' });
    report.row({ what: `${name} waited ÷ every 2 s`, value: ours.waitedMs / reference.waitedMs, unit: '×', limit });
    report.row({
      what: `${name} questions ÷ every 2 s`,
      value: ours.questions / reference.questions,
      unit: '×',
      limit: 1,
    });
    report.row({
      what: `${name} questions, every 10 s ÷ every 2 s`,
      value: slow.questions / reference.questions,
      unit: '×',
    });
  }
}

function simulate(sigma: number, medianMs: number): SimulatedRun[] {
  const random = seededRandom(Math.round(sigma * 100));
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: runs }, () => ({
    waitMs: random() < 0.2 ? 60_000 * Math.exp(0.4 * normal()) : 300 + 500 * random(),
    runMs: medianMs * Math.exp(sigma * normal()),
  }));
}

/** As the watcher does it: a question that finds the run waiting starts the plan anew, one that finds it running knows since when. */
function followByPlan({ waitMs, runMs }: SimulatedRun, plan: PollPlan): Following {
  const end = waitMs + runMs;
  let now = 0;
  let pickedUp = 0;
  for (let questions = 1; ; questions++) {
    now += plan.delayMs(now - pickedUp);
    if (now >= end) return { waitedMs: now - end, questions };
    pickedUp = now < waitMs ? now : waitMs;
  }
}

function followFixed({ waitMs, runMs }: SimulatedRun, intervalMs: number): Following {
  const end = waitMs + runMs;
  const questions = Math.ceil(end / intervalMs);
  return { waitedMs: questions * intervalMs - end, questions };
}

function total(followed: readonly Following[]): Following {
  return followed.reduce(
    (sum, each) => ({ waitedMs: sum.waitedMs + each.waitedMs, questions: sum.questions + each.questions }),
    { waitedMs: 0, questions: 0 },
  );
}
