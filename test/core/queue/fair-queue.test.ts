import { expect, test } from 'vitest';
import { FairQueue, type Slot } from '#core/queue/fair-queue.ts';

const never = new AbortController().signal;

/** Joins a person's wishes and notes the order in which turns come. */
function line(queue: FairQueue) {
  const turns: string[] = [];
  const slots: Slot[] = [];
  const join = (person: string, wish: string, signal = never, rank = 0) => {
    const ticket = queue.join(person, rank, signal);
    const wait = async (): Promise<void> => {
      try {
        slots.push(await ticket.turn);
        turns.push(wish);
      } catch {
        turns.push(`${wish} gave up`);
      }
    };
    void wait();
    return ticket;
  };
  const endNext = async () => {
    await Promise.resolve();
    slots.shift()?.[Symbol.dispose]();
    await Promise.resolve();
  };
  return { turns, join, endNext };
}

test('people take turns: one with many wishes does not block another with one', async () => {
  const { turns, join, endNext } = line(new FairQueue({ maxActive: 1, maxActivePerPerson: 1 }));
  for (const wish of ['ann 1', 'ann 2', 'ann 3']) join('ann', wish);
  const bob = join('bob', 'bob 1');
  expect(bob.position()).toBe(0);
  for (let ended = 0; ended < 4; ended++) await endNext();
  expect(turns).toEqual(['ann 1', 'bob 1', 'ann 2', 'ann 3']);
});

test("a person's own wishes come first come, first served", async () => {
  const { turns, join, endNext } = line(new FairQueue({ maxActive: 2, maxActivePerPerson: 1 }));
  for (const wish of ['1', '2', '3']) join('ann', wish);
  for (let ended = 0; ended < 3; ended++) await endNext();
  expect(turns).toEqual(['1', '2', '3']);
});

test('what was asked for first goes first, however long it took to join', async () => {
  const { turns, join, endNext } = line(new FairQueue({ maxActive: 1, maxActivePerPerson: 1 }));
  const tickets = [5, 9, 7, 6].map((rank) => join('ann', String(rank), never, rank));
  expect(tickets.map((ticket) => ticket.position())).toEqual([-1, 2, 1, 0]);
  for (let ended = 0; ended < 4; ended++) await endNext();
  expect(turns).toEqual(['5', '6', '7', '9']);
});

test('thousands wait, and each of them is told a place when something moves', async () => {
  let tickets: readonly ReturnType<FairQueue['join']>[] = [];
  const told: number[] = [];
  const queue: FairQueue = new FairQueue({ maxActive: 1, maxActivePerPerson: 1 }, () => {
    told.push(...tickets.map((ticket) => ticket.position()));
  });
  const slot = queue.occupy('nobody');
  const waiting = Array.from({ length: 3000 }, (_, wish) => queue.join(`person ${wish % 500}`, wish, never));
  tickets = waiting;
  slot[Symbol.dispose]();
  // One has its turn; the others stand one behind another.
  expect(new Set(told.slice(-3000))).toEqual(new Set(Array.from({ length: 3000 }, (_, place) => place - 1)));
});

test('neither all together nor one person has more at once than allowed', async () => {
  const queue = new FairQueue({ maxActive: 3, maxActivePerPerson: 2 });
  const { turns, join } = line(queue);
  for (const person of ['ann', 'bob']) for (const wish of ['1', '2', '3']) join(person, `${person} ${wish}`);
  await Promise.resolve();
  expect(turns).toEqual(['ann 1', 'ann 2', 'bob 1']);
  expect([queue.active, queue.waiting]).toEqual([3, 3]);
});

test('positions are true and move up', async () => {
  const { join, endNext } = line(new FairQueue({ maxActive: 1, maxActivePerPerson: 1 }));
  join('ann', 'ann 1');
  const tickets = [join('bob', 'bob 1'), join('ann', 'ann 2'), join('bob', 'bob 2')];
  expect(tickets.map((ticket) => ticket.position())).toEqual([0, 1, 2]);
  await endNext();
  expect(tickets.map((ticket) => ticket.position())).toEqual([-1, 0, 1]);
});

test('a wish given up leaves the line; the others move on', async () => {
  const { turns, join, endNext } = line(new FairQueue({ maxActive: 1, maxActivePerPerson: 1 }));
  const controller = new AbortController();
  join('ann', '1');
  join('ann', '2', controller.signal);
  join('ann', '3');
  controller.abort();
  await endNext();
  await endNext();
  expect(turns).toEqual(['1', '2 gave up', '3']);
});

test('a run that is already out counts, whatever the limits, and ends once', async () => {
  const queue = new FairQueue({ maxActive: 1, maxActivePerPerson: 1 });
  const { turns, join } = line(queue);
  const out = [queue.occupy('ann'), queue.occupy('ann')];
  join('bob', 'bob 1');
  expect(queue.active).toBe(2);
  out[0]?.[Symbol.dispose]();
  out[0]?.[Symbol.dispose]();
  await Promise.resolve();
  expect(turns).toEqual([]);
  out[1]?.[Symbol.dispose]();
  await Promise.resolve();
  expect(turns).toEqual(['bob 1']);
});
