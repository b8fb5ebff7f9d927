import { describe, expect, test } from 'vitest';
import type { Bot } from '#bots/bot.ts';
import { PlatformError, type PlatformReason, UserError } from '#core/errors.ts';
import { type LogoSource, Thread } from '#core/mockups/batch.ts';
import type { BatchView, MockupView, Part, PictureView } from '#core/mockups/messenger.ts';

/** A place where people talk, in a test's hands. */
export interface BotSubject extends AsyncDisposable {
  /** A bot as it is in a process that never saw any request. */
  create(): Bot;
  /** A thread as a request would have made it. */
  readonly thread: Thread;
  /** A logo that can be fetched, and its bytes. */
  readonly logo: { readonly source: LogoSource; readonly bytes: Buffer };
  /** A logo that is no longer there. */
  readonly goneLogo: LogoSource;
  /** How many parts the platform takes at once, all or none of them; one when not said. */
  readonly partsAtOnce?: number;
  /** The pictures that have arrived in the thread, in order. */
  arrived(): Promise<readonly Buffer[]>;
}

const request = {
  prompt: 'A cap',
  size: 768,
  deployment: 'studio',
  seed: 7,
} as const;

export function viewMockup(change: Partial<MockupView> = {}): MockupView {
  return {
    id: 'batch-1',
    logoName: 'logo.png',
    request,
    state: 'received',
    working: false,
    notes: [],
    shots: [],
    ...change,
  };
}

function viewBatch(...mockups: MockupView[]): BatchView {
  return { batchId: 'batch', locale: 'en', mockups, atRest: false };
}

function picture(name: string): PictureView {
  const bytes = Buffer.from(`bytes of ${name}`);
  return {
    fileName: `${name}.png`,
    mime: 'image/png',
    width: 8,
    height: 8,
    bytes: bytes.length,
    altText: `A picture called ${name}`,
    read: async () => bytes,
  };
}

function parts(...names: readonly string[]): Part[] {
  return names.map((name, index) => ({
    key: `batch-1/${index + 1}`,
    mockup: viewMockup({ state: 'delivering' }),
    picture: picture(name),
  }));
}

/** One part more than go at once. */
function namesFor({ partsAtOnce = 1 }: BotSubject): string[] {
  return Array.from({ length: partsAtOnce + 1 }, (_, index) => `part ${index + 1}`);
}

const delivering = viewBatch(viewMockup({ state: 'delivering' }));

const never = new AbortController().signal;

/** What a call rejects with. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  const [settled] = await Promise.allSettled([call]);
  if (settled.status === 'fulfilled') throw new Error('It did not fail.');
  return settled.reason;
}

/** What the core relies on in a place where people talk. Run for every implementation. */
export function botContract(open: () => Promise<BotSubject>): void {
  test('fetches a logo in a process that never saw the request', async () => {
    await using subject = await open();
    const bytes = await subject.create().fetchLogo(subject.logo.source, { signal: never });
    expect(bytes.equals(subject.logo.bytes)).toBe(true);
  });

  test('a logo that is gone is a sentence for the person', async () => {
    await using subject = await open();
    const error = await failureOf(subject.create().fetchLogo(subject.goneLogo, { signal: never }));
    expect(error instanceof UserError || (error instanceof PlatformError && error.reason === 'gone')).toBe(true);
  });

  test('shows every state, and gives back a thread that can be stored', async () => {
    await using subject = await open();
    const bot = subject.create();
    let { thread } = subject;
    for (const view of [
      viewMockup(),
      viewMockup({ state: 'queued', ahead: 3 }),
      viewMockup({ state: 'running', working: true, fraction: 0.4 }),
      viewMockup({ state: 'running', unansweredSince: Date.now() }),
      viewMockup({ state: 'received', unansweredSince: Date.now() }),
      viewMockup({ state: 'delivered', isLate: true, notes: [{ key: 'note.late', params: {} }] }),
      viewMockup({ state: 'failed', reason: { key: 'run.timedOut', params: {} } }),
    ]) {
      thread = await bot.show(thread, viewBatch(view), { signal: never });
      expect(Thread.parse(JSON.parse(JSON.stringify(thread)))).toEqual(thread);
      expect(thread.platform).toBe(bot.platform);
    }
  });

  test('delivers in order, and awaits that each part is written down before the next goes', async () => {
    await using subject = await open();
    const log: string[] = [];
    await subject.create().deliver(subject.thread, parts('one', 'two', 'three'), {
      signal: never,
      view: delivering,
      sent: new Map(),
      onSent: async (key, ids) => {
        const count = (await subject.arrived()).length;
        await Promise.resolve();
        expect(ids.length).toBeGreaterThan(0);
        log.push(`${key} after ${count}`);
      },
    });
    const { partsAtOnce = 1 } = subject;
    const after = [1, 2, 3].map((part) => Math.min(3, Math.ceil(part / partsAtOnce) * partsAtOnce));
    expect(log).toEqual(after.map((count, index) => `batch-1/${index + 1} after ${count}`));
    expect((await subject.arrived()).map(String)).toEqual(['bytes of one', 'bytes of two', 'bytes of three']);
  });

  test('skips what was sent before', async () => {
    await using subject = await open();
    const written: string[] = [];
    await subject.create().deliver(subject.thread, parts('one', 'two'), {
      signal: never,
      view: delivering,
      sent: new Map([['batch-1/1', ['id']]]),
      onSent: async (key) => {
        written.push(key);
      },
    });
    expect(written).toEqual(['batch-1/2']);
    expect((await subject.arrived()).map(String)).toEqual(['bytes of two']);
  });

  test('what could not be written down stops the delivery', async () => {
    await using subject = await open();
    const delivery = subject.create().deliver(subject.thread, parts('one', 'two'), {
      signal: never,
      view: delivering,
      sent: new Map(),
      onSent: () => Promise.reject(new Error('disk full')),
    });
    await expect(delivery).rejects.toThrow('disk full');
    const { partsAtOnce = 1 } = subject;
    expect((await subject.arrived()).map(String)).toEqual(['bytes of one', 'bytes of two'].slice(0, partsAtOnce));
  });

  test('an abort ends the delivery with nothing more sent', async () => {
    await using subject = await open();
    const stop = new AbortController();
    const names = namesFor(subject);
    const delivery = subject.create().deliver(subject.thread, parts(...names), {
      signal: stop.signal,
      view: delivering,
      sent: new Map(),
      onSent: async () => stop.abort(new Error('stopped')),
    });
    await expect(delivery).rejects.toThrow('stopped');
    expect((await subject.arrived()).map(String)).toEqual(names.slice(0, -1).map((name) => `bytes of ${name}`));
  });
}

/** What a platform does to every call from then on. */
export type PlatformFault =
  /** The connection breaks without an answer. */
  | 'hang-up'
  | 'server-error'
  /** Too many requests: come back in 2 seconds. */
  | 'too-many'
  /** The bot's token is not accepted any more. */
  | 'bad-token'
  /** The bot may not do this here. */
  | 'forbidden';

/** A bot with a platform between it and the person. */
export interface PlatformSubject extends BotSubject {
  hurt(fault: PlatformFault): void;
}

const reasons: readonly (readonly [PlatformFault, PlatformReason])[] = [
  ['hang-up', 'unavailable'],
  ['server-error', 'unavailable'],
  ['too-many', 'unavailable'],
  ['bad-token', 'unavailable'],
  ['forbidden', 'forbidden'],
];

type Call = (bot: Bot, subject: BotSubject) => Promise<unknown>;

const fetching: Call = (bot, { logo }) => bot.fetchLogo(logo.source, { signal: never });

const calls: readonly (readonly [string, Call])[] = [
  ['fetchLogo', fetching],
  ['show', (bot, { thread }) => bot.show(thread, viewBatch(viewMockup()), { signal: never })],
  [
    'deliver',
    (bot, { thread }) =>
      bot.deliver(thread, parts('one'), {
        signal: never,
        view: delivering,
        sent: new Map(),
        onSent: () => Promise.resolve(),
      }),
  ],
];

/** What the core relies on when a chat platform fails. Run beside the contract above, for every bot that has a platform. */
export function platformContract(open: () => Promise<PlatformSubject>): void {
  describe.each(calls)('%s', (_, call) => {
    test.each(reasons)('says of a platform that answers with %s that it is %s', async (...row) => {
      const [fault, reason] = row;
      await using subject = await open();
      const bot = subject.create();
      subject.hurt(fault);
      const error = await failureOf(call(bot, subject));
      expect(error).toBeInstanceOf(PlatformError);
      // A file that nobody may have any more is gone, whatever the platform calls it.
      const isGone =
        call === fetching && reason === 'forbidden' && error instanceof PlatformError && error.reason === 'gone';
      if (!isGone) expect(error).toMatchObject({ reason, retryable: reason === 'unavailable' });
      expect(error).toMatchObject({ service: bot.platform });
      if (fault === 'too-many' && error instanceof PlatformError) {
        // A library may wait a little longer, to be on the safe side.
        expect(error.retryAfterMs).toBeGreaterThanOrEqual(2000);
        expect(error.retryAfterMs).toBeLessThan(3000);
      }
    });
  });

  test('a delivery that breaks off has told of what had left', async () => {
    await using subject = await open();
    const written: string[] = [];
    const names = namesFor(subject);
    const delivery = subject.create().deliver(subject.thread, parts(...names), {
      signal: never,
      view: delivering,
      sent: new Map(),
      onSent: async (key) => {
        written.push(key);
        subject.hurt('hang-up');
      },
    });
    expect(await failureOf(delivery)).toMatchObject({ reason: 'unavailable' });
    const left = names.slice(0, -1);
    expect(written).toEqual(left.map((_, index) => `batch-1/${index + 1}`));
    expect((await subject.arrived()).map(String)).toEqual(left.map((name) => `bytes of ${name}`));
  });
}
