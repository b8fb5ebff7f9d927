import { expect, test } from 'vitest';
import { BackendError } from '#core/errors.ts';
import { backoffMs, retry } from '#core/retry.ts';
import { failureOf, noAbort } from '../support/comfydeploy-client.ts';

const policy = { attempts: 3, baseDelayMs: 1, maxDelayMs: 20, signal: noAbort };
const passing = (retryAfterMs?: number) =>
  new BackendError('busy', {
    service: 'comfydeploy',
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });

test('tries again until it works', async () => {
  const attempts: number[] = [];
  const result = await retry(async (attempt) => {
    attempts.push(attempt);
    if (attempt < 3) throw passing();
    return 'done';
  }, policy);
  expect(result).toBe('done');
  expect(attempts).toEqual([1, 2, 3]);
});

test('gives the last error when its attempts are used up', async () => {
  const errors = [passing(), passing(), passing(), passing()];
  const seen: BackendError[] = [];
  const error = await failureOf(
    retry(async (attempt) => {
      const next = errors[attempt - 1] ?? passing();
      seen.push(next);
      throw next;
    }, policy),
  );
  expect(seen).toHaveLength(3);
  expect(error).toBe(errors[2]);
});

test.each([
  ['an error of our own', new Error('bug')],
  ['a refusal', new BackendError('no', { service: 'comfydeploy', retryable: false })],
  ['a wait longer than its longest', passing(21)],
])('does not try again after %s', async (_, error) => {
  let tries = 0;
  const work = retry(async () => {
    tries += 1;
    throw error;
  }, policy);
  expect(await failureOf(work)).toBe(error);
  expect(tries).toBe(1);
});

test('waits as long as it was asked to', async () => {
  const waits: number[] = [];
  await retry(
    async (attempt) => {
      if (attempt === 1) throw passing(15);
    },
    { ...policy, onRetry: (_error, _attempt, delayMs) => waits.push(delayMs) },
  );
  expect(waits).toEqual([15]);
});

test('an abort ends the wait with its reason', async () => {
  const controller = new AbortController();
  const reason = new Error('shutting down');
  let tries = 0;
  const work = retry(
    async () => {
      tries += 1;
      throw passing();
    },
    {
      ...policy,
      baseDelayMs: 60_000,
      maxDelayMs: 60_000,
      signal: controller.signal,
      onRetry: () => controller.abort(reason),
    },
  );
  expect(await failureOf(work)).toBe(reason);
  expect(tries).toBe(1);
});

test('an aborted signal lets nothing begin', async () => {
  let tries = 0;
  const work = retry(async () => (tries += 1), { ...policy, signal: AbortSignal.abort(new Error('late')) });
  await expect(work).rejects.toThrow('late');
  expect(tries).toBe(0);
});

test('waits double up to the longest, between half and all of it by chance', () => {
  const bounds = { baseDelayMs: 100, maxDelayMs: 1000 };
  expect([1, 2, 3, 4, 5, 60].map((attempt) => backoffMs(attempt, bounds, () => 1))).toEqual([
    100, 200, 400, 800, 1000, 1000,
  ]);
  expect([1, 2, 5].map((attempt) => backoffMs(attempt, bounds, () => 0))).toEqual([50, 100, 500]);
});
