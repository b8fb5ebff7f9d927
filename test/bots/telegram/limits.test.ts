import { expect, test, vi } from 'vitest';
import type { FakeMessage } from '../../support/telegram/fake-message.ts';
import type { FakeTelegram } from '../../support/telegram/fake-telegram.ts';
import { telegramFaults } from '../../support/telegram/telegram-faults.ts';
import { openTelegramMessengerBench } from '../../support/telegram-messenger-bench.ts';

vi.setConfig({ testTimeout: 60_000, maxConcurrency: 4 });

const soon = { timeout: 30_000, interval: 10 };
/** So many times as fast as it is passes the server's time. */
const speed = 30;
const minuteMs = 60_000 / speed;
/** The usual limits in that time, with room for how late a busy machine is. */
const rates = {
  chat: { most: 20, ms: minuteMs },
  group: { most: 20, ms: minuteMs + 600 },
  overall: { most: 28, ms: 60 },
};
const progress = { perMessageMs: 4000 / speed, perChannel: 8, windowMs: minuteMs + 600 };

const isDone = ({ file, buttons }: FakeMessage): boolean =>
  file !== undefined && buttons.some(({ text }) => text === 'Again');

function hasten({ clock }: FakeTelegram): Disposable {
  const start = Date.now();
  const timer = setInterval(() => {
    clock.offsetMs = (Date.now() - start) * (speed - 1);
  }, 1);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

test.concurrent('thirty people of one group who ask at once all get their shots, and Telegram has nothing to refuse', async () => {
  await using bench = await openTelegramMessengerBench({
    rates,
    pace: { progress: { alone: progress, group: progress } },
  });
  using _ = hasten(bench.telegram);
  const people = Array.from({ length: 30 }, (_each, index) => bench.telegram.person(`person ${index}`));
  const team = bench.telegram.group('Team', { people });
  const bob = bench.telegram.person('bob');
  await Promise.all(people.map((person) => bench.ask(person.sends(team, { text: 'a mug' }), person)));
  await vi.waitUntil(() => bench.answers(team).length >= 8, soon);
  await bench.ask(bob.sends(bob.dm, { text: 'a cup' }), bob);
  await vi.waitUntil(() => bench.answers(bob.dm).some(isDone), soon);
  // Nobody elsewhere waits for a group that is full.
  expect(bench.answers(team).filter(isDone).length).toBeLessThan(30);
  await bench.service.idle();
  expect(bench.answers(team).filter(isDone)).toHaveLength(30);
  expect(bench.answers(team)).toHaveLength(30);
  expect(bench.telegram.calls.filter(({ code }) => code !== 200)).toEqual([]);
});

test.concurrent('a chat that is to be let alone is, and nobody else waits with it', async () => {
  await using bench = await openTelegramMessengerBench();
  const [ann, bob] = [bench.telegram.person('ann'), bench.telegram.person('bob')];
  const release = bench.machine.hold();
  await bench.ask(ann.sends(ann.dm, { text: 'a mug' }), ann);
  await vi.waitUntil(() => bench.answers(ann.dm).length === 1 && bench.machine.runs.length === 1, soon);
  bench.telegram.next('editMessageMedia', telegramFaults.tooMany(3));
  release();
  await vi.waitUntil(() => bench.telegram.of('editMessageMedia').length === 1, soon);
  await bench.ask(bob.sends(bob.dm, { text: 'a cup' }), bob);
  await vi.waitUntil(() => bench.answers(bob.dm).some(isDone), soon);
  expect(bench.answers(ann.dm).some(isDone)).toBe(false);
  await bench.service.idle();
  expect(bench.answers(ann.dm).filter(isDone)).toHaveLength(1);
  const toAnn = bench.telegram.calls.filter(({ params }) => params['chat_id'] === ann.id);
  const refusedAt = toAnn.find(({ code }) => code === 429)?.at ?? 0;
  const after = toAnn.filter(({ at }) => at > refusedAt);
  expect(Math.min(...after.map(({ at }) => at - refusedAt))).toBeGreaterThanOrEqual(2990);
});

test.concurrent('an album counts as its pictures', async () => {
  await using bench = await openTelegramMessengerBench({
    rates,
    pace: { progress: { alone: progress, group: progress } },
  });
  using _ = hasten(bench.telegram);
  const ann = bench.telegram.person('ann');
  const team = bench.telegram.group('Team', { people: [ann] });
  const seven = Array.from({ length: 7 }, () => ({}));
  await Promise.all([1, 2, 3, 4].map(() => bench.ask(ann.sends(team, { text: 'mugs' }), ann, ...seven)));
  await bench.service.idle();
  expect(bench.answers(team).filter(({ file }) => file)).toHaveLength(28);
  expect(bench.telegram.calls.filter(({ code }) => code !== 200)).toEqual([]);
});
