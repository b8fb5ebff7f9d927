import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { CommandContext } from '#commands/command.ts';
import { type Dispatched, dispatch } from '#commands/dispatch.ts';
import { PlatformError } from '#core/errors.ts';
import { createLogger } from '#core/log.ts';
import { say } from '#core/messages/sentence-ref.ts';
import { Archive } from '#core/mockups/archive.ts';
import { type MockupBench, openMockupBench, soon } from '../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

const room = { id: 'room-1', isShared: true };
const otherRoom = { id: 'room-2', isShared: true };
const direct = { id: 'ann', isShared: false };

/** What is said to a person who asks, and what becomes of it. */
async function ask(
  bench: MockupBench,
  name: string,
  options: object = {},
  { who = 'ann', place = room }: { who?: string; place?: CommandContext['place'] } = {},
): Promise<{ dispatched: Dispatched; said: string[]; records: Readonly<Record<string, unknown>>[] }> {
  const said: string[] = [];
  const records: Readonly<Record<string, unknown>>[] = [];
  const dispatched = await dispatch(name, options, {
    person: { platform: 'bench', id: who, locale: 'en' },
    thread: { platform: 'bench', data: { room: place.id } },
    place,
    archive: new Archive([bench.service.shelf]),
    mockups: bench.service,
    templateRenders: true,
    log: createLogger('silent'),
    signal: new AbortController().signal,
    reply: async (sentences, data = []) => {
      said.push(...sentences.map((each) => say(each, 'en')));
      records.push(...data);
    },
  });
  if (dispatched.kind === 'refused') said.push(say(dispatched.reason, 'en'));
  return { dispatched, said, records };
}

test.concurrent('again makes the newest once more, from the logo that is here, with a seed of its own', async () => {
  await using bench = await openMockupBench();
  await bench.make({ prompt: 'older' });
  const newest = await bench.make({ prompt: 'newest', size: 512 }, { prompt: 'newest too' });
  bench.messenger.logos.clear();
  const fetches = bench.messenger.fetches;
  const { dispatched, said } = await ask(bench, 'again');
  const batchId = dispatched.kind === 'done' ? (dispatched.batchId ?? '') : '';
  await bench.service.finished(batchId);
  expect(said).toEqual([]);
  expect(bench.messenger.fetches).toBe(fetches);
  const { mockups } = await bench.record(batchId);
  expect(mockups.map(({ stage }) => stage.state)).toEqual(['delivered', 'delivered']);
  for (const [index, { request }] of mockups.entries()) {
    const { seed, ...wish } = newest.mockups[index]?.request ?? { seed: 0 };
    expect(request).toMatchObject(wish);
    expect(request.seed).not.toBe(seed);
  }
});

test.concurrent('what looked as if taken in one go does so again, in another way', async () => {
  await using bench = await openMockupBench();
  const logo = [{ fileName: 'logo.png', data: { file: 'logo.png' } }];
  const seeds: number[][] = [];
  for (const [name, options] of [
    ['mockup', { logo, products: ['cap', 'mug'], count: 2, size: 512 }],
    ['again', {}],
  ] as const) {
    const { dispatched } = await ask(bench, name, options);
    const batchId = dispatched.kind === 'done' ? (dispatched.batchId ?? '') : '';
    await bench.service.finished(batchId);
    seeds.push((await bench.record(batchId)).mockups.map(({ request }) => request.seed));
  }
  const [first = [], second = []] = seeds;
  for (const [one, other, ...rest] of [first, second]) expect(rest).toEqual([one, other]);
  expect(new Set([...first, ...second]).size).toBe(4);
});

test.concurrent('again from a logo that never came is refused with what to do', async () => {
  await using bench = await openMockupBench();
  await bench.make({ logo: 'gone.png' });
  expect((await ask(bench, 'again')).said).toEqual(['The logo of that one is no longer here. Please send it again.']);
});

test.concurrent('cancel says what really happened', async () => {
  await using bench = await openMockupBench();
  expect((await ask(bench, 'cancel')).said).toEqual(['Nothing is being made for you, so there is nothing to cancel.']);
  const release = bench.machine.hold();
  const { id } = await bench.ask({}, {}, {});
  await soon(() => bench.machine.runs.length).toBe(3);
  expect((await ask(bench, 'cancel', { id: `${id}-2` })).said).toEqual(
    ['The cancel of one mockup is passed on. It is known in a moment what became of it.'].map((text) =>
      expect.stringMatching(new RegExp(`^(${text}|The mockup was cancelled\\.)$`)),
    ),
  );
  expect((await ask(bench, 'cancel')).said).toEqual(['2 mockups were cancelled.']);
  expect((await ask(bench, 'cancel', { id })).said).toEqual([
    'Nothing is being made for you, so there is nothing to cancel.',
  ]);
  release();
});

test.concurrent('nobody reaches a batch of another person, or of another shared place', async () => {
  await using bench = await openMockupBench();
  const { id } = await bench.make();
  const unknown = ['There is nothing of yours with this id here. See history for what there is.'];
  for (const name of ['again', 'cancel', 'history']) {
    if (name !== 'again') expect((await ask(bench, name, { id }, { who: 'bob' })).said).toEqual(unknown);
    expect((await ask(bench, name, { id }, { who: 'bob', place: direct })).said).toEqual(unknown);
    expect((await ask(bench, name, { id }, { place: otherRoom })).said).toEqual(unknown);
  }
  expect((await ask(bench, 'history', {}, { place: otherRoom })).said).toEqual([
    'You have not asked for anything here yet.',
  ]);
  expect((await ask(bench, 'history', {}, { place: direct })).said).toHaveLength(1);
  expect(bench.messenger.sent).toHaveLength(1);
});

test.concurrent('again of what somebody else made in the same place makes one of your own', async () => {
  await using bench = await openMockupBench();
  const { id } = await bench.make();
  await ask(bench, 'again', { id, prompt: 'A red hoodie', size: 512 }, { who: 'bob' });
  await bench.service.idle();
  const all = await Array.fromAsync(bench.store.batches.all());
  const [own] = all.filter(({ person }) => person.id === 'bob');
  expect(own?.mockups.map(({ request }) => request)).toMatchObject([{ prompt: 'A red hoodie', size: 512 }]);
  expect(own?.mockups[0]?.request).not.toHaveProperty('product');
  expect(bench.messenger.sent).toHaveLength(2);
});

test.concurrent('history has pages of ten, the newest first', async () => {
  await using bench = await openMockupBench();
  bench.messenger.logos.clear();
  const ids: string[] = [];
  for (let count = 1; count <= 12; count++) {
    const { id } = await bench.make({ prompt: `wish ${count}` });
    await bench.stop();
    await bench.age(id, 100 - count);
    bench.start();
    ids.unshift(id);
  }
  const first = await ask(bench, 'history');
  const second = await ask(bench, 'history', { page: 2 });
  expect([...first.records, ...second.records].map((record) => record['id'])).toEqual(ids);
  expect(first.said).toHaveLength(11);
  expect(first.said[0]).toMatch(/^[a-z0-9]{12} \d{4}-\d\d-\d\d \d\d:\d\d UTC, 0 of 1 made: wish 12$/);
  expect(first.said.at(-1)).toBe('Page 1 of 2.');
  expect((await ask(bench, 'history', { page: 3 })).said).toEqual([
    'There are 2 pages only. Please ask for one of them.',
  ]);
});

test.concurrent('history sends past shots again, also those that could not be delivered, and then they are', async () => {
  await using bench = await openMockupBench();
  const refuse = async () => {
    throw new PlatformError('blocked', { service: 'discord', reason: 'forbidden', status: 403 });
  };
  bench.messenger.beforePart = refuse;
  const { id, first } = await bench.make();
  expect((await ask(bench, 'history', { id })).said).toEqual([
    'The shots could not be sent right now. Please try again later.',
  ]);
  bench.messenger.beforePart = async () => {};
  expect((await ask(bench, 'history', { id: ` ${id.toUpperCase()} ` })).dispatched.kind).toBe('done');
  await ask(bench, 'history', { id });
  expect(bench.messenger.sentOf(first.id)).toHaveLength(2);
  expect((await bench.stage(id)).state).toBe('delivered');
  expect(await bench.record(id)).not.toHaveProperty('undeliverable');
  expect(bench.messenger.threads.at(-1)?.data).toEqual({ room: 'room-1' });
});

test.concurrent('history of one without shots says so', async () => {
  await using bench = await openMockupBench();
  const { id } = await bench.make({ logo: 'gone.png' });
  expect((await ask(bench, 'history', { id })).said).toEqual([
    'No shots were made of that one, so there is nothing to send again.',
  ]);
});

test.concurrent('status tells how far mine are, and how long the queue of all is', async () => {
  await using bench = await openMockupBench({ limits: { maxActive: 1, maxActivePerPerson: 1 } });
  expect((await ask(bench, 'status')).said).toEqual(['Nothing is being made for you right now.']);
  const release = bench.machine.hold();
  await bench.askAs('bob');
  await soon(() => bench.machine.runs.length).toBe(1);
  const { mockups } = await bench.ask({}, {});
  await soon(() => bench.service.load.waiting).toBe(2);
  const { said } = await ask(bench, 'status');
  expect(said.map((line) => line.split(' logo.png: ')[0])).toEqual(mockups.map(({ id }) => id));
  // Which of the two comes to wait first is not said.
  const progress = said.map((line) => line.split(' logo.png: ')[1] ?? '').toSorted();
  expect(progress).toEqual(['queued', 'queued, 1 before it']);
  expect((await ask(bench, 'status', { of: 'queue' })).said).toEqual(['One run is under way, and 2 mockups wait.']);
  expect((await ask(bench, 'status', { of: 'yours' })).said).toEqual(['It must be one of mine, queue.']);
  release();
});

test.concurrent('forget stops what is under way and removes everything of one person, and of nobody else', async () => {
  await using bench = await openMockupBench();
  const mine = await bench.make();
  const theirs = await bench.askAs('bob');
  await bench.service.finished(theirs.id);
  const release = bench.machine.hold();
  const running = await bench.ask();
  await bench.reaches(running.id, 'running');
  const { said } = await ask(bench, 'forget', {}, { place: otherRoom });
  expect(said).toEqual([
    'One request of yours was removed with its logo and shots.',
    'One is still being stopped, and removed as soon as that is done.',
    expect.stringMatching(/^Out of reach from here: files at ComfyDeploy/),
  ]);
  expect((await ask(bench, 'history')).said).toEqual(['You have not asked for anything here yet.']);
  await bench.service.finished(running.id);
  release();
  const left = (await Array.fromAsync(bench.store.batches.all())).map(({ id }) => id);
  expect(left).toEqual([theirs.id]);
  expect(readdirSync(path.join(bench.directory, 'pictures'))).toEqual([theirs.id]);
  expect(left).not.toContain(mine.id);
});

test.concurrent('what was to be forgotten while its run cannot be stopped is not delivered, and goes over a restart', async () => {
  await using bench = await openMockupBench();
  const release = bench.machine.hold();
  const { id } = await bench.ask();
  await bench.reaches(id, 'running');
  await bench.service.forget(id);
  await bench.restart();
  release();
  await bench.service.finished(id);
  expect(await bench.store.batches.get(id)).toBeUndefined();
  expect(bench.messenger.sent).toEqual([]);
});

test.concurrent('another prompt says its own details, and those that did not stand in the old one stay', async () => {
  await using bench = await openMockupBench();
  const details = { view: 'three-quarter', scene: 'desk', placement: 'back' } as const;
  const { id } = await bench.make({ prompt: 'a hoodie of ours, three-quarter view, desk', details });
  const { dispatched } = await ask(bench, 'again', { id, prompt: 'a hoodie of ours, transparent background' });
  const { first } = await bench.record(dispatched.kind === 'done' ? (dispatched.batchId ?? '') : '');
  expect(first.request.details).toEqual({ placement: 'back', scene: 'transparent' });
});

test.concurrent('details alone leave a prompt as it is that has no room for their words', async () => {
  await using bench = await openMockupBench();
  const { id } = await bench.make({ prompt: 'a hoodie '.padEnd(2000, 'x'), details: { placement: 'left-chest' } });
  const { dispatched } = await ask(bench, 'again', { id, prompt: 'transparent' });
  const { first } = await bench.record(dispatched.kind === 'done' ? (dispatched.batchId ?? '') : '');
  expect(first.request.prompt).toHaveLength(2000);
  expect(first.request.details).toEqual({ placement: 'left-chest', scene: 'transparent' });
});
