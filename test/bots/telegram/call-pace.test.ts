import { expect, test } from 'vitest';
import { CallPace, type CallRates, type PaceClock } from '#bots/telegram/call-pace.ts';
import { RateLimits } from '../../support/telegram/rate-limits.ts';
import { TelegramClock } from '../../support/telegram/telegram-clock.ts';
import { World } from '../../support/telegram/world.ts';

const secondMs = 1000;
const never = new AbortController().signal;
const [ann, team, other] = [7, -100, -200];

/** Time that passes when everybody who can has done what there is to do. */
class SteppingClock implements PaceClock {
  ms = 0;
  #sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  now(): number {
    return this.ms;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = () => reject(new Error('aborted'));
    signal.addEventListener('abort', giveUp, { once: true });
    this.#sleepers.push({ until: this.ms + ms, wake: resolve });
    await promise.finally(() => signal.removeEventListener('abort', giveUp));
  }

  /** Until nobody sleeps any more, or so much time has passed. */
  async run(ms = Number.POSITIVE_INFINITY): Promise<void> {
    const end = this.ms + ms;
    for (;;) {
      await new Promise(setImmediate);
      const next = Math.min(...this.#sleepers.map(({ until }) => until));
      if (next > end || next === Number.POSITIVE_INFINITY) break;
      this.ms = Math.max(this.ms, next);
      const due = this.#sleepers.filter(({ until }) => until <= this.ms);
      this.#sleepers = this.#sleepers.filter(({ until }) => until > this.ms);
      for (const { wake } of due) wake();
    }
    if (Number.isFinite(end)) this.ms = end;
  }
}

function paceAt(rates?: CallRates) {
  const clock = new SteppingClock();
  const pace = new CallPace(rates, clock);
  const sent: { readonly chatId: number; readonly at: number; readonly messages: number }[] = [];
  const send = (chatId: number, messages = 1, signal = never): void => {
    pace
      .turn(chatId, messages, signal)
      .then(() => sent.push({ chatId, at: clock.ms, messages }))
      .catch(() => {});
  };
  const timesOf = (chatId: number) => sent.filter((each) => each.chatId === chatId).map(({ at }) => at);
  return { clock, pace, sent, send, timesOf };
}

test('a short burst goes out at once, and after it one message a second', async () => {
  const { clock, send, timesOf } = paceAt();
  for (let index = 0; index < 80; index++) send(ann);
  await clock.run();
  const times = timesOf(ann);
  expect(times.filter((at) => at === 0)).toHaveLength(20);
  const inAny20 = times.map((from) => times.filter((at) => at >= from && at < from + 20 * secondMs).length);
  expect(Math.max(...inAny20)).toBe(20);
  expect(times.at(-1)).toBeLessThan(80 * secondMs);
});

test('a group has 20 messages in any minute, each picture of an album counted', async () => {
  const { clock, send, sent } = paceAt();
  for (const messages of [10, 10, 1, 10, 1, 1, 10, 5]) send(team, messages);
  await clock.run();
  const all = sent.flatMap(({ at, messages }) => Array.from({ length: messages }, () => at));
  expect(all).toHaveLength(48);
  const inMinute = all.map((from) => all.filter((at) => at >= from && at < from + 60 * secondMs).length);
  expect(Math.max(...inMinute)).toBe(20);
  expect(sent.map(({ messages }) => messages)).toEqual([10, 10, 1, 10, 1, 1, 10, 5]);
});

test('of all chats together 30 messages go in any second', async () => {
  const { clock, send, sent } = paceAt();
  for (let person = 1; person <= 200; person++) send(person);
  await clock.run();
  const times = sent.map(({ at }) => at);
  const inSecond = times.map((from) => times.filter((at) => at >= from && at < from + secondMs).length);
  expect(Math.max(...inSecond)).toBeLessThanOrEqual(30);
  expect(times.at(-1)).toBeLessThan(9 * secondMs);
});

test('a group that is full delays nobody else', async () => {
  const { clock, send, timesOf } = paceAt();
  for (let index = 0; index < 100; index++) send(team);
  await clock.run(secondMs);
  send(ann);
  send(other);
  await clock.run();
  expect(timesOf(ann)).toEqual([secondMs]);
  expect(timesOf(other)).toEqual([secondMs]);
});

test('a chat that is to be let alone is, with all that already waits for it, and no other chat is', async () => {
  const { clock, pace, send, timesOf } = paceAt();
  for (let index = 0; index < 25; index++) send(ann);
  await clock.run(secondMs);
  pace.hold(ann, 40 * secondMs);
  send(ann);
  send(other);
  await clock.run();
  expect(timesOf(ann).filter((at) => at > 0 && at < 41 * secondMs)).toEqual([]);
  expect(timesOf(ann)).toHaveLength(26);
  expect(timesOf(other)).toEqual([secondMs]);
});

test('a second refusal in the same pause does not double it', async () => {
  const { clock, pace, send, timesOf } = paceAt();
  pace.hold(ann, 10 * secondMs);
  pace.hold(ann, 8 * secondMs);
  send(ann);
  await clock.run();
  expect(timesOf(ann)).toEqual([10 * secondMs]);
});

test('how long messages would wait is told, and keeps no place', async () => {
  const { clock, pace, send } = paceAt();
  for (let index = 0; index < 15; index++) send(team);
  await clock.run(secondMs);
  expect(pace.waitMs(team, 5)).toBe(0);
  expect(pace.waitMs(team, 6)).toBe(60 * secondMs);
  expect(pace.waitMs(team, 5)).toBe(0);
  expect(pace.waitMs(ann, 20)).toBe(0);
});

test('more at once than there is ever room for wait until the chat is quiet, and not for ever', async () => {
  const { clock, send, timesOf } = paceAt();
  send(team, 5);
  send(team, 30);
  await clock.run();
  expect(timesOf(team)).toEqual([0, 61 * secondMs]);
});

test('who gives up waiting is let go with the reason', async () => {
  const { clock, pace } = paceAt();
  const stop = new AbortController();
  pace.hold(ann, 60 * secondMs);
  const turn = pace.turn(ann, 1, stop.signal);
  const outcome = expect(turn).rejects.toThrow('enough');
  await clock.run(secondMs);
  stop.abort(new Error('enough'));
  await outcome;
});

test('Telegram refuses none of what thirty people ask for in one group at once, albums and edits included', async () => {
  const { clock, pace } = paceAt();
  const server = new TelegramClock();
  server.stop();
  const world = new World({ token: '1:a', username: 'bot', isLocal: false });
  const group = world.addGroup('supergroup', 'Team', {});
  const limits = new RateLimits(server);
  const refused: unknown[] = [];
  const call = async (messages: number): Promise<void> => {
    await pace.turn(group.id, messages, never);
    // What is sent arrives a moment later.
    await clock.sleep((messages % 3) * 100, never);
    server.offsetMs = clock.ms;
    try {
      limits.take(group, messages);
    } catch (error) {
      refused.push(error);
    }
  };
  const people = Array.from({ length: 30 }, async (_, person) => {
    await call(1);
    await call(person % 5 === 0 ? 10 : 1);
    await call(1);
  });
  await clock.run();
  await Promise.all(people);
  expect(refused).toEqual([]);
});
