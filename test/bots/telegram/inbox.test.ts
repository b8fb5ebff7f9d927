import { expect, onTestFinished, test, vi } from 'vitest';
import { Inbox, type InboxOptions, type Rest } from '#bots/telegram/inbox.ts';
import type { TelegramUpdate } from '#bots/telegram/telegram-update.ts';
import { InboxRecord } from '#bots/telegram/update-records.ts';
import { createLogger } from '#core/log.ts';
import { StoreError } from '#core/store/store-error.ts';
import { openBreakableStore, type WriteBudget } from '../../support/breakable-store.ts';
import { jumpingClock } from '../../support/jumping-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const hourMs = 60 * 60_000;
const soon = { timeout: 10_000, interval: 2 };

/** Somebody wrote in a chat. */
function wrote(id: number, chat = 1): unknown {
  return {
    update_id: id,
    message: { message_id: id, date: 1, chat: { id: chat, type: 'private' }, text: `words ${id}` },
  };
}

function pressed(id: number, chat = 1, person = chat): unknown {
  const message = { message_id: 7, date: 1, chat: { id: chat, type: 'private' } };
  return { update_id: id, callback_query: { id: String(id), from: { id: person }, message, data: 'x' } };
}

/** A store that several inboxes use one after another, as several processes would. */
function openShop() {
  const folder = temporaryFolder();
  const budget: WriteBudget = { left: Number.POSITIVE_INFINITY, batches: [] };
  const store = openBreakableStore(folder.path, budget);
  const records = store.collection('telegram-update', InboxRecord);
  const log: Record<string, unknown>[] = [];
  const stops: AbortController[] = [];
  onTestFinished(() => {
    for (const stop of stops) stop.abort();
    store[Symbol.dispose]();
    folder[Symbol.dispose]();
  });
  return {
    budget,
    records,
    log,
    /** Ids of updates that are still to be dealt with, as they are on disk. */
    left: async () => {
      const ids: number[] = [];
      for await (const { update } of records.all()) if (update) ids.push(update.update_id);
      return ids;
    },
    /** An inbox that notes what it is given, and does with it what it is told. */
    open: async (work: (id: number) => Promise<Rest | void> = async () => {}, more: Partial<InboxOptions> = {}) => {
      const stop = new AbortController();
      stops.push(stop);
      const begun: number[] = [];
      const handle = async ({ update_id: id }: TelegramUpdate): Promise<Rest> => {
        begun.push(id);
        return (await work(id)) ?? undefined;
      };
      const logger = createLogger('debug', { write: (line) => void log.push(JSON.parse(line)) });
      const inbox = new Inbox({ records, handle, log: logger, signal: stop.signal, ...more });
      await inbox.open();
      return { inbox, begun, stop };
    },
  };
}

const forEver = new Promise<never>(() => {});

test('what is accepted is on disk, whatever becomes of it then', async () => {
  const shop = openShop();
  const { inbox, begun } = await shop.open(() => forEver);
  await inbox.accept([wrote(5), wrote(6, 2)]);
  expect(await shop.left()).toEqual([5, 6]);
  expect(await shop.records.get('5')).toMatchObject({ update: wrote(5), starts: 0 });
  expect(begun).toEqual([5, 6]);
});

test('an update that comes again is dealt with once: at once, later, while the first is being written, and after a restart', async () => {
  const shop = openShop();
  const { inbox, begun } = await shop.open();
  await Promise.all([inbox.accept([wrote(5), wrote(5)]), inbox.accept([wrote(5), wrote(6)])]);
  await inbox.accept([wrote(6)]);
  await inbox.idle();
  expect(begun).toEqual([5, 6]);
  const next = await shop.open();
  await next.inbox.accept([wrote(5), wrote(6), wrote(7)]);
  await next.inbox.idle();
  expect(next.begun).toEqual([7]);
  expect(await shop.left()).toEqual([]);
});

test('what cannot be written is not accepted, nor is what came again meanwhile, and none of it is begun', async () => {
  const shop = openShop();
  const { inbox, begun } = await shop.open();
  shop.budget.left = 0;
  const [first, second] = await Promise.allSettled([
    inbox.accept([wrote(5), wrote(6, 2)]),
    inbox.accept([wrote(6, 2)]),
  ]);
  expect(first).toMatchObject({ status: 'rejected', reason: expect.any(StoreError) });
  expect(second).toMatchObject({ status: 'rejected', reason: expect.any(StoreError) });
  expect(begun).toEqual([]);
  shop.budget.left = Number.POSITIVE_INFINITY;
  await inbox.accept([wrote(5), wrote(6, 2)]);
  await inbox.idle();
  expect(begun).toEqual([5, 6]);
});

test('those of a chat are dealt with in their order, and a chat that hangs holds up nobody else', async () => {
  const shop = openShop();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const { inbox, begun } = await shop.open(async (id) => (id === 1 ? await held : undefined));
  await inbox.accept([wrote(1), wrote(2), wrote(3, 2), wrote(4, 2), pressed(5), wrote(6)]);
  await vi.waitUntil(() => begun.length === 4, soon);
  expect(new Set(begun)).toEqual(new Set([1, 3, 4, 5]));
  expect(begun.indexOf(3)).toBeLessThan(begun.indexOf(4));
  release();
  await inbox.idle();
  expect(begun.slice(-2)).toEqual([2, 6]);
});

test("a press waits for that person's earlier one under the same message, and for nothing else", async () => {
  const shop = openShop();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const { inbox, begun } = await shop.open(async (id) => (id === 1 ? await held : undefined));
  await inbox.accept([pressed(1, -9, 11), pressed(2, -9, 11), pressed(3, -9, 12), pressed(4, -8, 11)]);
  await vi.waitUntil(() => begun.length === 3, soon);
  expect(begun).not.toContain(2);
  release();
  await inbox.idle();
  expect(begun.at(-1)).toBe(2);
});

test('nobody waits for the rest of a work, and it counts as done after that', async () => {
  const shop = openShop();
  const { promise: rest, resolve } = Promise.withResolvers<void>();
  const { inbox, begun } = await shop.open(async (id) => (id === 1 ? { rest } : undefined));
  await inbox.accept([wrote(1), wrote(2)]);
  await vi.waitUntil(async () => (await shop.left()).length === 1, soon);
  expect(begun).toEqual([1, 2]);
  expect(await shop.left()).toEqual([1]);
  resolve();
  await inbox.idle();
  expect(await shop.left()).toEqual([]);
});

test('what a stop or a kill cut short is done by the next start, in its order', async () => {
  const shop = openShop();
  const { inbox, begun, stop } = await shop.open(async (id) => {
    if (id === 2) stop.abort();
    if (id === 2) throw stop.signal.reason;
  });
  await inbox.accept([wrote(1), wrote(2), wrote(3), wrote(10), wrote(4, 2)]);
  await inbox.idle();
  expect(begun).toEqual([1, 4, 2]);
  const next = await shop.open();
  await next.inbox.idle();
  expect(next.begun).toEqual([2, 3, 10]);
});

test('what is no update, of no known form, of a kind nobody asked for, or breaks the handler holds up nobody', async () => {
  const shop = openShop();
  const { inbox, begun } = await shop.open(async (id) => {
    if (id === 3) throw new TypeError('broken');
    return id === 4 ? { rest: Promise.reject(new TypeError('broken later')) } : undefined;
  });
  const odd = { update_id: 2, message: { chat: { id: 1 } } };
  const unasked = { update_id: 5, poll: { id: 'x' } };
  await inbox.accept([null, 7, 'words', { update_id: 'x' }, [], wrote(1), odd, wrote(3), wrote(4), unasked, wrote(6)]);
  await inbox.idle();
  expect(new Set(begun)).toEqual(new Set([1, 3, 4, 5, 6]));
  expect(await shop.left()).toEqual([]);
  const lines = shop.log.map(({ msg, update, count }) => [msg, update ?? count]);
  expect(lines).toContainEqual(['not an update', 5]);
  expect(lines).toContainEqual(['update not understood', 2]);
  expect(lines).toContainEqual(['update broken by our fault', 3]);
  expect(lines).toContainEqual(['update broken by our fault', 4]);
});

test('an update that ends the process each time is given up after three starts, and its person told; no other is lost', async () => {
  const shop = openShop();
  // A process that died: its inbox hangs in the poison for ever.
  const dies = async (id: number) => (id === 1 ? await forEver : undefined);
  const first = await shop.open(dies);
  await first.inbox.accept([wrote(1), wrote(2), wrote(3, 2)]);
  for (const number of [1, 2, 3]) {
    const { begun } = await shop.open(dies);
    await vi.waitUntil(async () => (await shop.records.get('1'))?.starts === number, soon);
    await vi.waitUntil(() => begun.includes(1), soon);
    expect(begun).not.toContain(2);
  }
  const told: (readonly [number, string])[] = [];
  const onGivenUp = async ({ update_id: id }: TelegramUpdate, reference: string) => void told.push([id, reference]);
  const last = await shop.open(dies, { onGivenUp });
  await last.inbox.idle();
  expect(last.begun).toEqual([2]);
  expect(await shop.left()).toEqual([]);
  const line = shop.log.find(({ msg }) => msg === 'update given up, it was never dealt with to its end');
  expect(line).toMatchObject({ update: 1 });
  expect(told).toEqual([[1, line?.['reference']]]);
});

test('no update is given up for what another did to the process: the last chance is taken alone', async () => {
  const shop = openShop();
  const dies = async (id: number) => (id === 1 ? await forEver : undefined);
  // All three were under way in another chat each time the process died.
  const left = [1, 2, 3].map((id) => [String(id), { at: Date.now(), update: wrote(id, id), starts: 2 }] as const);
  await shop.records.putAll(left as Parameters<typeof shop.records.putAll>[0]);
  const { begun } = await shop.open(dies);
  await vi.waitUntil(() => begun.length > 0, soon);
  await vi.waitUntil(async () => (await shop.records.get('1'))?.starts === 3, soon);
  expect(await shop.records.get('2')).toMatchObject({ starts: 2 });
  const next = await shop.open(dies);
  await next.inbox.idle();
  expect(next.begun).toEqual([2, 3]);
  expect(await shop.left()).toEqual([]);
});

test('what the store could not do for an update is tried again, before anything later of its chat', async () => {
  const shop = openShop();
  let failures = 2;
  const { inbox, begun } = await shop.open(async (id) => {
    if (id === 1 && failures-- > 0) throw new StoreError('disk full');
  });
  await inbox.accept([wrote(1), wrote(2), wrote(3, 2)]);
  await inbox.idle();
  expect(begun).toEqual([1, 3, 1, 1, 2]);
  expect(shop.log.filter(({ msg }) => msg === 'update not dealt with, trying again')).toHaveLength(2);
  expect(await shop.left()).toEqual([]);
});

test('a stop does not wait for the next try', async () => {
  const shop = openShop();
  const { inbox, stop } = await shop.open(async () => {
    throw new StoreError('disk full');
  });
  await inbox.accept([wrote(1)]);
  await vi.waitUntil(() => shop.log.length === 1, soon);
  stop.abort();
  await inbox.idle();
  expect(await shop.left()).toEqual([1]);
});

test('that an update was dealt with but could not be noted is no reason to do it again in this process', async () => {
  const shop = openShop();
  const { inbox, begun } = await shop.open(async () => {
    shop.budget.left = 0;
  });
  await inbox.accept([wrote(1)]);
  await inbox.idle();
  shop.budget.left = Number.POSITIVE_INFINITY;
  await inbox.accept([wrote(1)]);
  await inbox.idle();
  expect(begun).toEqual([1]);
  expect(shop.log.map(({ msg }) => msg)).toEqual(['update not noted as dealt with']);
});

test('a record that nobody can read is left alone, and the others are taken up', async () => {
  const shop = openShop();
  await shop.records.put('1', { at: 1, starts: 'many' } as unknown as InboxRecord);
  await shop.records.put('2', { at: Date.now(), update: wrote(2) as NonNullable<InboxRecord['update']>, starts: 0 });
  const { inbox, begun } = await shop.open();
  await inbox.idle();
  expect(begun).toEqual([2]);
  expect(shop.log.map(({ msg }) => msg)).toEqual(['update not readable, left alone']);
});

test('what was dealt with is forgotten after 26 hours, what was not never is, whatever the clock says', async () => {
  using clock = jumpingClock();
  const shop = openShop();
  const ids = async () => {
    const all: string[] = [];
    for await (const [id] of shop.records.entries()) all.push(id);
    return all;
  };
  const dies = async (id: number) => (id === 2 ? await forEver : undefined);
  const first = await shop.open(dies);
  await first.inbox.accept([wrote(1), wrote(2, 2)]);
  await vi.waitUntil(async () => (await shop.left()).length === 1, soon);
  clock.jump(25 * hourMs);
  const pruned: number[] = [];
  const onPrune = async () => void pruned.push(Date.now());
  const second = await shop.open(dies, { onPrune });
  await vi.waitUntil(() => pruned.length === 1, soon);
  expect(await ids()).toEqual(['1', '2']);
  await second.inbox.accept([wrote(1)]);
  expect(second.begun).toEqual([2]);
  clock.jump(-20 * hourMs);
  await shop.open(dies, { onPrune });
  await vi.waitUntil(() => pruned.length === 2, soon);
  expect(await ids()).toEqual(['1', '2']);
  clock.jump(22 * hourMs);
  const last = await shop.open(dies, { onPrune });
  await vi.waitUntil(() => pruned.length === 3, soon);
  expect(last.begun).toEqual([2]);
  expect(await ids()).toEqual(['2']);
});
