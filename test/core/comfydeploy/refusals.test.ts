import { expect, test } from 'vitest';
import { createComfyDeploy } from '#core/comfydeploy/client.ts';
import type { ComfyDeployError } from '#core/comfydeploy/comfydeploy-error.ts';
import { errorDetail } from '#core/comfydeploy/error-detail.ts';
import { BackendError } from '#core/errors.ts';
import { createLogger } from '#core/log.ts';
import { connect, failureOf, noAbort } from '../../support/comfydeploy-client.ts';
import { recorded } from '../../support/recorded.ts';
import { type ScriptedAnswer, startScriptedServer } from '../../support/scripted-server.ts';

const signal = noAbort;
const detail = (text: string) => ({ detail: text });

/** What a queue call gets told by a server that answers like this. */
async function refusedQueue(answer: ScriptedAnswer) {
  await using server = await startScriptedServer(() => answer);
  await using api = connect(`${server.origin}/api`, { retry: { attempts: 1 } });
  const error = await failureOf(api.queue({ deploymentId: 'd', inputs: { input_text: 'SECRET WORDS' }, signal }));
  expect(error).toBeInstanceOf(BackendError);
  return error as ComfyDeployError;
}

test.each([
  [401, detail('Invalid or expired token'), 'bad-token'],
  [401, detail('Error creating run: 401 Unauthorized'), 'machine-refused'],
  [400, detail('Error creating run: 400 Bad Request'), 'machine-refused'],
  [429, detail('Error creating run: 429 Too Many Requests'), 'machine-refused'],
  [403, detail("Insufficient deployment owner's GPU credits to create run"), 'no-credit'],
  [402, detail('Payment required'), 'no-credit'],
  [403, detail('Your account was suspended'), 'forbidden'],
  [404, detail('Deployment not found'), 'not-found'],
  [410, detail('Gone'), 'not-found'],
  [422, recorded('comfydeploy/error-422-missing'), 'refused'],
  [400, { error: 'Name is required' }, 'refused'],
])('%d %j is final, nothing was started: %s', async (status, body, reason) => {
  expect(await refusedQueue({ status, body })).toMatchObject({
    status,
    reason,
    retryable: false,
    outcomeUnknown: false,
  });
});

test.each([
  [500, 'Internal Server Error'],
  [502, '<html><title>502 Bad Gateway</title></html>'],
  [504, ''],
  [408, ''],
])('after %d nobody knows whether a run was started', async (status, body) => {
  expect(await refusedQueue({ status, body })).toMatchObject({
    status,
    retryable: true,
    outcomeUnknown: true,
    notSent: false,
  });
});

test.each(['{"run_id":', '<html></html>', '', '[]', '{}', '{"run_id":7}', '{"run_id":""}'])(
  'after a 200 with %j nobody knows whether a run was started',
  async (body) => {
    expect(await refusedQueue({ body })).toMatchObject({ reason: 'unreadable', outcomeUnknown: true });
  },
);

test('429 says how long to wait, and that nothing was started', async () => {
  const error = await refusedQueue({ status: 429, headers: { 'retry-after': '7' }, body: detail('Slow down') });
  expect(error).toMatchObject({ reason: 'busy', retryable: true, retryAfterMs: 7000, outcomeUnknown: false });
});

test('messages name the call and the reason, and nothing of what was sent', async () => {
  const missing = await refusedQueue({ status: 422, body: recorded('comfydeploy/error-422-missing') });
  expect(missing.message).toBe('ComfyDeploy answered 422 to POST /run/deployment/queue: deployment_id: Field required');
  const { message } = await refusedQueue({ status: 422, body: recorded('comfydeploy/error-422-null-input') });
  expect(message).toBe(
    'ComfyDeploy answered 422 to POST /run/deployment/queue: inputs.input_text: Input should be a valid string',
  );
  const echo = await refusedQueue({
    status: 400,
    body: detail(
      `key-of-the-test may not read https://bucket.example/logo.png?X-Amz-Signature=abc ${'long '.repeat(200)}`,
    ),
  });
  expect(echo.message).toContain('… may not read https://bucket.example/… long');
  expect(echo.message.length).toBeLessThan(400);
});

test('the log never sees the token', async () => {
  let written = '';
  const log = createLogger('trace', { write: (line: string) => (written += line) });
  await using server = await startScriptedServer(({ headers }) => ({
    status: 500,
    body: detail(String(headers.authorization)),
  }));
  await using api = createComfyDeploy({
    apiUrl: server.origin,
    token: 'key-of-the-test',
    log,
    retry: { attempts: 2, baseDelayMs: 1 },
  });
  log.error({ err: await failureOf(api.getRun('r', { signal })) }, 'failed');
  expect(written).toContain('tried again');
  expect(written).toContain('ComfyDeploy answered 500');
  expect(written).not.toContain('key-of-the-test');
});

test.each([
  ['{"detail":"Run not found"}', 'Run not found'],
  ['{"detail":"Access denied. "}', 'Access denied.'],
  ['{"error":"text"}', 'text'],
  ['{"error":{"type":"t","message":"inner"}}', 'inner'],
  ['{"code":400,"message":"Workflow not found"}', 'Workflow not found'],
  ['"just text"', 'just text'],
  ['Internal Server Error', 'Internal Server Error'],
  ['<!doctype html><html><head><title>504 Gateway\n Time-out</title></head></html>', '504 Gateway Time-out'],
  ['<html><body>no title</body></html>', 'a web page'],
  [
    '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message><HostId>x</HostId></Error>',
    'AccessDenied: Request has expired',
  ],
  ['{"detail":[{"type":"missing","loc":["body","a"],"msg":"M","input":"SECRET"},{"odd":1}]}', 'a: M'],
  [
    '{"detail":[{"type":"json_invalid","loc":["body",17],"msg":"JSON decode error","input":{}}]}',
    '17: JSON decode error',
  ],
  ['{"detail":{"nested":"SECRET"}}', ''],
  ['{"detail":"cut off here SECR', ''],
  ['[1,2]', ''],
  ['null', 'null'],
  ['', ''],
])('the reason in %j is %j', (body, expected) => {
  expect(errorDetail(body)).toBe(expected);
});

test('an unknown deployment is told from a failing server by asking for the list', async () => {
  const listed = recorded('comfydeploy/deployments-fluid') as { id: string }[];
  await using server = await startScriptedServer(({ path }) =>
    path.startsWith('/api/deployment/') ? { status: 500, body: detail('Internal server error') } : { body: listed },
  );
  await using api = connect(`${server.origin}/api`);
  const unknown = await failureOf(api.getDeployment('00000000-0000-4000-8000-000000000000', { signal }));
  expect(unknown).toMatchObject({ reason: 'not-found', status: 404, retryable: false });
  const failing = await failureOf(api.getDeployment(String(listed[0]?.id), { signal }));
  expect(failing).toMatchObject({ reason: 'server-error', status: 500, retryable: true });
});

test('a run that cannot be cancelled is told from a failing server', async () => {
  const answers = [
    'Error cancel function 404: Run not found or has no modal function call ID',
    'Error cancel function call expired',
  ];
  await using server = await startScriptedServer(() => ({ status: 500, body: detail(String(answers.shift())) }));
  await using api = connect(server.origin);
  expect(await failureOf(api.cancel('r', { signal }))).toMatchObject({ reason: 'not-cancellable', retryable: false });
  expect(await failureOf(api.cancel('r', { signal }))).toMatchObject({ reason: 'server-error', retryable: true });
  expect(server.requests).toHaveLength(2);
});

test('no redirect is followed with the token, and the operator learns where it leads', async () => {
  await using other = await startScriptedServer(() => ({ body: recorded('comfydeploy/run-running') }));
  await using server = await startScriptedServer(({ path }) => ({
    status: 307,
    headers: { location: `${other.origin}${path}?token=x` },
  }));
  await using api = connect(server.origin);
  const error = await failureOf(api.getRun('r', { signal }));
  expect(error).toMatchObject({ reason: 'moved', retryable: false });
  expect(String(error)).toContain(`with a redirect (307) to ${other.origin}; check COMFY_API_URL.`);
  expect(other.requests).toEqual([]);
  expect(server.requests).toHaveLength(1);
});
