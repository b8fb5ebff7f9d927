import { expect, test } from 'vitest';
import { createComfyDeploy } from '#core/comfydeploy/client.ts';
import { ConfigurationError } from '#core/errors.ts';
import { createLogger } from '#core/log.ts';
import { connect, failureOf, noAbort } from '../../support/comfydeploy-client.ts';
import { recorded } from '../../support/recorded.ts';
import { type Script, startScriptedServer } from '../../support/scripted-server.ts';

const signal = noAbort;
const runId = '7f0c1d52-3b7e-4a51-9c0e-0a4d6b1f2e33';
const deploymentId = '60ff2b31-4c5d-4e6f-8a90-b1c2d3e4f506';

async function serve(script: Script) {
  const server = await startScriptedServer(script);
  const api = connect(`${server.origin}/api`);
  return {
    server,
    api,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

test('queues a run with numbers as numbers, the exact key names and the token', async () => {
  await using at = await serve(() => ({ body: recorded('comfydeploy/queue-answer') }));
  const inputs = { input_text: 'plain cap', input_number: 768, flag: false };
  expect(await at.api.queue({ deploymentId, inputs, signal })).toEqual({ runId });
  const [request] = at.server.requests;
  expect(request).toMatchObject({
    method: 'POST',
    path: '/api/run/deployment/queue',
    headers: { authorization: 'Bearer key-of-the-test', 'content-type': 'application/json' },
  });
  expect(request?.body.toString()).toBe(
    `{"deployment_id":"${deploymentId}","inputs":{"input_text":"plain cap","input_number":768,"flag":false}}`,
  );
});

test('passes a webhook on and queues on a connection of its own', async () => {
  await using at = await serve(() => ({ body: recorded('comfydeploy/queue-answer') }));
  await at.api.queue({ deploymentId, inputs: {}, webhook: 'https://bot.example/hook', signal });
  const [request] = at.server.requests;
  expect(JSON.parse(String(request?.body))).toEqual({
    deployment_id: deploymentId,
    inputs: {},
    webhook: 'https://bot.example/hook',
  });
  expect(request?.headers.connection).toBe('close');
});

test('never sends what the service would refuse or misread as a number', async () => {
  await using at = await serve(() => ({ body: recorded('comfydeploy/queue-answer') }));
  await failureOf(at.api.queue({ deploymentId, inputs: { input_number: Number.NaN }, signal }));
  expect(at.server.requests).toEqual([]);
});

test('reads a run, with its place in the queue when asked', async () => {
  await using at = await serve(() => ({ body: recorded('comfydeploy/run-waiting') }));
  expect(await at.api.getRun(runId, { queuePosition: true, signal })).toMatchObject({
    status: 'not-started',
    queue_position: 3,
  });
  await at.api.getRun('a/../b?c', { signal });
  expect(at.server.requests.map((request) => request.path)).toEqual([
    `/api/run/${runId}?queue_position=true`,
    '/api/run/a%2F..%2Fb%3Fc',
  ]);
});

test('a cancel is done when the server says 200, whatever else it says', async () => {
  const bodies: unknown[] = [recorded('comfydeploy/cancel-answer'), { success: true }, []];
  await using at = await serve(() => ({ body: bodies.shift() }));
  for (let left = bodies.length; left > 0; left -= 1) await at.api.cancel(runId, { signal });
  expect(at.server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(
    Array.from({ length: 3 }, () => `POST /api/run/${runId}/cancel`),
  );
});

test('uploads a picture in the one part the server reads, with the ending that tells its type', async () => {
  await using at = await serve(() => ({ body: recorded('comfydeploy/upload-answer') }));
  const bytes = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0x0d, 0x0a]);
  const answer = await at.api.upload({ bytes, fileName: '../Mein Logö.heic', contentType: 'image/png', signal });
  expect(answer).toEqual({ url: 'https://bucket.example/inputs/img_aB3dE5fG7hJ9kL1m.png' });
  const [request] = at.server.requests;
  const headers = { 'content-type': String(request?.headers['content-type']) };
  const form = await new Response(new Uint8Array(request?.body ?? []), { headers }).formData();
  expect([...form.keys()]).toEqual(['file']);
  const file = form.get('file') as File;
  expect(file).toMatchObject({ name: '..-Mein-Log-.png', type: 'image/png' });
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  expect(request?.headers['content-length']).toBe(String(request?.body.length));
});

test('lists deployments of both kinds, each once, and skips rows without an id', async () => {
  await using at = await serve(({ path }) => ({
    body: path.includes('is_fluid=true')
      ? recorded('comfydeploy/deployments-fluid')
      : [...(recorded('comfydeploy/deployments-classic') as unknown[]), { environment: 'no id' }, null],
  }));
  const listed = await at.api.listDeployments({ signal });
  expect(listed.map(({ environment, workflow }) => [environment, workflow?.name])).toEqual([
    ['staging', 'logo mockup'],
    ['production', 'logo mockup'],
    ['preview', 'hoodies'],
  ]);
  expect(at.server.requests).toHaveLength(2);
});

test('reads every page of a long list, and stops at a server that knows no pages', async () => {
  const rows = (from: number, count: number) => Array.from({ length: count }, (_, n) => ({ id: `d${from + n}` }));
  await using paging = await serve(({ path }) => {
    const { searchParams } = new URL(path, 'http://x');
    const left = searchParams.get('is_fluid') === 'true' ? 0 : 130 - Number(searchParams.get('offset'));
    return { body: rows(Number(searchParams.get('offset')), Math.min(100, left)) };
  });
  expect(await paging.api.listDeployments({ signal })).toHaveLength(130);
  await using stubborn = await serve(() => ({ body: rows(0, 150) }));
  expect(await stubborn.api.listDeployments({ signal })).toHaveLength(150);
  expect(stubborn.server.requests.length).toBeLessThan(5);
});

test('lists the runs of a workflow with their inputs and without their outputs', async () => {
  await using at = await serve(() => ({ body: recorded('comfydeploy/workflow-runs') }));
  const runs = await at.api.listWorkflowRuns('w', { limit: 50, offset: 100, signal });
  expect(runs[0]).toMatchObject({ id: runId, workflow_inputs: { input_text: 'plain cap' } });
  expect(at.server.requests[0]?.path).toBe(
    '/api/workflow/w/runs?limit=50&offset=100&with_inputs=true&with_outputs=false',
  );
});

test('a list of runs with an unreadable row is no list, because the row could be the run looked for', async () => {
  await using at = await serve(() => ({
    body: [...(recorded('comfydeploy/workflow-runs') as unknown[]), { status: 'running' }],
  }));
  const error = await failureOf(at.api.listWorkflowRuns('w', { limit: 50, offset: 0, signal }));
  expect(error).toMatchObject({ service: 'comfydeploy', reason: 'unreadable' });
});

test('reads the log of a failed run', async () => {
  await using at = await serve(() => ({ body: recorded('comfydeploy/run-logs-failed') }));
  expect(await at.api.runLogs(runId, { signal })).toHaveLength(6);
  expect(at.server.requests[0]?.path).toBe(`/api/v2/clickhouse-run-logs/${runId}`);
});

test('downloads without the token, wherever the file lies and leads to', async () => {
  await using bucket = await startScriptedServer(() => ({ body: Buffer.from([1, 2, 3]) }));
  await using at = await serve(() => ({ status: 302, headers: { location: `${bucket.origin}/real.png` } }));
  expect(await at.api.download(`${at.server.origin}/out.png`, { maxBytes: 3, signal })).toEqual(Buffer.from([1, 2, 3]));
  const all = [...at.server.requests, ...bucket.requests];
  expect(all).toHaveLength(2);
  expect(all.filter((request) => request.headers.authorization !== undefined)).toEqual([]);
});

test('a download beyond its cap, or from no web address, is refused for good', async () => {
  await using at = await serve(() => ({ body: 'x'.repeat(100) }));
  const large = await failureOf(at.api.download(`${at.server.origin}/a`, { maxBytes: 99, signal }));
  expect(large).toMatchObject({ reason: 'too-large', retryable: false });
  for (const url of ['file:///etc/passwd', 'data:text/plain,x', 'nonsense', 'http://user:pass@host/']) {
    expect(await failureOf(at.api.download(url, { maxBytes: 99, signal }))).toMatchObject({ retryable: false });
  }
  expect(at.server.requests).toHaveLength(1);
});

test.each([
  ['one byte of it comes', { status: 206, body: 'x' }, true],
  ['all of it comes', { status: 200, body: 'xyz' }, true],
  ['nothing comes', { status: 200, body: '' }, false],
  ['a web page comes', { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>gone' }, false],
  ['it is gone', { status: 404, body: 'x' }, false],
  ['its link has expired', { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }, false],
  ['it is empty', { status: 416, body: '' }, false],
  ['the server fails', { status: 500, body: 'x' }, false],
])('an upload is still there? %s', async (_, answer, expected) => {
  await using at = await serve(() => answer);
  expect(await at.api.isStillThere(`${at.server.origin}/logo.png`, { signal })).toBe(expected);
  expect(at.server.requests).toMatchObject([{ method: 'GET', headers: { range: 'bytes=0-0' } }]);
  expect(at.server.requests[0]?.headers.authorization).toBeUndefined();
});

test('an upload at an address that cannot be read is not there', async () => {
  await using at = await serve((_, response) => void response.destroy());
  expect(await at.api.isStillThere(at.server.origin, { signal })).toBe(false);
  expect(await at.api.isStillThere('nonsense', { signal })).toBe(false);
  await expect(at.api.isStillThere(at.server.origin, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow(
    'stop',
  );
});

test('works without a token, and refuses one that no header can carry without repeating it', async () => {
  await using server = await startScriptedServer(() => ({ body: recorded('comfydeploy/run-running') }));
  const log = createLogger('silent');
  await using api = createComfyDeploy({ apiUrl: `${server.origin}/api`, log });
  await api.getRun(runId, { signal });
  expect(server.requests[0]?.headers.authorization).toBeUndefined();
  for (const token of ['two words', 'line\nbreak', 'dash–dash', '']) {
    const make = () => createComfyDeploy({ apiUrl: server.origin, token, log });
    expect(make).toThrow(ConfigurationError);
    expect(make).toThrow('COMFY_API_TOKEN must not contain spaces, line breaks or special characters.');
  }
});

test('an abort ends a call with its own reason', async () => {
  const controller = new AbortController();
  await using at = await serve(() => {
    controller.abort(new Error('shutting down'));
    return undefined;
  });
  await expect(at.api.queue({ deploymentId, inputs: {}, signal: controller.signal })).rejects.toThrow('shutting down');
  expect(at.server.requests).toHaveLength(1);
});
