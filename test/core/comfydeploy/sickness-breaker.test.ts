import { expect, test } from 'vitest';
import { connect, failureOf, noAbort } from '../../support/comfydeploy-client.ts';
import { startScriptedServer } from '../../support/scripted-server.ts';

const run = { id: 'run', status: 'running' };
const policy = { retry: { attempts: 1 }, breaker: { failures: 3, firstPauseMs: 20, longestPauseMs: 40 } };

test('an API that fails many times in a row is left alone, then tried with one call', async () => {
  let isSick = true;
  await using server = await startScriptedServer(() => (isSick ? { status: 503 } : { body: run }));
  await using api = connect(`${server.origin}/api`, policy);
  const ask = () => api.getRun('run', { signal: noAbort });
  for (let call = 0; call < 3; call++) await failureOf(ask());
  expect(await failureOf(ask())).toMatchObject({
    reason: 'paused',
    retryable: true,
    notSent: true,
    outcomeUnknown: false,
  });
  expect(server.requests).toHaveLength(3);
  isSick = false;
  await expect
    .poll(
      () =>
        ask().then(
          () => 'well',
          () => 'sick',
        ),
      { timeout: 2000 },
    )
    .toBe('well');
  await ask();
});

test('an API that says no is well', async () => {
  await using server = await startScriptedServer(() => ({ status: 404, body: { detail: 'Run not found' } }));
  await using api = connect(`${server.origin}/api`, policy);
  for (let call = 0; call < 6; call++) {
    expect(await failureOf(api.getRun('run', { signal: noAbort }))).toMatchObject({ reason: 'not-found' });
  }
  expect(server.requests).toHaveLength(6);
});

test('a paid call is not made while the API is left alone', async () => {
  await using server = await startScriptedServer(() => ({ status: 502, body: '<html>' }));
  await using api = connect(`${server.origin}/api`, policy);
  for (let call = 0; call < 3; call++) await failureOf(api.getRun('run', { signal: noAbort }));
  const before = server.requests.length;
  const queueing = api.queue({ deploymentId: '3f2a1c9e-0b1d-4c2a-9e8f-1a2b3c4d5e6f', inputs: {}, signal: noAbort });
  expect(await failureOf(queueing)).toMatchObject({ notSent: true, outcomeUnknown: false });
  expect(server.requests).toHaveLength(before);
});
