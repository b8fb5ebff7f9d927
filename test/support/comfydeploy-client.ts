import type { ApiOptions } from '#core/comfydeploy/api.ts';
import { type ComfyDeploy, createComfyDeploy } from '#core/comfydeploy/client.ts';
import { createLogger } from '#core/log.ts';

/** A client as the service has it, with hardly any wait between attempts. */
export function connect(apiUrl: string, options: Partial<ApiOptions> = {}): ComfyDeploy {
  return createComfyDeploy({
    apiUrl,
    token: 'key-of-the-test',
    log: createLogger('silent'),
    retry: { attempts: 3, baseDelayMs: 1, maxDelayMs: 50 },
    // One test after another may hurt the same client; the breaker has tests of its own.
    breaker: { failures: 10_000 },
    ...options,
  });
}

/** A signal that never fires. */
export const noAbort = new AbortController().signal;

/** What a call failed with. Fails the test when it did not fail. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}
