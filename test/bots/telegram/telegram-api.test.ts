import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { InputFile } from 'grammy';
import { expect, onTestFinished, test } from 'vitest';
import { grammySignal } from '#bots/telegram/grammy-signal.ts';
import { createTelegramApi, type TelegramApiOptions } from '#bots/telegram/telegram-api.ts';
import { TelegramError, toTelegramError } from '#bots/telegram/telegram-error.ts';
import { createAgent } from '#core/fetch.ts';
import { type Script, type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';

const token = '123456789:hush-hush_hush';
const words = 'a secret wish of somebody';

function api(apiRoot: string, options: Partial<TelegramApiOptions> = {}) {
  const agent = createAgent();
  onTestFinished(() => agent.destroy());
  return createTelegramApi({ token, apiRoot, agent, ...options });
}

async function serve(script: Script): Promise<ScriptedServer> {
  const server = await startScriptedServer(script);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

/** What comes of a call that fails, as ours. It tells no secrets, wherever one looks. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => expect.unreachable('the call succeeded'),
    (thrown: unknown) => toTelegramError(thrown),
  );
  const everything = inspect(error, { depth: null, showHidden: true }) + JSON.stringify(error) + String(error);
  expect(everything).not.toMatch(/hush|secret wish|http:|\/bot\d|redirected/);
  return error;
}

const me = { id: 1, is_bot: true, first_name: 'Mockups', username: 'mockups_bot' };

test('an ordinary call is JSON under the token, and gives its result', async () => {
  const server = await serve(() => ({ body: { ok: true, result: { message_id: 5 } } }));
  expect(await api(server.origin).sendMessage(42, words)).toEqual({ message_id: 5 });
  const [request] = server.requests;
  expect(request).toMatchObject({ method: 'POST', path: `/bot${token}/sendMessage` });
  expect(request?.headers['content-type']).toBe('application/json');
  expect(JSON.parse(String(request?.body))).toEqual({ chat_id: 42, text: words });
});

test('files go up as a form, byte for byte', async () => {
  const server = await serve(() => ({ body: { ok: true, result: [] } }));
  const pictures = [Buffer.alloc(300_000, 'a'), Buffer.from([0, 13, 10, 45, 45, 255])];
  const media = pictures.map((bytes, index) => ({
    type: 'photo' as const,
    media: new InputFile(bytes, `shot-${index}.png`),
  }));
  await api(server.origin).sendMediaGroup(42, media, { reply_parameters: { message_id: 7 } });
  const [request] = server.requests;
  const form = await new Response(new Uint8Array(request?.body ?? []), {
    headers: { 'content-type': request?.headers['content-type'] ?? '' },
  }).formData();
  const text = (name: string): string => form.get(name) as string;
  expect(text('chat_id')).toBe('42');
  expect(JSON.parse(text('reply_parameters'))).toEqual({ message_id: 7 });
  const sent = JSON.parse(text('media')) as { media: string }[];
  const files = sent.map(({ media }) => form.get(media.replace('attach://', '')) as File);
  expect(files.map(({ name }) => name)).toEqual(['shot-0.png', 'shot-1.png']);
  expect(await Promise.all(files.map(async (file) => Buffer.from(await file.arrayBuffer())))).toEqual(pictures);
});

test('the same picture can be sent again', async () => {
  let answers = 0;
  const server = await serve(() => ({
    body: (answers += 1) === 1 ? { ok: false, error_code: 500, description: 'Internal' } : { ok: true, result: {} },
  }));
  const file = new InputFile(Buffer.from('bytes of a shot'), 'shot.png');
  const telegram = api(server.origin);
  await failureOf(telegram.sendDocument(42, file, { caption: words }));
  await telegram.sendDocument(42, file, { caption: words });
  expect(String(server.requests[1]?.body)).toContain('bytes of a shot');
});

test('a call that is not answered ends by itself, an upload when its own time is over', async () => {
  const server = await serve(() => undefined);
  const ordinary = api(server.origin, { callMs: 30, uploadMs: 600_000 });
  const late = { reason: 'unavailable', status: undefined, kind: 'other', message: expect.stringContaining('in time') };
  expect(await failureOf(ordinary.sendMessage(42, words))).toMatchObject(late);
  const upload = api(server.origin, { callMs: 600_000, uploadMs: 30 });
  expect(await failureOf(upload.sendPhoto(42, new InputFile(Buffer.from('x'))))).toMatchObject(late);
});

test('a long poll has the time that it asks Telegram to wait on top', async () => {
  const held: ServerResponse[] = [];
  const server = await serve((_, response) => void held.push(response));
  const telegram = api(server.origin, { callMs: 40 });
  const poll = telegram.getUpdates({ timeout: 20 });
  await expect.poll(() => held).toHaveLength(1);
  // An ordinary call, and a poll that waits for nothing, begin later and are over before.
  expect(await failureOf(telegram.getMe())).toMatchObject({ reason: 'unavailable' });
  expect(await failureOf(telegram.getUpdates({ timeout: 0 }))).toMatchObject({ reason: 'unavailable' });
  held[0]?.end(JSON.stringify({ ok: true, result: [] }));
  expect(await poll).toEqual([]);
});

test('the caller’s signal ends a call at once, and one that has fired lets none begin', async () => {
  const stop = new AbortController();
  const server = await serve(() => {
    stop.abort();
    return undefined;
  });
  const telegram = api(server.origin);
  await failureOf(telegram.getMe(grammySignal(stop.signal)));
  await failureOf(telegram.getMe(grammySignal(AbortSignal.abort())));
  expect(server.requests).toHaveLength(1);
});

test('a connection that breaks off, and one that never came about', async () => {
  const server = await serve((_, response) => {
    response.destroy();
    return undefined;
  });
  expect(await failureOf(api(server.origin).sendMessage(42, words))).toMatchObject({
    reason: 'unavailable',
    retryable: true,
    message: expect.stringMatching(/^Telegram did not answer sendMessage \(\w+\)\.$/),
  });
  await server[Symbol.asyncDispose]();
  expect(await failureOf(api(server.origin).sendMessage(42, words))).toMatchObject({
    reason: 'unavailable',
    message: 'Telegram did not answer sendMessage (ECONNREFUSED).',
  });
});

test.for([
  [502, '<html>Bad Gateway</html>', { reason: 'unavailable', status: 502 }],
  [200, '<html>Log in to the network</html>', { reason: 'unavailable', status: 502 }],
  [200, '{"ok":true}', { reason: 'unavailable', status: 502 }],
  [200, '', { reason: 'unavailable', status: 502 }],
  [404, 'no such page', { reason: 'unavailable', status: 404 }],
  [413, '<html>Too large</html>', { reason: 'too-big', status: 413, kind: 'file-too-big' }],
] as const)('an answer %i that is none of the Bot API: %j', async ([status, body, expected]) => {
  const server = await serve(() => ({ status, body }));
  expect(await failureOf(api(server.origin).sendMessage(42, words))).toMatchObject(expected);
});

test('nobody is followed elsewhere with the token', async () => {
  const server = await serve(({ path }) =>
    path === '/redirected'
      ? { body: { ok: true, result: me } }
      : { status: 307, headers: { location: '/redirected' }, body: '' },
  );
  expect(await failureOf(api(server.origin).getMe())).toMatchObject({ reason: 'unavailable', status: 307 });
  expect(server.requests).toHaveLength(1);
});

test('an answer without end is not read to its end', async () => {
  const server = await serve((_, response) => {
    const write = (): boolean => response.write(Buffer.alloc(1024 * 1024, ' '));
    response.on('drain', () => void (response.destroyed || write()));
    write();
    return undefined;
  });
  expect(await failureOf(api(server.origin).getMe())).toMatchObject({ reason: 'unavailable' });
});

test('a request that cannot even be made is our mistake, not Telegram’s', async () => {
  const server = await serve(() => ({ body: { ok: true, result: {} } }));
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('once');
  }
  const file = new InputFile(bytes(), 'shot.png');
  const telegram = api(server.origin);
  await telegram.sendDocument(42, file);
  const error = await failureOf(telegram.sendDocument(42, file, { caption: words }));
  expect(error).not.toBeInstanceOf(TelegramError);
  expect(error).toMatchObject({ message: 'A request for sendDocument could not be made (Error).' });
});

test('an agent that was closed fails a call, and nothing else', async () => {
  const agent = createAgent();
  const server = await serve(() => ({ body: { ok: true, result: me } }));
  await agent.destroy();
  expect(await failureOf(createTelegramApi({ token, apiRoot: server.origin, agent }).getMe())).toMatchObject({
    reason: 'unavailable',
  });
});

test('an upload whose connection breaks off midway ends', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.destroy())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const file = new InputFile(Buffer.alloc(20_000_000), 'shot.png');
  const error = await failureOf(api(`http://127.0.0.1:${port}`).sendDocument(42, file, { caption: words }));
  expect(error).toMatchObject({ reason: 'unavailable' });
});
