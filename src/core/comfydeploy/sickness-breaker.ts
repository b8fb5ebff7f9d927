import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
} from 'cockatiel';
import { ComfyDeployError } from './comfydeploy-error.ts';

/** When an API counts as sick, and how long it is then left alone. Times in milliseconds. */
export interface BreakerPolicy {
  /** Failed calls in a row, of all mockups together. */
  readonly failures: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

export const defaultBreakerPolicy: BreakerPolicy = { failures: 10, firstPauseMs: 1000, longestPauseMs: 30_000 };

/**
 * Keeps a sick API from being hammered by everyone who waits for it: after many failures in a row nothing is sent for a while, then
 * one call tries. Refusals do not count, because an API that says no is well.
 */
export class SicknessBreaker {
  readonly #policy: CircuitBreakerPolicy;

  constructor({ failures, firstPauseMs, longestPauseMs }: BreakerPolicy) {
    this.#policy = circuitBreaker(
      handleWhen((error) => error instanceof ComfyDeployError && isSick(error.reason)),
      {
        breaker: new ConsecutiveBreaker(failures),
        halfOpenAfter: new ExponentialBackoff({ initialDelay: firstPauseMs, maxDelay: longestPauseMs }),
      },
    );
  }

  /** True while nothing is sent. */
  get isOpen(): boolean {
    return this.#policy.state === CircuitState.Open;
  }

  /** @throws {ComfyDeployError} with reason `paused` instead of calling, while the API is left alone */
  async call<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.#policy.execute(work);
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new ComfyDeployError('ComfyDeploy has failed many times in a row and is left alone for a moment.', {
        reason: 'paused',
        retryable: true,
        outcomeUnknown: false,
        notSent: true,
      });
    }
  }
}

/** Whether a call that ended so speaks of a sick API, as against one that says no. */
export function isSick(outcome: string): boolean {
  return ['unreachable', 'timed-out', 'unreadable', 'server-error'].includes(outcome);
}
