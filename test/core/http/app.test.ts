import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { ConfigurationError } from '#core/errors.ts';
import { createHttpApp, type HttpAppDeps } from '#core/http/app.ts';
import { startHttpServer } from '#core/http/http-server.ts';
import { createLogger } from '#core/log.ts';
import { createMetrics, type Standing } from '#core/metrics.ts';

const loopback = { host: '127.0.0.1', port: 0 };
const token = 'a-token-of-the-operator';

const standing: Standing = {
  waiting: 3,
  active: 2,
  states: new Map([
    ['running', 2],
    ['delivering', 1],
  ]),
  isApiPaused: false,
  lastAnswer: 'unknown',
  platforms: { discord: true },
};

function appWith(deps: Partial<HttpAppDeps> = {}) {
  return createHttpApp({
    log: createLogger('silent'),
    metrics: createMetrics(() => standing).registry,
    isReady: () => true,
    details: () => ({ waiting: 3, active: 2 }),
    ...deps,
  });
}

/** A request as it arrives from an address. */
async function from(
  app: ReturnType<typeof appWith>,
  address: string,
  path: string,
  headers: Record<string, string> = {},
) {
  return await app.request(
    `http://localhost${path}`,
    { headers: { host: 'localhost:8080', ...headers } },
    { incoming: { socket: { remoteAddress: address } } },
  );
}

test('says that it lives, and whether it can accept', async () => {
  let isReady = true;
  await using server = await startHttpServer(appWith({ isReady: () => isReady }), loopback);
  expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: 'ok' });
  const ready = await fetch(`${server.url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', waiting: 3, active: 2 }]);
  isReady = false;
  const stopping = await fetch(`${server.url}/readyz`);
  expect([stopping.status, await stopping.json()]).toEqual([503, { status: 'not ready', waiting: 3, active: 2 }]);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

test('tells this machine its metrics, with the load as it is now', async () => {
  let waiting = 1;
  const metrics = createMetrics(() => ({ ...standing, waiting })).registry;
  await using server = await startHttpServer(appWith({ metrics }), loopback);
  expect(await (await fetch(`${server.url}/metrics`)).text()).toMatch(/^mockup_queue_waiting 1$/m);
  waiting = 5;
  const answer = await fetch(`${server.url}/metrics`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(await answer.text()).toMatch(/^mockup_queue_waiting 5$/m);
});

test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])(
  'without a token %s is this machine',
  async (address) => {
    expect((await from(appWith(), address, '/metrics')).status).toBe(200);
  },
);

test.each(['203.0.113.9', '10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', '1127.0.0.1', '::127.0.0.1', '', '::1%eth0'])(
  'without a token %j sees no metrics and no details',
  async (address) => {
    const app = appWith();
    expect((await from(app, address, '/metrics')).status).toBe(401);
    expect(await (await from(app, address, '/readyz')).json()).toEqual({ status: 'ready' });
    const spoofed = { 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1', host: '127.0.0.1' };
    expect((await from(app, address, '/metrics', spoofed)).status).toBe(401);
  },
);

test('with a token everyone else needs it', async () => {
  const app = appWith({ metricsToken: token });
  expect((await from(app, '127.0.0.1', '/metrics')).status).toBe(200);
  for (const address of ['10.0.0.1', '203.0.113.9']) {
    expect((await from(app, address, '/metrics', { authorization: `Bearer ${token}` })).status).toBe(200);
    for (const authorization of [
      '',
      token,
      `Basic ${token}`,
      `Bearer ${token}x`,
      'Bearer ',
      `Bearer ${token.slice(1)}`,
    ]) {
      const refused = await from(app, address, '/metrics', { authorization });
      expect([refused.status, await refused.json()]).toEqual([
        401,
        { error: 'METRICS_TOKEN is needed as a Bearer token' },
      ]);
    }
    expect((await from(app, address, '/metrics')).status).toBe(401);
    expect(await (await from(app, address, '/readyz')).json()).toEqual({ status: 'ready' });
  }
});

test.each([
  { 'x-forwarded-for': '203.0.113.9' },
  { forwarded: 'for=203.0.113.9' },
  { host: 'bot.example' },
  { via: '1.1 x' },
])('a proxy on this machine that asks with %j asks for somebody else', async (headers) => {
  expect((await from(appWith(), '127.0.0.1', '/metrics', headers)).status).toBe(401);
  const authorized = { ...headers, authorization: `Bearer ${token}` };
  expect((await from(appWith({ metricsToken: token }), '127.0.0.1', '/metrics', authorized)).status).toBe(200);
});

test('a request through another address of this machine is not from this machine', async ({ skip }) => {
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  skip(!outside, 'this machine has no address but loopback');
  await using server = await startHttpServer(appWith(), { host: '0.0.0.0', port: 0 });
  const { port } = new URL(server.url);
  expect((await fetch(`http://${outside?.address}:${port}/metrics`)).status).toBe(401);
  expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(200);
});

test('answers what it does not know and what breaks in JSON, without saying why', async () => {
  await using server = await startHttpServer(
    appWith({
      details: () => {
        throw new Error('the secret of the store');
      },
    }),
    loopback,
  );
  const unknown = await fetch(`${server.url}/admin`);
  expect([unknown.status, await unknown.json()]).toEqual([404, { error: 'not found' }]);
  const broken = await fetch(`${server.url}/readyz`);
  expect([broken.status, await broken.json()]).toEqual([
    500,
    { error: 'something went wrong', reference: expect.stringMatching(/^[2-9A-Z]{5}$/) },
  ]);
  expect((await fetch(`${server.url}/healthz`, { method: 'POST' })).status).toBe(404);
});

test('a port in use and an address that is not here are told by the name of the setting', async () => {
  await using server = await startHttpServer(appWith(), loopback);
  const port = Number(new URL(server.url).port);
  const problemOf = async (place: { host: string; port: number }) => {
    const error = await startHttpServer(appWith(), place).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(ConfigurationError);
    return error instanceof ConfigurationError ? error.problems : [];
  };
  expect(await problemOf({ host: '127.0.0.1', port })).toEqual([
    `PORT ${port} on 127.0.0.1 is in use by another program. Stop that one, or set PORT to another number.`,
  ]);
  expect(await problemOf({ host: '192.0.2.7', port: 0 })).toEqual([
    'HOST 192.0.2.7 is no address of this machine. Set HOST to 127.0.0.1, or to 0.0.0.0 for all of its addresses.',
  ]);
});

test('stopping does not wait for connections that are kept open', async () => {
  const server = await startHttpServer(appWith(), loopback);
  await fetch(`${server.url}/healthz`);
  await server[Symbol.asyncDispose]();
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
});
