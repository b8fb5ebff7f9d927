import { expect, test } from 'vitest';
import type { ComfyDeploy } from '#core/comfydeploy/client.ts';
import { BackendError } from '#core/errors.ts';
import { createLogger } from '#core/log.ts';
import { connect, failureOf, noAbort } from '../../support/comfydeploy-client.ts';
import { type Fault, faults, type Route, seededRandom } from '../../support/faults.ts';
import { type FlakyOptions, startFlakyComfyDeploy } from '../../support/flaky-comfydeploy.ts';
import { recorded } from '../../support/recorded.ts';
import { startScriptedServer } from '../../support/scripted-server.ts';

const signal = noAbort;
const file = Buffer.from('picture '.repeat(2000));

/** A well-behaved API behind a front that misbehaves as told. */
async function setUp(options: Omit<FlakyOptions, 'upstream'> = {}) {
  const upstream = await startScriptedServer(({ method, path }) => {
    if (path === '/api/run/deployment/queue') return { body: recorded('comfydeploy/queue-answer') };
    if (path === '/api/file/upload') return { body: recorded('comfydeploy/upload-answer') };
    if (path.endsWith('/cancel')) return { body: recorded('comfydeploy/cancel-answer') };
    if (path.startsWith('/api/run/')) return { body: recorded('comfydeploy/run-success') };
    if (path.startsWith('/api/deployment/')) return { body: recorded('comfydeploy/deployment') };
    if (path.startsWith('/api/deployments')) return { body: recorded('comfydeploy/deployments-fluid') };
    if (path.startsWith('/api/workflow/')) return { body: recorded('comfydeploy/workflow-runs') };
    if (path.startsWith('/api/v2/')) return { body: recorded('comfydeploy/run-logs-failed') };
    if (path === '/where') return { body: { here: `${upstreamOrigin()}/out.png` } };
    return method === 'GET' ? { body: file } : { status: 405, body: { detail: 'Method Not Allowed' } };
  });
  const upstreamOrigin = () => upstream.origin;
  const flaky = await startFlakyComfyDeploy({ upstream: `${upstream.origin}/api`, ...options });
  const api = connect(flaky.apiUrl, {
    timeouts: { readMs: 10_000, queueMs: 10_000, cancelMs: 10_000, transferMs: 10_000 },
  });
  return {
    upstream,
    flaky,
    api,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await flaky[Symbol.asyncDispose]();
      await upstream[Symbol.asyncDispose]();
    },
  };
}

const calls: Record<Route, (api: ComfyDeploy, origin: string) => Promise<unknown>> = {
  queue: (api) => api.queue({ deploymentId: 'd', inputs: {}, signal }),
  run: (api) => api.getRun('r', { queuePosition: true, signal }),
  cancel: (api) => api.cancel('r', { signal }),
  upload: (api) => api.upload({ bytes: file, fileName: 'logo.png', contentType: 'image/png', signal }),
  deployment: (api) => api.getDeployment('d', { signal }),
  deployments: (api) => api.listDeployments({ signal }),
  runs: (api) => api.listWorkflowRuns('w', { limit: 10, offset: 0, signal }),
  logs: (api) => api.runLogs('r', { signal }),
  file: (api, origin) => api.download(`${origin}/out.png`, { maxBytes: 1_000_000, signal }),
};
const reads = ['run', 'deployment', 'deployments', 'runs', 'logs', 'file'] as const;
const writes = ['queue', 'cancel', 'upload'] as const;

const passing: Fault[] = [
  faults.tooMany(),
  faults.serverError(503),
  faults.serverError(500),
  faults.badGateway(),
  faults.dropBefore(),
  faults.dropAfter(),
  faults.truncate(),
  faults.delay(5),
  faults.slow(3, 2),
];

test.each(reads.flatMap((route) => passing.map((fault) => [route, fault.name, fault] as const)))(
  'reading %s survives %s',
  async (route, _, fault) => {
    await using at = await setUp();
    at.flaky.next(route, fault);
    await calls[route](at.api, at.flaky.origin);
    expect(at.flaky.of(route)[0]?.fault).toBe(fault.name);
  },
);

test.each(reads)('reading %s gives up after three attempts', async (route) => {
  await using at = await setUp();
  at.flaky.always(route, faults.serverError(503));
  expect(await failureOf(calls[route](at.api, at.flaky.origin))).toMatchObject({ status: 503, retryable: true });
  expect(at.flaky.of(route)).toHaveLength(3);
});

const unclear: Fault[] = [
  faults.dropBefore(),
  faults.dropAfter(),
  faults.failAfter(),
  faults.truncate(),
  faults.badGateway(),
  faults.serverError(503),
];

test.each(writes.flatMap((route) => unclear.map((fault) => [route, fault.name, fault] as const)))(
  'the write %s is never repeated after %s',
  async (route, _, fault) => {
    await using at = await setUp();
    at.flaky.next(route, fault);
    const error = await failureOf(calls[route](at.api, at.flaky.origin));
    expect(error).toMatchObject({ outcomeUnknown: true, notSent: false, retryable: true });
    expect(at.flaky.of(route)).toHaveLength(1);
  },
);

test('a lost answer hides a run that was started', async () => {
  await using at = await setUp();
  at.flaky.next('queue', faults.dropAfter());
  await failureOf(calls.queue(at.api, ''));
  expect(at.flaky.of('queue')).toMatchObject([{ fault: 'drop-after', forwarded: true, status: undefined }]);
  expect(at.upstream.requests).toHaveLength(1);
});

test.each(writes)('the write %s is repeated after 429, because it was not carried out', async (route) => {
  await using at = await setUp();
  at.flaky.next(route, faults.tooMany('0'));
  await calls[route](at.api, at.flaky.origin);
  expect(at.flaky.of(route).map(({ status, forwarded }) => [status, forwarded])).toEqual([
    [429, false],
    [200, true],
  ]);
});

test('a write that never connected is repeated and then says that it was not sent', async () => {
  const gone = await startScriptedServer(() => ({}));
  await gone[Symbol.asyncDispose]();
  const logged: string[] = [];
  const log = createLogger('warn', { write: (line: string) => logged.push(line) });
  await using api = connect(gone.origin, { log });
  const error = await failureOf(calls.queue(api, ''));
  expect(error).toMatchObject({
    reason: 'unreachable',
    notSent: true,
    outcomeUnknown: false,
    retryable: true,
    status: undefined,
  });
  expect(String(error)).toContain('ECONNREFUSED');
  expect(logged).toHaveLength(2);
});

test('a wait longer than the client wants goes to the caller', async () => {
  await using at = await setUp();
  at.flaky.next('run', faults.tooMany('3600'));
  expect(await failureOf(calls.run(at.api, ''))).toMatchObject({ reason: 'busy', retryAfterMs: 3_600_000 });
  expect(at.flaky.of('run')).toHaveLength(1);
});

test('a server that hangs costs one call its time and no second try', async () => {
  await using at = await setUp();
  at.flaky.always('run', faults.hang());
  await using api = connect(at.flaky.apiUrl, { timeouts: { readMs: 30 } });
  const error = await failureOf(calls.run(api, ''));
  expect(error).toMatchObject({ reason: 'timed-out', retryable: true, status: undefined });
  expect(String(error)).toContain('within 0.03 s');
  expect(at.flaky.of('run')).toHaveLength(1);
});

test('a body that trickles in does not outlast its time', async () => {
  await using at = await setUp();
  at.flaky.next('file', faults.slow(1000, 20));
  await using api = connect(at.flaky.apiUrl, { timeouts: { transferMs: 100 } });
  expect(await failureOf(calls.file(api, at.flaky.origin))).toMatchObject({ reason: 'timed-out' });
  expect(at.flaky.of('file')).toHaveLength(1);
});

test.each([
  [faults.stuckRunning(), { status: 'running', outputs: [{}], progress: 1 }],
  [faults.emptyOutputs(), { status: 'success', outputs: [] }],
  [faults.timedOut(), { status: 'timeout', outputs: [{}] }],
  [faults.failed(), { status: 'failed', outputs: [] }],
])('a run can end otherwise: $name', async (fault, expected) => {
  await using at = await setUp();
  at.flaky.always('run', fault);
  expect(await calls.run(at.api, '')).toMatchObject(expected);
  at.flaky.heal();
  expect(await calls.run(at.api, '')).toMatchObject({ status: 'success', outputs: [{}] });
});

test('a cancel can be refused as by a machine of one’s own', async () => {
  await using at = await setUp();
  at.flaky.next('cancel', faults.cancelRefused());
  expect(await failureOf(calls.cancel(at.api, ''))).toMatchObject({ reason: 'not-cancellable' });
  expect(at.upstream.requests).toEqual([]);
});

test('leads the upstream’s own URLs through the front when asked to', async () => {
  await using direct = await setUp();
  await using through = await setUp({ rewriteUrls: true });
  const where = async (origin: string) => await (await fetch(`${origin}/where`)).json();
  expect(await where(direct.flaky.origin)).toEqual({ here: `${direct.upstream.origin}/out.png` });
  expect(await where(through.flaky.origin)).toEqual({ here: `${through.flaky.origin}/out.png` });
});

test('passes bodies and headers on unchanged', async () => {
  await using at = await setUp();
  await calls.upload(at.api, '');
  const [received] = at.upstream.requests;
  expect(received?.body.includes(file)).toBe(true);
  expect(received?.headers).toMatchObject({
    authorization: 'Bearer key-of-the-test',
    'content-type': expect.stringContaining('multipart/form-data; boundary='),
  });
});

test('random faults are repeated by their seed and hurt about the wished fraction', async () => {
  const run = async (seed: number) => {
    await using at = await setUp({
      random: { seed, fraction: 0.3, faults: [faults.badGateway(), faults.dropAfter()] },
    });
    for (let call = 0; call < 100; call += 1) {
      await fetch(`${at.flaky.origin}/out.png`).catch(() => undefined);
    }
    return at.flaky.requests.map(({ fault }) => fault);
  };
  const [first, again, other] = [await run(7), await run(7), await run(8)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
  const hurt = first.filter(Boolean);
  expect(new Set(hurt)).toEqual(new Set(['bad-gateway', 'drop-after']));
  expect(hurt.length).toBeGreaterThan(15);
  expect(hurt.length).toBeLessThan(45);
});

test('under random faults every call ends, with an answer or a BackendError, and no write happens twice', async () => {
  await using at = await setUp({ random: { seed: 1, fraction: 0.5 } });
  const random = seededRandom(2);
  const routes = [...reads, ...writes];
  let [answered, failed] = [0, 0];
  for (let call = 0; call < 150; call += 1) {
    const route = routes[Math.floor(random() * routes.length)] ?? 'run';
    const before = at.flaky.requests.length;
    try {
      await calls[route](at.api, at.flaky.origin);
      answered += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(BackendError);
      failed += 1;
    }
    const carriedOut = at.flaky.requests.slice(before).filter((seen) => seen.method === 'POST' && seen.forwarded);
    expect(carriedOut.length).toBeLessThanOrEqual(1);
  }
  expect(answered).toBeGreaterThan(50);
  expect(failed).toBeGreaterThan(5);
});
