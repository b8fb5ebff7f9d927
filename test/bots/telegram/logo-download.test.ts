import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { downloadLogo, maxLogoBytes } from '#bots/telegram/logo-download.ts';
import { createTelegramApi } from '#bots/telegram/telegram-api.ts';
import { TelegramError } from '#bots/telegram/telegram-error.ts';
import { Agent, createAgent } from '#core/fetch.ts';
import { startScriptedServer } from '../../support/scripted-server.ts';
import { startFakeTelegram } from '../../support/telegram/fake-telegram.ts';
import { telegramFaults } from '../../support/telegram/telegram-faults.ts';

vi.setConfig({ testTimeout: 20_000, maxConcurrency: 6 });

const never = new AbortController().signal;

/** Downloads from a server by file id, as the bot would. */
async function downloader(server: { readonly apiRoot: string; readonly token: string }, apiRoot = server.apiRoot) {
  const agent = createAgent();
  const api = createTelegramApi({ token: server.token, apiRoot: server.apiRoot, agent });
  const parts = { api, agent, token: server.token, apiRoot };
  const get = (data: object, signal = never): Promise<Buffer> =>
    downloadLogo({ fileName: 'logo.png', data: { ...data } }, parts, signal);
  return { get, [Symbol.asyncDispose]: () => agent.destroy() };
}

async function failureOf(work: Promise<unknown>): Promise<TelegramError> {
  const error: unknown = await work.then(
    () => new Error('It did not fail.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof TelegramError)) throw error;
  return error;
}

/** All that an error could show of itself. */
function allOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = Object.getOwnPropertyNames(error).map((name) => String(Reflect.get(error, name)));
  return [...own, error.cause === undefined ? '' : allOf(error.cause), JSON.stringify(error)].join('\n');
}

/** A server whose getFile answers with this path, and its downloads as told. */
async function startFileServer(filePath: string, answer: Parameters<typeof startScriptedServer>[0]) {
  const token = '123:secret-of-the-test';
  const server = await startScriptedServer((request, response) =>
    request.path.startsWith('/file/')
      ? answer(request, response)
      : { body: { ok: true, result: { file_id: 'id', file_unique_id: 'unique', file_path: filePath } } },
  );
  return { ...server, token, apiRoot: server.origin, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test.concurrent('a file comes as it was sent, also from a server of its own without TLS', async () => {
  await using telegram = await startFakeTelegram();
  await using download = await downloader(telegram);
  const ann = telegram.person('ann');
  const bytes = Buffer.from('bytes of a logo');
  const sent = ann.sends(ann.dm, { document: { bytes, fileName: 'logo.png' } });
  expect((await download.get({ fileId: sent.file?.fileId })).equals(bytes)).toBe(true);
});

test.concurrent('a link that has run out is asked for anew with each download', async () => {
  await using telegram = await startFakeTelegram();
  await using download = await downloader(telegram);
  const ann = telegram.person('ann');
  const sent = ann.sends(ann.dm, { document: { bytes: Buffer.from('x'), fileName: 'logo.png' } });
  await download.get({ fileId: sent.file?.fileId });
  telegram.clock.offsetMs += 2 * 3_600_000;
  expect(String(await download.get({ fileId: sent.file?.fileId }))).toBe('x');
});

test.concurrent('a file that is known to be too large is not asked for', async () => {
  await using telegram = await startFakeTelegram();
  await using download = await downloader(telegram);
  const error = await failureOf(download.get({ fileId: 'x', bytes: maxLogoBytes + 1 }));
  expect(error.reason).toBe('too-big');
  expect(telegram.calls).toEqual([]);
});

test.concurrent('a file that Telegram finds too large is one', async () => {
  await using telegram = await startFakeTelegram();
  await using download = await downloader(telegram);
  const ann = telegram.person('ann');
  const sent = ann.sends(ann.dm, { document: { bytes: Buffer.alloc(maxLogoBytes + 1), fileName: 'logo.png' } });
  expect((await failureOf(download.get({ fileId: sent.file?.fileId }))).reason).toBe('too-big');
});

test.concurrent('a server that says how large a file is beforehand is believed', async () => {
  await using telegram = await startFakeTelegram({ isLocal: true });
  await using download = await downloader(telegram);
  const ann = telegram.person('ann');
  const sent = ann.sends(ann.dm, { document: { bytes: Buffer.alloc(maxLogoBytes + 1), fileName: 'logo.png' } });
  expect((await failureOf(download.get({ fileId: sent.file?.fileId }))).reason).toBe('too-big');
});

test.concurrent('a download without an end is broken off at 20 MB', async () => {
  let sentBytes = 0;
  await using server = await startFileServer('documents/file_0', (_, response) => {
    const chunk = Buffer.alloc(1024 * 1024);
    const more = (): void => {
      if (response.destroyed) return;
      sentBytes += chunk.length;
      response.write(chunk, () => setImmediate(more));
    };
    response.writeHead(200);
    more();
    return undefined;
  });
  await using download = await downloader(server);
  expect((await failureOf(download.get({ fileId: 'x' }))).reason).toBe('too-big');
  expect(sentBytes).toBeLessThan(3 * maxLogoBytes);
});

test.concurrent('who does not wait for a download that hangs is let go with the reason', async () => {
  let isAsked = false;
  await using server = await startFileServer('documents/file_0', (_, response) => {
    response.writeHead(200).write('a');
    isAsked = true;
    return undefined;
  });
  await using download = await downloader(server);
  const stop = new AbortController();
  const work = download.get({ fileId: 'x' }, stop.signal);
  const outcome = expect(work).rejects.toThrow('enough');
  await vi.waitUntil(() => isAsked);
  stop.abort(new Error('enough'));
  await outcome;
});

test.concurrent('where it is sent to is not followed: the address holds the token', async () => {
  await using other = await startScriptedServer(() => ({ body: 'bytes' }));
  await using server = await startFileServer('documents/file_0', () => ({
    status: 302,
    headers: { location: `${other.origin}/x` },
  }));
  await using download = await downloader(server);
  expect((await failureOf(download.get({ fileId: 'x' }))).retryable).toBe(false);
  expect(other.requests).toEqual([]);
});

test.concurrent.each([
  [404, 'gone', undefined],
  [410, 'gone', undefined],
  [403, 'forbidden', undefined],
  [400, 'refused', undefined],
  [500, 'unavailable', undefined],
  [502, 'unavailable', undefined],
  [429, 'unavailable', 7000],
] as const)('an answer of %i means %s', async (status, reason, retryAfterMs) => {
  await using server = await startFileServer('documents/file_0', () => ({
    status,
    headers: status === 429 ? { 'retry-after': '7' } : {},
  }));
  await using download = await downloader(server);
  expect(await failureOf(download.get({ fileId: 'x' }))).toMatchObject({ reason, retryAfterMs });
});

test.concurrent('a file that is no longer there is gone', async () => {
  await using telegram = await startFakeTelegram();
  await using download = await downloader(telegram);
  expect((await failureOf(download.get({ fileId: 'AgACAgIAAxkBAAI' }))).reason).toBe('gone');
});

test.concurrent.each([
  ['getFile', telegramFaults.dropBefore()],
  ['getFile', telegramFaults.htmlPage(502)],
  ['getFile', telegramFaults.refuse(401, 'Unauthorized')],
  ['file', telegramFaults.dropBefore()],
  ['file', telegramFaults.failBefore(500)],
  ['file', telegramFaults.refuse(404, 'Not Found')],
] as const)('no failure of %s says the token (%o)', async (method, fault) => {
  await using telegram = await startFakeTelegram();
  await using download = await downloader(telegram);
  const ann = telegram.person('ann');
  const sent = ann.sends(ann.dm, { document: { bytes: Buffer.from('x'), fileName: 'logo.png' } });
  telegram.always(method, fault);
  const error = await failureOf(download.get({ fileId: sent.file?.fileId }));
  expect(allOf(error)).not.toContain(telegram.token);
  expect(allOf(error)).not.toContain(telegram.token.split(':')[1]);
});

test.concurrent('a server of one’s own may have the file on a disk that both read', async () => {
  await using telegram = await startFakeTelegram({ isLocal: true });
  await using download = await downloader(telegram);
  const ann = telegram.person('ann');
  const sent = ann.sends(ann.dm, { document: { bytes: Buffer.from('on disk'), fileName: 'logo.png' } });
  expect(String(await download.get({ fileId: sent.file?.fileId }))).toBe('on disk');
  expect(telegram.of('file')).toEqual([]);
});

test.concurrent.each([
  ['that is not there', '/nonexistent/logo.png'],
  ['that is a folder', '/usr/share'],
  ['that never ends', '/dev/zero'],
])('a path %s is gone, and the error does not say it', async (_, filePath) => {
  await using server = await startFileServer(filePath, () => ({ status: 404 }));
  await using download = await downloader(server);
  const error = await failureOf(download.get({ fileId: 'x' }));
  expect(error.reason).toBe('gone');
  expect(allOf(error)).not.toContain(filePath);
});

test.concurrent('a file on disk that is too large is too large', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'logo-download-'));
  try {
    const filePath = path.join(folder, 'logo.png');
    await writeFile(filePath, Buffer.alloc(maxLogoBytes + 1));
    await using server = await startFileServer(filePath, () => ({ status: 404 }));
    await using download = await downloader(server);
    expect((await failureOf(download.get({ fileId: 'x' }))).reason).toBe('too-big');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.concurrent.each([undefined, 'https://api.telegram.org'])(
  'a path that Telegram itself names is never read from the disk (%s)',
  async (apiRoot) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'logo-download-'));
    const filePath = path.join(folder, 'logo.png');
    await writeFile(filePath, 'on disk');
    await using server = await startFileServer(filePath, () => ({ status: 404 }));
    const own = createAgent();
    const asked: string[] = [];
    // Nothing leaves this machine.
    const agent = new Agent({
      connect: ({ hostname }, done) => {
        asked.push(hostname);
        done(Object.assign(new Error('no way out'), { code: 'ECONNREFUSED' }), null);
      },
    });
    try {
      const api = createTelegramApi({ token: server.token, apiRoot: server.apiRoot, agent: own });
      const parts = { api, agent, token: server.token, apiRoot };
      const error = await failureOf(downloadLogo({ fileName: 'logo.png', data: { fileId: 'x' } }, parts, never));
      expect(error.reason).toBe('unavailable');
      expect(asked).toEqual(['api.telegram.org']);
      expect(allOf(error)).not.toContain(server.token);
    } finally {
      await Promise.all([own.destroy(), agent.destroy()]);
      await rm(folder, { recursive: true });
    }
  },
);
