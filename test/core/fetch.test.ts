import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { createAgent, Deadline, networkFailure, parseRetryAfter, readBody, send } from '#core/fetch.ts';
import { TooLargeError } from '#core/images/read-capped.ts';
import { failureOf, noAbort } from '../support/comfydeploy-client.ts';
import { startScriptedServer } from '../support/scripted-server.ts';

const agent = createAgent();
const get = async (url: string, signal = noAbort) => await send(url, { agent, signal });

afterAll(async () => await agent.destroy());

test.each([
  ['3', 3000],
  ['0', 0],
  ['1.5', 1500],
  ['Mon, 05 Jan 2026 10:00:30 GMT', 30_000],
  ['Mon, 05 Jan 2026 09:59:00 GMT', 0],
  ['99999999999', 86_400_000],
  [null, undefined],
  ['', undefined],
  ['soon', undefined],
  ['-5', undefined],
  ['foo 5', undefined],
  ['Monday or so', undefined],
])('reads Retry-After %j as %j ms', (header, expected) => {
  expect(parseRetryAfter(header, Date.parse('2026-01-05T10:00:00Z'))).toBe(expected);
});

test('reads a body up to its cap and not a byte further', async () => {
  await using server = await startScriptedServer(() => ({ body: 'x'.repeat(1000) }));
  expect((await readBody(await get(server.origin), 1000)).length).toBe(1000);
  await expect(readBody(await get(server.origin), 999)).rejects.toThrow(TooLargeError);
});

test('counts the bytes of a compressed body after unpacking', async () => {
  const body = gzipSync(Buffer.alloc(1_000_000));
  await using server = await startScriptedServer(() => ({ headers: { 'content-encoding': 'gzip' }, body }));
  expect(body.length).toBeLessThan(2000);
  await expect(readBody(await get(server.origin), 10_000)).rejects.toThrow(TooLargeError);
});

test('a deadline ends the reading of a body that never ends', async () => {
  await using server = await startScriptedServer((_, response) => void response.writeHead(200).write('a beginning'));
  const read = async () => {
    using deadline = new Deadline(noAbort, 50);
    return await readBody(await get(server.origin, deadline.signal), 1000);
  };
  expect(await failureOf(read())).toMatchObject({ name: 'TimeoutError' });
});

test('tells a request that never left from one that may have arrived', async () => {
  await using dropping = await startScriptedServer((_, response) => void response.destroy());
  const gone = await startScriptedServer(() => ({}));
  await gone[Symbol.asyncDispose]();

  const refused = networkFailure(await failureOf(get(gone.origin)));
  expect(refused).toEqual({ code: 'ECONNREFUSED', notSent: true, badCertificate: false });
  expect(networkFailure(await failureOf(get('http://nowhere.invalid/')))).toMatchObject({ notSent: true });
  expect(networkFailure(await failureOf(get(dropping.origin)))).toMatchObject({ notSent: false });
});

test('looks through a bundle of refusals, one per address of a name', () => {
  const refusal = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' });
  const error = new TypeError('fetch failed', { cause: new AggregateError([refusal, refusal]) });
  expect(networkFailure(error)).toEqual({ code: 'ECONNREFUSED', notSent: true, badCertificate: false });
});

test('knows a certificate nobody vouches for', () => {
  const cause = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  expect(networkFailure(new TypeError('fetch failed', { cause }))).toMatchObject({
    notSent: true,
    badCertificate: true,
  });
});

test('an error that is its own cause does not trap it', () => {
  const error = new Error('loop');
  error.cause = error;
  expect(networkFailure(error)).toEqual({ code: 'connection failed', notSent: false, badCertificate: false });
});

test('an agent without keep-alive gives up each connection after one request', async () => {
  await using server = await startScriptedServer(() => ({ body: 'ok' }));
  for (const agent of [createAgent({ keepAlive: false }), createAgent()]) {
    for (let call = 0; call < 2; call += 1) await readBody(await send(server.origin, { agent, signal: noAbort }), 1000);
    await agent.destroy();
  }
  const wishes = server.requests.map((request) => request.headers.connection);
  expect(wishes).toEqual(['close', 'close', 'keep-alive', 'keep-alive']);
});

test('an abort ends a request that is still connecting', async () => {
  // Takes connections and never says a word of TLS.
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = new AbortController();
  const connected = once(server, 'connection');
  const sending = failureOf(get(`https://127.0.0.1:${port}`, stop.signal));
  const [socket] = await connected;
  stop.abort(new Error('stopped'));
  expect(await sending).toMatchObject({ message: 'stopped' });
  expect(socket).toMatchObject({ destroyed: false });
  socket.destroy();
  server.close();
});
