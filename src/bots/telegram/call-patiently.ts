import { type RetryPolicy, retry } from '#core/retry.ts';
import { type GrammySignal, grammySignal } from './grammy-signal.ts';
import { TelegramError, toTelegramError } from './telegram-error.ts';

const usual: RetryPolicy = { attempts: 4, baseDelayMs: 500, maxDelayMs: 60_000 };

/**
 * A call that may arrive twice, tried again when Telegram does not answer, answers 5xx, or asks to wait.
 * @param make makes the call with the library's client
 * @throws {TelegramError} when it still fails; when the signal fires, its reason
 */
export async function callPatiently<T>(
  make: (signal: GrammySignal) => Promise<T>,
  { signal, ...policy }: Partial<RetryPolicy> & { readonly signal: AbortSignal },
): Promise<T> {
  const attempt = async (): Promise<T> => {
    try {
      return await make(grammySignal(signal));
    } catch (error) {
      signal.throwIfAborted();
      throw toTelegramError(error);
    }
  };
  const shouldRetry = (error: unknown): boolean =>
    error instanceof TelegramError && error.retryable && error.status !== 401;
  return retry(attempt, { ...usual, ...policy, signal, shouldRetry });
}
