import { setTimeout as sleep } from 'node:timers/promises';
import { BackendError, isRetryable } from './errors.ts';

/** How often and how patiently something is tried again. Times in milliseconds. */
export interface RetryPolicy {
  /** Tries in total, the first included. */
  readonly attempts: number;
  /** Wait before the second try; it doubles from try to try. */
  readonly baseDelayMs: number;
  /** Longest wait. A service that asks for more is not tried again: its error, with the wait it asked for, goes to the caller. */
  readonly maxDelayMs: number;
}

export interface RetryOptions extends RetryPolicy {
  readonly signal: AbortSignal;
  /** Which errors are worth another try; by default every retryable `BackendError`. */
  readonly shouldRetry?: (error: unknown) => boolean;
  /** Told before each wait. */
  readonly onRetry?: (error: unknown, attempt: number, delayMs: number) => void;
}

/** Wait after the `attempt`-th failure (from 1): doubling, and random between half and all of it, so that callers spread out. */
export function backoffMs(
  attempt: number,
  policy: Pick<RetryPolicy, 'baseDelayMs' | 'maxDelayMs'>,
  random = Math.random,
): number {
  const full = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
  return Math.round(full / 2 + (full / 2) * random());
}

/**
 * Runs a task until it succeeds, fails for good or has had its attempts; then its last error is thrown. A `Retry-After` of the
 * service is obeyed. When the signal fires, its reason is thrown.
 */
export async function retry<T>(task: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { signal, attempts, maxDelayMs, shouldRetry = isRetryable, onRetry } = options;
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await task(attempt);
    } catch (error) {
      const askedMs = error instanceof BackendError ? (error.retryAfterMs ?? 0) : 0;
      if (signal.aborted || attempt >= attempts || askedMs > maxDelayMs || !shouldRetry(error)) throw error;
      const delayMs = Math.max(askedMs, backoffMs(attempt, options));
      onRetry?.(error, attempt, delayMs);
      await pause(delayMs, signal);
    }
  }
}

/** Waits, or throws the signal's reason as soon as it fires. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
