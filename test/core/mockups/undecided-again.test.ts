import { expect, test } from 'vitest';
import { UserError } from '#core/errors.ts';
import { createLogger } from '#core/log.ts';
import { type Batch, createBatchId, mockupId } from '#core/mockups/batch.ts';
import { BatchBook, mockupOf } from '#core/mockups/batch-book.ts';
import { Intake } from '#core/mockups/intake.ts';
import { type LimitSettings, Limits, noLimits } from '#core/mockups/limits.ts';
import { Undecided } from '#core/mockups/undecided.ts';
import { openBreakableStore } from '../../support/breakable-store.ts';
import { jumpingClock } from '../../support/jumping-clock.ts';
import { soon } from '../../support/mockup-bench.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const hourMs = 60 * 60_000;

function undecidedBatch({ createdAt = Date.now(), id = createBatchId() } = {}): Batch {
  return {
    id,
    person: { platform: 'bench', id: 'ann', locale: 'en' },
    thread: { platform: 'bench', data: null },
    place: { id: 'room-1', isShared: true },
    createdAt,
    sent: {},
    mockups: [
      {
        id: mockupId(id, 0),
        request: { prompt: 'a black cap', size: 768, deployment: 'studio', seed: 1 },
        logo: { fileName: 'logo.png', data: null },
        backend: 'bench',
        cancelRequested: false,
        notes: [],
        stage: { state: 'undecided', logoUrl: 'http://127.0.0.1/logo.png', attemptedAt: Date.now() },
      },
    ],
  };
}

/** What waits for a choice, on a store that can be left and come back to, without the work that a choice begins. */
function openChoices(batch = undecidedBatch(), settings: Partial<LimitSettings> = {}) {
  const stack = new DisposableStack();
  const folder = stack.use(temporaryFolder());
  const writes = { left: Number.POSITIVE_INFINITY, batches: [] };
  const log = createLogger('silent');
  const steady = { now: 5000 };
  const stop = new AbortController();
  const [mockup] = batch.mockups;
  if (!mockup) throw new Error('A batch without mockups.');
  const begin = () => {
    const store = stack.use(openBreakableStore(folder.path, writes));
    const book = new BatchBook(store.batches, log);
    const limits = new Limits({ ...noLimits, ...settings }, store.tallies, log);
    const intake = new Intake({ backendId: 'bench', book, limits, pictures: store.pictures });
    const takenUp: string[] = [];
    const undecided = new Undecided({
      book,
      log,
      takeUp: async (batchId) => void takenUp.push(batchId),
      charge: (each) => intake.charge(each),
      serverNow: () => Date.now(),
      pauseMs: 5,
      steadyNow: () => steady.now,
    });
    return {
      store,
      book,
      intake,
      takenUp,
      again: () => undecided.decide(batch.id, mockup.id, 'again'),
      look: () => undecided.decide(batch.id, mockup.id, 'look'),
      watch: () => {
        undecided.start(stop.signal);
        stack.defer(() => stop.abort());
      },
      state: async () => (await store.batches.get(batch.id))?.mockups[0]?.stage.state,
    };
  };
  const first = begin();
  return {
    ...first,
    batch,
    steady,
    writes,
    /** As the next process has it. */
    begin,
    put: () => first.store.batches.put(batch.id, batch),
    [Symbol.dispose]: () => stack.dispose(),
  };
}

async function sentenceOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error('It was not refused with a sentence.', { cause: error });
  return error.text('en');
}

const ceiling = 'As many mockups were made today as this place pays for. Please try again in about 24 hours.';

test('making again counts as a run, also for the next process', async () => {
  using choices = openChoices(undecidedBatch(), { maxRunsPerDay: 3 });
  await choices.put();
  expect(await choices.again()).toBe(true);
  expect([await choices.state(), choices.takenUp]).toEqual(['queued', [choices.batch.id]]);
  await choices.intake.charge(choices.batch);
  expect(await sentenceOf(choices.intake.charge(choices.batch))).toBe(ceiling);
  expect(await sentenceOf(choices.begin().intake.charge(choices.batch))).toBe(ceiling);
  expect(JSON.stringify(await Array.fromAsync(choices.store.tallies.all()))).not.toContain('ann');
});

test('where the ceiling is reached making again is refused with its sentence, and the choice stays open', async () => {
  using choices = openChoices(undecidedBatch(), { maxRunsPerDay: 1 });
  await choices.put();
  expect(await sentenceOf(choices.again())).toBe(ceiling);
  expect([await choices.state(), choices.takenUp]).toEqual(['undecided', []]);
  expect(await choices.look()).toBe(true);
  expect([await choices.state(), choices.takenUp]).toEqual(['submitting', [choices.batch.id]]);
});

test('there is room again when what was made before is a day old', async () => {
  const old = undecidedBatch({ createdAt: Date.now() - 25 * hourMs });
  using choices = openChoices(old, { maxRunsPerDay: 1, maxPerPersonPerDay: 1 });
  await choices.put();
  expect(await choices.again()).toBe(true);
  expect(await sentenceOf(choices.intake.charge(old))).toBe(
    'Everyone can ask for 1 mockups a day. Please try again in about 24 hours.',
  );
});

test('two presses at the same time are one choice and count once', async () => {
  using choices = openChoices(undecidedBatch(), { maxRunsPerDay: 3 });
  await choices.put();
  expect(await Promise.all([choices.again(), choices.again(), choices.look()])).toEqual([true, false, false]);
  expect([await choices.state(), choices.takenUp]).toEqual(['queued', [choices.batch.id]]);
  expect(await Array.fromAsync(choices.store.tallies.all())).toHaveLength(1);
});

test('what could not be written down was not chosen and does not count', async () => {
  using choices = openChoices(undecidedBatch(), { maxRunsPerDay: 2 });
  await choices.put();
  choices.writes.left = 0;
  await expect(choices.again()).rejects.toThrow('batch');
  choices.writes.left = Number.POSITIVE_INFINITY;
  expect([await choices.state(), choices.takenUp]).toEqual(['undecided', []]);
  expect(await Array.fromAsync(choices.store.tallies.all())).toEqual([]);
  expect(await choices.again()).toBe(true);
});

test('a clock that is set ahead by days does not choose for a person', async () => {
  using clock = jumpingClock();
  using choices = openChoices(undecidedBatch({ id: 'z'.repeat(12) }));
  const { batch: first, book, steady } = choices;
  // Comes to be undecided while this process lives, and is gone through before the first.
  const second = undecidedBatch({ id: '2'.repeat(12) });
  const [mockup, other] = [mockupOf(first, `${first.id}-1`), mockupOf(second, `${second.id}-1`)];
  const { stage } = other;
  if (stage.state !== 'undecided') throw new Error('It is to be undecided.');
  const submitting = { ...stage, state: 'submitting', attempt: 2 } as const;
  await choices.store.batches.put(second.id, { ...second, mockups: [{ ...other, stage: submitting }] });
  await choices.put();
  await choices.intake.load();
  const stateOf = async ({ id }: Batch) => (await book.find(id))?.mockups[0]?.stage.state;

  choices.watch();
  // Looked for as at every start, and not found.
  await soon(() => stateOf(first)).toBe('submitting');
  await book.enter({ ...mockup, stage: submitting }, mockup.stage);
  steady.now += 2 * hourMs;
  clock.jump(72 * hourMs);
  await book.enter({ ...other, stage: submitting }, stage);

  steady.now += 22.5 * hourMs;
  await soon(() => stateOf(first)).toBe('failed');
  expect(await stateOf(second)).toBe('undecided');
  steady.now += 24 * hourMs;
  await soon(() => stateOf(second)).toBe('failed');
});
