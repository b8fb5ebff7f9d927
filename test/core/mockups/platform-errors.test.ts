import { expect, test, vi } from 'vitest';
import { progressText } from '#core/mockups/progress-sentence.ts';
import { ChatBot, type ChatPlatform, startChatPlatform } from '../../support/chat-platform.ts';
import { type BenchOptions, type MockupBench, openMockupBench, soon } from '../../support/mockup-bench.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

/** A bench whose logos and shots also have to go through a platform on a socket. */
async function openBench(
  options: BenchOptions = {},
): Promise<AsyncDisposable & { bench: MockupBench; chat: ChatPlatform }> {
  await using stack = new AsyncDisposableStack();
  const bench = stack.use(await openMockupBench(options));
  const chat = stack.use(await startChatPlatform());
  chat.files.set('logo', Buffer.from('any'));
  const bot = new ChatBot(chat.origin);
  bench.messenger.beforeFetch = async (_source, signal) => {
    await bot.fetchLogo({ fileName: 'logo.png', data: 'logo' }, { signal });
  };
  bench.messenger.beforePart = async ({ picture }, signal) => void (await bot.send(await picture.read(), signal));
  const opened = stack.move();
  return { bench, chat, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

test.concurrent.each([
  [404, 'platform.gone'],
  [403, 'platform.forbidden'],
  [413, 'platform.tooBig'],
  [400, 'platform.refused'],
])(
  'a platform that answers %i instead of the logo ends the mockup with a sentence about itself',
  async (status, key) => {
    await using opened = await openBench();
    const { bench, chat } = opened;
    chat.next.push({ status });
    const { first } = await bench.make();
    expect(bench.messenger.last(first.id)).toMatchObject({
      state: 'failed',
      reason: { key, params: { platform: 'Telegram' } },
    });
    expect(chat.calls).toBe(1);
    expect(bench.log.filter(({ level }) => level === 'error')).toEqual([]);
    expect(await bench.runs()).toEqual([]);
  },
);

test.concurrent('a platform that is away for a moment is asked again for the logo, and shown as what is waited for', async () => {
  await using opened = await openBench();
  const { bench, chat } = opened;
  chat.fault = 'hang-up';
  const { id, first } = await bench.ask();
  await soon(() => bench.messenger.last(first.id).unansweredSince).toBeTypeOf('number');
  expect(progressText(bench.messenger.last(first.id), 'en')).toBe('the logo cannot be fetched yet, still trying');
  chat.fault = undefined;
  await bench.service.finished(id);
  expect(bench.messenger.last(first.id).state).toBe('delivered');
  expect(chat.pictures).toHaveLength(1);
});

test.concurrent('a platform that stays away is given up with a sentence about itself', async () => {
  await using opened = await openBench({ patience: { toCreateRunMs: 300 } });
  const { bench, chat } = opened;
  chat.fault = 'server-error';
  const { first } = await bench.make();
  expect(bench.messenger.last(first.id).reason).toEqual({
    key: 'platform.unavailable',
    params: { platform: 'Telegram' },
  });
});

test.concurrent('a shot is sent again after the connection broke, or when the platform says it may be', async () => {
  await using opened = await openBench();
  const { bench, chat } = opened;
  const release = bench.machine.hold();
  const { id } = await bench.ask();
  await bench.reaches(id, 'running');
  chat.next.push({ status: 429, headers: { 'retry-after': '0' } }, { status: 500 });
  release();
  await bench.service.finished(id);
  expect(chat.pictures).toHaveLength(1);
  expect((await bench.stage(id)).state).toBe('delivered');
  // The logo, two refusals, the shot.
  expect(chat.calls).toBe(4);
});

test.concurrent('a shot that is refused for good is kept, and the image service is not blamed', async () => {
  await using opened = await openBench();
  const { bench, chat } = opened;
  const release = bench.machine.hold();
  const { id } = await bench.ask();
  await bench.reaches(id, 'running');
  chat.fault = 'forbidden';
  release();
  await bench.service.finished(id);
  expect(chat.calls).toBe(2);
  expect(await bench.record(id)).toMatchObject({ undeliverable: { reason: 'answered 403' } });
  expect(bench.messenger.views.at(-1)?.problem?.key).toBe('mockup.undeliverable');
});
