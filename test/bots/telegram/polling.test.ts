import { expect, test, vi } from 'vitest';
import { PlatformRefusal } from '#bots/connect-bots.ts';
import { updateKinds } from '#bots/telegram/telegram-update.ts';
import { openPollingBench } from '../../support/polling-bench.ts';
import { type ScriptedAnswer, startScriptedServer } from '../../support/scripted-server.ts';
import type { FakeTelegram } from '../../support/telegram/fake-telegram.ts';
import { apiOf } from '../../support/telegram/library-client.ts';
import { telegramFaults } from '../../support/telegram/telegram-faults.ts';
import { result } from '../../support/telegram-desk.ts';

vi.setConfig({ testTimeout: 40_000, maxConcurrency: 8 });

const soon = { timeout: 30_000, interval: 5 };
const [notFetched, notTaken] = ['updates not fetched, trying again', 'updates not taken, trying again'];

const polls = ({ updates }: FakeTelegram) => updates.polls;

test.concurrent('what is asked for are the kinds that are used, and nothing is acknowledged before it is written down', async () => {
  await using post = await openPollingBench();
  const { telegram, budget, heard, writes, lines } = post;
  await vi.waitUntil(() => polls(telegram).length === 1, soon);
  expect(polls(telegram)[0]).toMatchObject({ offset: undefined, timeout: 30, allowedUpdates: updateKinds });
  budget.left = 0;
  writes('one');
  await vi.waitUntil(() => lines(notTaken).length === 3, soon);
  expect(telegram.updates.pending).toBe(1);
  expect(polls(telegram).every(({ offset }) => offset === undefined)).toBe(true);
  expect(heard).toEqual([]);
  budget.left = Number.POSITIVE_INFINITY;
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  expect(heard).toEqual(['one']);
  // Pauses grow, although each time the updates were fetched.
  const times = polls(telegram).map(({ at }) => at);
  const gap = (index: number) => (times[index + 1] ?? 0) - (times[index] ?? 0);
  expect(gap(2)).toBeGreaterThan(gap(1));
});

test.concurrent('updates that come twice, and those of a batch that was not acknowledged, are dealt with once, after a restart too', async () => {
  await using post = await openPollingBench();
  const { telegram, heard, writes, stop, start } = post;
  telegram.duplicateNext();
  writes('one');
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  // The first, the one that acknowledges and gets it again, and the next.
  await vi.waitUntil(() => polls(telegram).length === 3, soon);
  telegram.next('getUpdates', telegramFaults.hang());
  writes('two');
  await vi.waitUntil(() => heard.includes('two'), soon);
  await stop();
  expect(telegram.updates.pending).toBe(1);
  await start();
  writes('three');
  await vi.waitUntil(() => heard.includes('three'), soon);
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  expect(heard).toEqual(['one', 'two', 'three']);
});

test.concurrent('a batch whose answer is lost comes again', async () => {
  await using post = await openPollingBench();
  const { telegram, heard, writes, stop, start, lines } = post;
  await stop();
  telegram.next('getUpdates', telegramFaults.dropAfter(), telegramFaults.failAfter(502));
  writes('one');
  writes('two');
  await start();
  await vi.waitUntil(() => heard.length === 2, soon);
  expect(heard).toEqual(['one', 'two']);
  expect(lines(notFetched)).toHaveLength(2);
});

test.concurrent('after hundreds of updates that waited all are dealt with, in order', async () => {
  await using post = await openPollingBench();
  const { telegram, heard, writes, stop, start } = post;
  await stop();
  const texts = Array.from({ length: 250 }, (_, index) => `words ${index}`);
  texts.forEach(writes);
  await start();
  await vi.waitUntil(() => heard.length === 250, soon);
  expect(heard).toEqual(texts);
  await vi.waitUntil(() => telegram.updates.pending === 0, soon);
  expect(Math.max(...polls(telegram).map(({ updateIds }) => updateIds.length))).toBe(100);
});

test.concurrent('a failing Telegram is asked again after pauses that grow, and is connected again at once when it answers', async () => {
  await using post = await openPollingBench();
  const { telegram, heard, connected, writes, lines, stop, start } = post;
  await vi.waitUntil(() => polls(telegram).length === 1, soon);
  await stop();
  telegram.next(
    'getUpdates',
    telegramFaults.failBefore(500),
    telegramFaults.htmlPage(502),
    telegramFaults.dropBefore(),
    telegramFaults.refuse(404, 'Bad Gateway of somebody'),
  );
  await start();
  await vi.waitUntil(() => lines(notFetched).length === 4, soon);
  await vi.waitUntil(() => connected.at(-1) === true, soon);
  expect(connected).toContain(false);
  // The first question after a failure does not wait for updates.
  expect(
    polls(telegram)
      .slice(1)
      .map(({ timeout }) => timeout)[0],
  ).toBe(0);
  writes('one');
  await vi.waitUntil(() => heard.length === 1, soon);
  const times = telegram
    .of('getUpdates')
    .slice(1)
    .map(({ at }) => at);
  const gap = (index: number) => (times[index + 1] ?? 0) - (times[index] ?? 0);
  // From 500 ms on, each between half and all of twice the one before.
  for (const [index, leastMs] of [250, 500, 1000, 2000].entries())
    expect(gap(index)).toBeGreaterThanOrEqual(leastMs - 50);
});

test.concurrent('a long poll that is never answered ends by its own deadline', async () => {
  await using post = await openPollingBench();
  const { telegram, heard, writes, lines, stop, start } = post;
  await stop();
  telegram.next('getUpdates', telegramFaults.hang());
  await start({ callMs: 100, holdSeconds: 1 });
  writes('one');
  await vi.waitUntil(() => heard.length === 1, soon);
  expect(lines(notFetched)[0]).toMatchObject({
    err: { message: expect.stringContaining('in time') as string },
  });
});

test.concurrent('a wait that Telegram asks for is kept', async () => {
  await using post = await openPollingBench();
  const { telegram, heard, writes, stop, start } = post;
  await stop();
  telegram.next('getUpdates', telegramFaults.tooMany(3));
  writes('one');
  await start();
  await vi.waitUntil(() => heard.length === 1, soon);
  const [before = 0, after = 0] = telegram
    .of('getUpdates')
    .slice(-3)
    .map(({ at }) => at);
  expect(after - before).toBeGreaterThanOrEqual(2990);
});

test.concurrent('a second program that fetches is said once, and given time; when it is gone everything goes on', async () => {
  await using post = await openPollingBench();
  const { telegram, heard, said, connected, writes } = post;
  const other = apiOf(telegram);
  for (let round = 0; round < 2; round++) {
    // Only a question that is held can be ended by another: the first after a failure is answered at once.
    await vi.waitUntil(() => polls(telegram).at(-1)?.timeout === 30, soon);
    await other.getUpdates({ timeout: 0 });
    await vi.waitUntil(() => connected.at(-1) === false, soon);
  }
  writes('one');
  await vi.waitUntil(() => heard.length === 1, soon);
  await vi.waitUntil(() => connected.at(-1) === true, soon);
  expect(said).toEqual([
    'Telegram: another program fetches the updates of this bot too. Stop that one; this one goes on trying.',
  ]);
});

test.concurrent('a webhook that somebody else sets is said once, and when it is gone everything goes on', async () => {
  await using post = await openPollingBench();
  const { telegram, heard, said, connected, writes } = post;
  await vi.waitUntil(() => polls(telegram).length === 1, soon);
  const other = apiOf(telegram);
  await other.setWebhook('https://other.example/x');
  await vi.waitUntil(() => connected.at(-1) === false, soon);
  const sentence =
    'Telegram: another program has set a webhook for this bot, so that nothing comes in here. Stop that one, then start this one again.';
  await vi.waitUntil(() => said.includes(sentence), soon);
  await other.deleteWebhook();
  writes('one');
  await vi.waitUntil(() => heard.length === 1, soon);
  expect(said.filter((each) => each === sentence)).toHaveLength(1);
});

test.concurrent('a token that is taken back ends it with a sentence; one refusal alone does not', async () => {
  await using post = await openPollingBench();
  const { telegram, heard, writes, lines, stop, start } = post;
  await stop();
  telegram.next('getUpdates', telegramFaults.refuse(401, 'Unauthorized'));
  writes('one');
  await start();
  await vi.waitUntil(() => heard.length === 1, soon);
  telegram.always('getUpdates', telegramFaults.refuse(401, 'Unauthorized'));
  writes('two');
  const ended = await post.ended;
  expect(ended).toBeInstanceOf(PlatformRefusal);
  expect(String(ended)).toContain('Telegram does not accept TELEGRAM_BOT_TOKEN.');
  expect(lines(notFetched)).toHaveLength(2);
});

test.concurrent('a stop ends a long poll at once, and a pause', async () => {
  await using post = await openPollingBench();
  const { telegram, stop, start } = post;
  await vi.waitUntil(() => polls(telegram).length === 1, soon);
  await stop();
  telegram.next('getUpdates', telegramFaults.tooMany(3600));
  await start();
  await vi.waitUntil(() => telegram.of('getUpdates').at(-1)?.code === 429, soon);
  await stop();
});

test.concurrent('answers that are no updates are not asked for again and again, and true ones among them are dealt with', async () => {
  const answers: ScriptedAnswer[] = [
    result({ not: 'a list' }),
    result([{ poll: 1 }, null]),
    result([{ update_id: 7, message: { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, text: 'one' } }, 'x']),
    result([]),
  ];
  await using server = await startScriptedServer(() => answers.shift());
  await using post = await openPollingBench({}, { apiRoot: server.origin });
  const { heard, lines } = post;
  await vi.waitUntil(() => server.requests.length === 5, soon);
  expect(heard).toEqual(['one']);
  expect(lines(notFetched)).toHaveLength(2);
  const offsets = server.requests.map(({ body }) => (JSON.parse(String(body)) as { offset?: number }).offset);
  // An empty answer means that nothing is left to acknowledge: numbers may begin anew below the old ones.
  expect(offsets).toEqual([undefined, undefined, undefined, 8, undefined]);
});
