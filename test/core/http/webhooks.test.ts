import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createHttpApp } from '#core/http/app.ts';
import { startHttpServer } from '#core/http/http-server.ts';
import { type ComfyDeployWebhooks, comfyDeployWebhookPath, type WebhookResult } from '#core/http/webhooks.ts';
import { createLogger } from '#core/log.ts';
import { createMetrics } from '#core/metrics.ts';
import { quiet } from '../../support/quiet.ts';
import { recorded } from '../../support/recorded.ts';
import { send } from '../../support/webhook-bench.ts';

const token = 'k'.repeat(40);
const hint = JSON.stringify({ run_id: 'run-1', status: 'success', outputs: [] });

/** A server at which one token is awaited, and what arrived there. */
async function startServer(options: Partial<ComfyDeployWebhooks> = {}) {
  const taken: unknown[] = [];
  const results: WebhookResult[] = [];
  const app = createHttpApp({
    log: createLogger('silent'),
    metrics: createMetrics(() => quiet).registry,
    isReady: () => true,
    details: () => ({}),
    comfyDeployWebhooks: {
      isAwaited: (each) => each === token,
      take: (_, each) => {
        taken.push(each);
        return each.runId === 'run-1' ? 'taken' : 'other-run';
      },
      onResult: (result) => void results.push(result),
      ...options,
    },
  });
  const server = await startHttpServer(app, { host: '127.0.0.1', port: 0 });
  const url = `${server.url}${comfyDeployWebhookPath}/${token}`;
  return { server, taken, results, url, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test.each(['POST', 'GET'])('takes a hint by %s with a body', async (method) => {
  await using opened = await startServer();
  expect(await send(method, opened.url, hint)).toEqual({ status: 200, body: '{"status":"ok"}' });
  expect(opened.taken).toEqual([{ runId: 'run-1', status: 'success' }]);
  expect(opened.results).toEqual(['taken']);
});

test('takes what the service was recorded to send', async () => {
  await using opened = await startServer();
  const body = JSON.stringify(recorded('comfydeploy/webhook-success'));
  await send('GET', opened.url, body);
  expect(opened.taken).toEqual([{ runId: JSON.parse(body).run_id, status: 'success' }]);
});

test('several webhooks on one kept connection are all taken, by either method', async () => {
  await using opened = await startServer();
  const socket = connect(Number(new URL(opened.url).port), '127.0.0.1');
  const one = (method: string) =>
    `${method} ${new URL(opened.url).pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: ${hint.length}\r\n\r\n${hint}`;
  socket.write(['GET', 'POST', 'GET'].map(one).join(''));
  await expect.poll(() => opened.results).toEqual(['taken', 'taken', 'taken']);
  socket.destroy();
});

test.each([
  ['no JSON', '{"run_id":'],
  ['no run', '{"status":"success"}'],
  ['a run that is none', '{"run_id":7}'],
  ['a list', '[]'],
  ['nothing', ''],
])('refuses a body with %s', async (_, body) => {
  await using opened = await startServer();
  expect((await send('POST', opened.url, body)).status).toBe(400);
  expect((await send('GET', opened.url, body)).status).toBe(400);
  expect([opened.taken, opened.results]).toEqual([[], ['unreadable', 'unreadable']]);
});

test('a hint about another run than the one that is awaited looks as if nobody waited', async () => {
  await using opened = await startServer();
  const other = await send('POST', opened.url, '{"run_id":"run-2"}');
  expect(other).toEqual(await send('POST', `${opened.url}x`, hint));
  expect(other.status).toBe(404);
  expect(opened.results).toEqual(['other-run', 'unknown']);
});

test.each(['POST', 'GET'])('under a token nobody waits for %s is answered before the body has come', async (method) => {
  await using opened = await startServer();
  const socket = connect(Number(new URL(opened.url).port), '127.0.0.1');
  socket.write(`${method} ${comfyDeployWebhookPath}/unknown HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n`);
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 404 /);
  socket.destroy();
});

test.each(['POST', 'GET'])('a body by %s that goes on for ever is answered when it is too large', async (method) => {
  await using opened = await startServer();
  const socket = connect(Number(new URL(opened.url).port), '127.0.0.1');
  socket.write(`${method} ${new URL(opened.url).pathname} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n`);
  socket.on('error', () => {});
  const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
  socket.write(chunk.repeat(6));
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
  await once(socket, 'close');
  expect([opened.taken, opened.results]).toEqual([[], ['too-large']]);
});

test.each(['POST', 'GET'])('a body by %s that does not come is answered when its time is over', async (method) => {
  await using opened = await startServer({ maxBodyMs: 50 });
  const socket = connect(Number(new URL(opened.url).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.write(`${method} ${new URL(opened.url).pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{`);
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /);
  await once(socket, 'close');
  expect([opened.taken, opened.results]).toEqual([[], ['too-slow']]);
});

test('a sender that breaks off does no harm', async () => {
  await using opened = await startServer();
  const socket = connect(Number(new URL(opened.url).port), '127.0.0.1');
  socket.write(`GET ${new URL(opened.url).pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{`, () =>
    socket.destroy(),
  );
  await expect.poll(() => opened.results).toEqual(['unreadable']);
  expect((await send('POST', opened.url, hint)).status).toBe(200);
});
