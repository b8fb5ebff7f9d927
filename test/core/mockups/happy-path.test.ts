import { expect, test, vi } from 'vitest';
import { say } from '#core/messages/sentence-ref.ts';
import { faults } from '../../support/faults.ts';
import { openMockupBench, soon } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

test.concurrent('a logo becomes one run, and its shot is delivered once, byte for byte', async () => {
  await using bench = await openMockupBench();
  const batch = await bench.make();
  const runs = await bench.runs();
  expect(runs.map(({ status }) => status)).toEqual(['success']);
  expect(await bench.runsOf(batch.first)).toHaveLength(1);
  const [part, ...more] = bench.messenger.sent;
  expect(more).toEqual([]);
  expect(part).toMatchObject({ key: `${batch.first.id}/1`, fileName: 'product-shot_00001_.png', mime: 'image/png' });
  expect(part?.bytes.equals(bench.machine.made.get(runs[0]?.id ?? '') ?? Buffer.alloc(0))).toBe(true);
  expect(await bench.stage(batch.id)).toMatchObject({ state: 'delivered', runId: runs[0]?.id, timedOut: false });
});

test.concurrent('every state is on disk in its order, and the last thing shown is the delivered shot', async () => {
  await using bench = await openMockupBench();
  const { first } = await bench.make();
  expect(bench.statesOnDisk(first.id)).toEqual([
    'received',
    'accepted',
    'preparing',
    'queued',
    'submitting',
    'running',
    'collecting',
    'delivering',
    'delivered',
  ]);
  const last = bench.messenger.last(first.id);
  expect(last).toMatchObject({ state: 'delivered', logoName: 'logo.png' });
  expect(last.shots.map(({ altText }) => altText)).toEqual(['Product shot with the logo logo.png: a black cap']);
  expect(await last.shots[0]?.read()).toEqual(bench.messenger.sent[0]?.bytes);
  expect(bench.messenger.views.at(-1)).toMatchObject({ atRest: true, locale: 'en' });
});

test.concurrent('progress is shown and never goes back, whatever the API says', async () => {
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  const said = [0.1, 0.6, 0.2, 0.9, 0.4];
  let asked = 0;
  bench.front.always(
    'run',
    faults.rewrite('progress', (run) => ({ ...run, progress: said[Math.min(asked++, said.length - 1)] })),
  );
  const { id, first } = await bench.ask();
  await soon(() => asked).toBeGreaterThan(said.length);
  release();
  await bench.service.finished(id);
  const shown = bench.messenger.seen(first.id).flatMap(({ fraction }) => fraction ?? []);
  expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  expect(new Set(shown)).toEqual(new Set([0.1, 0.6, 0.9]));
});

test.concurrent('the mockups of a batch are made side by side, each delivered once', async () => {
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  const { id, mockups } = await bench.ask({}, {}, {});
  await soon(() => bench.machine.runs.length).toBe(3);
  release();
  await bench.service.finished(id);
  for (const mockup of mockups) expect(await bench.runsOf(mockup)).toHaveLength(1);
  expect(bench.messenger.sent.map(({ key }) => key).toSorted()).toEqual(mockups.map((each) => `${each.id}/1`));
  expect(new Set(bench.machine.runs.map(({ inputs }) => inputs['input_seed'])).size).toBe(3);
});

test.concurrent('a logo that is none fails with its own sentence and holds back no other', async () => {
  await using bench = await openMockupBench();
  bench.messenger.logos.set('words.txt', Buffer.from('this is no picture, only words\n'.repeat(20)));
  const { mockups } = await bench.make({}, { logo: 'words.txt' }, { logo: 'gone.png' }, {});
  const shown = mockups.map(({ id }) => bench.messenger.last(id));
  expect(shown.map(({ state }) => state)).toEqual(['delivered', 'failed', 'failed', 'delivered']);
  expect(shown.map(({ reason }) => reason && say(reason, 'en'))).toEqual([
    undefined,
    'This is a text file, not a picture. Please send the logo as a PNG, JPEG, WebP or SVG.',
    'The logo came from standard input and is gone. Please send it again.',
    undefined,
  ]);
  expect(await bench.runs()).toHaveLength(2);
  expect(bench.messenger.sent).toHaveLength(2);
});

test.concurrent('runs at once are limited per person, people take turns, and those who wait see their place', async () => {
  await using bench = await openMockupBench({ limits: { maxActive: 1, maxActivePerPerson: 1 } });
  const release = bench.machine.hold();
  const ann = await bench.askAs('ann', {}, {}, {});
  await soon(() => bench.machine.runs.length).toBe(1);
  await soon(() => bench.service.load).toEqual({ waiting: 2, active: 1 });
  const bob = await bench.askAs('bob', {});
  await soon(() => bench.service.load).toEqual({ waiting: 3, active: 1 });
  await soon(() => bench.messenger.last(bob.first.id).ahead).toBe(0);
  release();
  await Promise.all([bench.service.finished(ann.id), bench.service.finished(bob.id)]);
  const order = bench.machine.runs.map(({ inputs }) => (inputs['mockup_mark'] === bob.first.id ? 'bob' : 'ann'));
  expect(order).toEqual(['ann', 'bob', 'ann', 'ann']);
  const places = bench.messenger.views.flatMap(({ mockups }) => mockups.flatMap(({ ahead }) => ahead ?? []));
  expect(Math.min(...places)).toBe(0);
});
