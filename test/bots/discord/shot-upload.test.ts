import { expect, test, vi } from 'vitest';
import { type DiscordThread, tokenLifeMs } from '#bots/discord/discord-thread.ts';
import { ShotUpload, type ShotUploadOptions } from '#bots/discord/shot-upload.ts';
import { fileLimitOf } from '#bots/discord/upload-form.ts';
import type { MockupView, Part } from '#core/mockups/messenger.ts';
import { type MessengerBench, openMessengerBench } from '../../support/discord-messenger-bench.ts';
import { drawNumbered, numberIn } from '../../support/noisy-shots.ts';

vi.setConfig({ testTimeout: 20_000, maxConcurrency: 4 });

const batchId = 'abcdefghijkm';
const mib = 1024 * 1024;
const numbered = await Promise.all(Array.from({ length: 40 }, (_, number) => drawNumbered(number)));

/** Shots of one mockup, numbered from 0. */
function parts(count: number, onRead: () => void = () => {}): Part[] {
  const mockup: MockupView = {
    id: `${batchId}-1`,
    logoName: 'logo.png',
    request: { prompt: 'a cap', size: 768, deployment: 'studio', seed: 7 },
    state: 'delivering',
    working: false,
    notes: [],
    shots: [],
  };
  return numbered.slice(0, count).map((bytes, index) => ({
    key: `${batchId}-1/${index + 1}`,
    mockup,
    picture: {
      fileName: 'shot.png',
      mime: 'image/png',
      width: 8,
      height: 8,
      bytes: bytes.length,
      altText: 'A shot',
      read: async () => {
        onRead();
        return bytes;
      },
    },
  }));
}

/** What a store remembers of a delivery, over attempts that break off. */
function recorder(failAt?: number) {
  const sent = new Map<string, readonly string[]>();
  let left = failAt ?? Number.POSITIVE_INFINITY;
  const options = (): ShotUploadOptions => ({
    signal: new AbortController().signal,
    batchId,
    view: { batchId, locale: 'en', mockups: [], atRest: false },
    sent: new Map(sent),
    onSent: async (key, ids) => {
      if (left-- <= 0) throw new Error('disk full');
      sent.set(key, ids);
    },
    words: () => ({}),
    onThread: () => {},
  });
  return { sent, options };
}

async function numbersIn({ discord, channel }: MessengerBench): Promise<number[][]> {
  const messages = discord.messages(channel);
  return await Promise.all(
    messages.map(({ attachments }) => Promise.all(attachments.map((each) => numberIn(each.bytes)))),
  );
}

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

test.concurrent.each([3, 10, 13, 20, 24])(
  'broken off after %i of 25 were written down, each is there once, in order',
  async (written) => {
    await using bench = await openMessengerBench();
    const upload = new ShotUpload(bench.messages);
    const { sent, options } = recorder(written);
    await expect(upload.deliver(bench.thread, parts(25), options())).rejects.toThrow('disk full');
    const main = bench.discord.messages(bench.channel)[0]?.id ?? '';
    const again = recorder();
    for (const [key, ids] of sent) again.sent.set(key, ids);
    await upload.deliver({ ...bench.thread, messageId: main }, parts(25), again.options());
    expect(await numbersIn(bench)).toEqual([range(0, 10), range(10, 10), range(20, 5)]);
    expect([...again.sent.keys()]).toHaveLength(25);
  },
);

test.concurrent('no more pictures are read at once than two requests take', async () => {
  await using bench = await openMessengerBench();
  let read = 0;
  let mostAhead = 0;
  const { sent, options } = recorder();
  const counting = parts(40, () => {
    read++;
    mostAhead = Math.max(mostAhead, read - sent.size);
  });
  await new ShotUpload(bench.messages).deliver(bench.thread, counting, options());
  expect(read).toBe(40);
  expect(mostAhead).toBeLessThanOrEqual(20);
  expect((await numbersIn(bench)).flat()).toEqual(range(0, 40));
});

test.concurrent('a further message that was taken away is made anew', async () => {
  await using bench = await openMessengerBench();
  const upload = new ShotUpload(bench.messages);
  const { sent, options } = recorder();
  const thread = await upload.deliver(bench.thread, parts(12), options());
  bench.discord.messages(bench.channel)[1]?.delete();
  const again = recorder();
  for (const [key, ids] of sent) again.sent.set(key, ids);
  await upload.deliver(thread, parts(14), again.options());
  expect(await numbersIn(bench)).toEqual([range(0, 10), [12, 13]]);
});

test('a file may have what the interaction says while its token lives, and never more than a request', () => {
  const now = Date.now();
  const at = (fileLimit: number, until: number): number => {
    const thread = { fileLimit, token: { value: 'secret', until } } as unknown as DiscordThread;
    return fileLimitOf(thread);
  };
  expect(at(20 * mib, now + tokenLifeMs)).toBe(20 * mib);
  expect(at(20 * mib, now - 1)).toBe(10 * mib);
  expect(at(500 * mib, now + tokenLifeMs)).toBe(24 * mib);
  expect(fileLimitOf({ fileLimit: 20 * mib } as unknown as DiscordThread)).toBe(10 * mib);
});
