import { expect, test } from 'vitest';
import type { Bot } from '#bots/bot.ts';
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

const never = new AbortController().signal;

/** What the core relies on in a place where people talk. Run for every implementation. */
export function botContract(open: () => Promise<BotSubject>): void {
  test('fetches a logo in a process that never saw the request', async () => {
    await using subject = await open();
    const bytes = await subject.create().fetchLogo(subject.logo.source, { signal: never });
    expect(bytes.equals(subject.logo.bytes)).toBe(true);
  });

  test('a logo that is gone is a sentence for the person', async () => {
    await using subject = await open();
    const fetching = subject.create().fetchLogo(subject.goneLogo, { signal: never });
    await expect(fetching).rejects.toMatchObject({ name: 'UserError' });
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
      sent: new Set(),
      onSent: async (key, ids) => {
        const count = (await subject.arrived()).length;
        await Promise.resolve();
        expect(ids.length).toBeGreaterThan(0);
        log.push(`${key} after ${count}`);
      },
    });
    expect(log).toEqual(['batch-1/1 after 1', 'batch-1/2 after 2', 'batch-1/3 after 3']);
    expect((await subject.arrived()).map(String)).toEqual(['bytes of one', 'bytes of two', 'bytes of three']);
  });

  test('skips what was sent before', async () => {
    await using subject = await open();
    const written: string[] = [];
    await subject.create().deliver(subject.thread, parts('one', 'two'), {
      signal: never,
      sent: new Set(['batch-1/1']),
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
      sent: new Set(),
      onSent: () => Promise.reject(new Error('disk full')),
    });
    await expect(delivery).rejects.toThrow('disk full');
    expect((await subject.arrived()).map(String)).toEqual(['bytes of one']);
  });

  test('an abort ends the delivery with nothing more sent', async () => {
    await using subject = await open();
    const stop = new AbortController();
    const delivery = subject.create().deliver(subject.thread, parts('one', 'two'), {
      signal: stop.signal,
      sent: new Set(),
      onSent: async () => stop.abort(new Error('stopped')),
    });
    await expect(delivery).rejects.toThrow('stopped');
    expect((await subject.arrived()).map(String)).toEqual(['bytes of one']);
  });
}
