import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#core/log.ts';
import { guardedRequest } from './guarded-request.ts';
import { BlockedAddressError } from './public-address.ts';

export type WebhookSenderOptions = {
  readonly allowLoopback: boolean;
  readonly log: Logger;
  /** Waits before the second and the third attempt, in milliseconds. */
  readonly retryDelaysMs?: readonly number[];
  readonly timeoutMs?: number;
};

const mostAtOnce = 8;
/** Waiting deliveries beyond this are dropped: a receiver that hangs must not fill the memory. */
const mostWaiting = 1000;

type Delivery = { readonly url: string; readonly body: string; readonly done: (outcome: string) => void };

/**
 * Delivers webhooks the way the real service does: JSON, nothing signed, no order, up to three attempts of 20 s each, the first
 * as POST and the later ones as GET with the same body; given up silently after that. Never makes the sender of an event wait.
 */
export class WebhookSender implements AsyncDisposable {
  readonly #options: WebhookSenderOptions;
  readonly #stop = new AbortController();
  readonly #waiting: Delivery[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
  }

  /** `done` hears once how it ended, unless the sender is disposed before. */
  send(url: string, payload: unknown, done: (outcome: string) => void): void {
    if (this.#stop.signal.aborted) return;
    if (this.#waiting.length >= mostWaiting) {
      done('webhook dropped: too many are waiting');
      return;
    }
    this.#waiting.push({ url, body: JSON.stringify(payload), done });
    this.#pump();
  }

  /** What is still under way is lost, as with the real service. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new Error('The studio stops'));
    this.#waiting.length = 0;
    await Promise.all(this.#running);
  }

  #pump(): void {
    while (this.#running.size < mostAtOnce) {
      const delivery = this.#waiting.shift();
      if (!delivery) return;
      const task = this.#deliver(delivery)
        .catch((error: unknown) =>
          this.#options.log.error({ err: error }, 'the outcome of a webhook could not be noted'),
        )
        .finally(() => {
          this.#running.delete(task);
          this.#pump();
        });
      this.#running.add(task);
    }
  }

  async #deliver({ url, body, done }: Delivery): Promise<void> {
    const delays = this.#options.retryDelaysMs ?? [500, 1000];
    const { signal } = this.#stop;
    let outcome = '';
    for (let attempt = 0; attempt <= delays.length; attempt++) {
      try {
        if (attempt > 0) await sleep(delays[attempt - 1], undefined, { signal });
        const status = await this.#attempt(url, body, attempt === 0 ? 'POST' : 'GET');
        outcome = `webhook answered ${status} at attempt ${attempt + 1}`;
        if (status < 400) break;
      } catch (error) {
        if (signal.aborted) return;
        const isBlocked = error instanceof BlockedAddressError;
        outcome = `webhook ${isBlocked ? 'refused' : 'failed'} at attempt ${attempt + 1}: ${reasonOf(error)}`;
        if (isBlocked) break;
      }
    }
    this.#options.log.debug({ outcome }, 'webhook series ended');
    done(outcome);
  }

  async #attempt(url: string, body: string, method: 'POST' | 'GET'): Promise<number> {
    const { allowLoopback, timeoutMs = 20_000 } = this.#options;
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(timeoutMs)]);
    const headers = { 'content-type': 'application/json', 'user-agent': 'mockup-studio' };
    return await guardedRequest(url, { method, headers, body, signal, allowLoopback }, async (answer) => {
      // The body means nothing; a little of it is read so that a short answer ends in order.
      await answer.body.dump({ limit: 65_536, signal });
      return answer.statusCode;
    });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof BlockedAddressError) return error.message;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
