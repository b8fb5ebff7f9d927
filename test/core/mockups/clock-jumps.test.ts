import { describe, expect, test } from 'vitest';
import { UserError } from '#core/errors.ts';
import type { Mockup } from '#core/mockups/batch.ts';
import { PressGuard } from '#core/mockups/press-guard.ts';
import type { State } from '#core/mockups/stage.ts';
import { faults } from '../../support/faults.ts';
import { jumpingClock } from '../../support/jumping-clock.ts';
import { type MockupBench, openMockupBench, soon } from '../../support/mockup-bench.ts';
import { openWebhookBench } from '../../support/webhook-bench.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const yearMs = 365 * dayMs;

/** Longer than any run may take, and than a day. */
const jumps = [
  ['ahead', 3 * dayMs],
  ['back', -3 * dayMs],
] as const;

/** Something waits in a state from what is called first to what that gives. */
type Hold = (bench: MockupBench) => Promise<() => void>;

/** What is answered late enough for a jump in between. */
const late = faults.delay(400);

const requested =
  (route: Parameters<MockupBench['front']['of']>[0], fault = late): Hold =>
  async ({ front }) => {
    front.next(route, fault);
    return () => {};
  };

/** A promise of the messenger's that is kept when the test says so. */
function gated(set: (wait: () => Promise<void>) => void): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  set(() => promise);
  return resolve;
}

const holds: readonly (readonly [State, string, Hold])[] = [
  [
    'received',
    'while the logo is fetched',
    async ({ messenger }) => gated((wait) => void (messenger.beforeFetch = wait)),
  ],
  ['preparing', 'while the logo is uploaded', requested('upload')],
  [
    'queued',
    'while another has its turn',
    async (bench) => {
      const release = bench.machine.hold();
      await bench.reaches((await bench.ask()).id, 'running');
      return release;
    },
  ],
  ['submitting', 'while the queue call is under way', requested('queue')],
  [
    'submitting',
    'while a run is looked for',
    async ({ front }) => {
      front.next('queue', faults.dropAfter());
      front.next('runs', late);
      return () => {};
    },
  ],
  ['running', 'while the run is worked on', async ({ machine }) => machine.hold()],
  [
    'running',
    'while the API does not answer',
    async ({ front }) => {
      front.always('run', faults.badGateway());
      return () => front.heal();
    },
  ],
  [
    'collecting',
    'while the shot comes in',
    async ({ front }) => {
      front.always('file', late);
      return () => front.heal();
    },
  ],
  [
    'delivering',
    'while the platform is slow',
    async ({ messenger }) => gated((wait) => void (messenger.beforePart = wait)),
  ],
];

/** Made once, delivered once, and never given up or stopped on the way. */
async function expectUnharmed(bench: MockupBench, { id, first }: { readonly id: string; readonly first: Mockup }) {
  await bench.reaches(id, 'delivered');
  await bench.service.finished(id);
  expect(await bench.runsOf(first)).toHaveLength(1);
  expect(bench.messenger.sentOf(first.id)).toHaveLength(1);
  expect(bench.front.of('cancel')).toEqual([]);
  expect(bench.messenger.last(first.id)).not.toHaveProperty('reason');
}

describe.each(jumps)('the clock is set %s by days', (_, jumpMs) => {
  test.each(holds)('in state %s, %s: nothing is lost, doubled or given up', async (state, _when, hold) => {
    using clock = jumpingClock();
    await using bench = await openMockupBench({
      limits: { maxActive: 1, maxActivePerPerson: 1 },
      patience: { toReconcileMs: 2000 },
    });
    const release = await hold(bench);
    const batch = await bench.ask();
    await bench.reaches(batch.id, state);
    clock.jump(jumpMs);
    release();
    await expectUnharmed(bench, batch);
  });

  test('a run that ends between two processes is delivered by the second', async () => {
    using clock = jumpingClock();
    await using bench = await openMockupBench();
    const release = bench.machine.hold();
    const batch = await bench.ask();
    await bench.reaches(batch.id, 'running');
    await bench.stop();
    release();
    await soon(async () => (await bench.runs())[0]?.status).toBe('success');
    clock.jump(jumpMs);
    bench.start();
    await bench.service.recover();
    await bench.reaches(batch.id, 'delivered');
    expect(await bench.runsOf(batch.first)).toHaveLength(1);
    expect(bench.messenger.sentOf(batch.first.id)).toHaveLength(1);
  });

  test('webhooks are heard on, and no longer when the run has ended', async () => {
    using clock = jumpingClock();
    await using opened = await openWebhookBench();
    const { bench } = opened;
    const release = bench.machine.hold();
    const batch = await bench.ask();
    await bench.reaches(batch.id, 'running');
    await soon(() => opened.results.length).toBeGreaterThan(1);
    const [token, [run]] = [await opened.tokenOf(batch.id), await bench.runs()];
    clock.jump(jumpMs);
    expect(await opened.hint(token, { run_id: run?.id, status: 'running' })).toBe(200);
    release();
    await expectUnharmed(bench, batch);
    expect(await opened.hint(token, { run_id: run?.id, status: 'success' })).toBe(404);
  });

  test('a button works on, and one press is still one', async () => {
    using clock = jumpingClock();
    const guard = new PressGuard<number>();
    let done = 0;
    const press = () => guard.press('ann', 'again', async () => ++done);
    expect(await press()).toBe(1);
    clock.jump(jumpMs);
    expect(await press()).toBe(1);
    await soon(press).toBe(2);
  });
});

test('a run that was queued in the future, by the clock as it is now, has all its time', async () => {
  using clock = jumpingClock();
  await using bench = await openMockupBench({ patience: { coldStartMs: 0, marginMs: 0 } });
  const release = bench.machine.hold();
  const batch = await bench.ask();
  await bench.reaches(batch.id, 'running');
  await bench.stop();
  clock.jump(-yearMs);
  bench.start();
  await bench.service.recover();
  await soon(() => bench.messenger.last(batch.first.id).working).toBe(true);
  release();
  await expectUnharmed(bench, batch);
});

describe('the limits of a day', () => {
  const limits = { maxActive: 4, maxActivePerPerson: 4, maxPerPersonPerDay: 1 };
  const refused = /^Everyone can ask for 1 mockups a day\. Please try again in about (\d+) hours\.$/;

  async function refusal(bench: MockupBench): Promise<string> {
    const error: unknown = await bench.ask().catch((reason: unknown) => reason);
    if (!(error instanceof UserError)) throw new Error('It was not refused with a sentence.', { cause: error });
    return error.text('en');
  }

  test('hold for a day and no longer when the clock is set back by years', async () => {
    using clock = jumpingClock();
    await using bench = await openMockupBench({ limits });
    await bench.make();
    clock.jump(-yearMs);
    expect(await refusal(bench)).toMatch(refused);
    expect(Number(refused.exec(await refusal(bench))?.[1])).toBeLessThanOrEqual(24);
    // What the next process finds was made in a year from now: it counts for nobody knows how long, so it does not count.
    await bench.restart();
    await bench.make();
    expect(await refusal(bench)).toMatch(refused);
  });

  test('hold over a restart when the clock is set back by hours, and end when the clock says so', async () => {
    using clock = jumpingClock();
    await using bench = await openMockupBench({ limits });
    await bench.make();
    clock.jump(-5 * hourMs);
    await bench.restart();
    expect(refused.exec(await refusal(bench))?.[1]).toBe('24');
    clock.jump(23 * hourMs);
    expect(refused.exec(await refusal(bench))?.[1]).toBe('6');
    clock.jump(12 * hourMs);
    await bench.make();
  });

  test('hold when the clock was ahead for a moment', async () => {
    using clock = jumpingClock();
    await using bench = await openMockupBench({ limits: { ...limits, maxPerPersonPerDay: 2 } });
    await bench.make({}, {});
    clock.jump(yearMs);
    await bench.make();
    clock.jump(-yearMs);
    expect(await refusal(bench)).toContain('Everyone can ask for 2 mockups a day.');
  });

  test('warn the operator once although the clock is set back', async () => {
    using clock = jumpingClock();
    await using bench = await openMockupBench({ limits: { ...limits, maxRunsPerDay: 1 } });
    await bench.make();
    for (const jumpMs of [0, -hourMs, -hourMs]) {
      clock.jump(jumpMs);
      await expect(bench.askAs('bob')).rejects.toThrow(UserError);
    }
    const warnings = bench.log.filter(({ msg }) => String(msg).includes('MAX_RUNS_PER_DAY'));
    expect(warnings).toHaveLength(1);
  });
});
