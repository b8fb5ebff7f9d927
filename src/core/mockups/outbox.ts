import { setTimeout as sleep } from 'node:timers/promises';
import { BackendError } from '#core/errors.ts';
import type { Logger } from '#core/log.ts';
import { backoffMs } from '#core/retry.ts';
import type { BatchBook } from './batch-book.ts';
import type { BatchView, Messenger, Part } from './messenger.ts';

/** Between two attempts, in ms. */
const backoff = { baseDelayMs: 1000, maxDelayMs: 60_000 };

/**
 * Delivers finished mockups to where they were asked for. A part that was sent is written down before the next one goes, and never
 * sent again. A platform that does not answer is asked again, with pauses, for as long as this process lives.
 */
export class Outbox {
  readonly #book: BatchBook;
  readonly #messenger: (platform: string) => Messenger;
  readonly #view: (batchId: string) => BatchView | undefined;
  readonly #log: Logger;
  readonly #signal: AbortSignal;
  readonly #busy = new Map<string, Promise<unknown>>();

  constructor(options: {
    readonly book: BatchBook;
    readonly messenger: (platform: string) => Messenger;
    readonly view: (batchId: string) => BatchView | undefined;
    readonly log: Logger;
    readonly signal: AbortSignal;
  }) {
    this.#book = options.book;
    this.#messenger = options.messenger;
    this.#view = options.view;
    this.#log = options.log;
    this.#signal = options.signal;
  }

  /** Delivers what of a batch is ready and not sent yet. Deliveries of one batch happen one after another. */
  deliver(batchId: string): Promise<void> {
    const before = this.#busy.get(batchId) ?? Promise.resolve();
    const work = before.then(() => this.#deliverReady(batchId));
    const over = Promise.allSettled([work]);
    this.#busy.set(batchId, over);
    void this.#forgetAfter(batchId, over);
    return work;
  }

  async #forgetAfter(batchId: string, over: Promise<unknown>): Promise<void> {
    await over;
    if (this.#busy.get(batchId) === over) this.#busy.delete(batchId);
  }

  async #deliverReady(batchId: string): Promise<void> {
    for (let failures = 0; ; failures++) {
      this.#signal.throwIfAborted();
      try {
        await this.#attempt(batchId);
        return;
      } catch (error) {
        this.#signal.throwIfAborted();
        if (!(error instanceof BackendError) || !error.retryable) throw error;
        this.#log.warn({ err: error, batch: batchId }, 'delivery failed, trying again');
        const pauseMs = Math.max(error.retryAfterMs ?? 0, backoffMs(failures + 1, backoff));
        await sleep(pauseMs, undefined, { signal: this.#signal });
      }
    }
  }

  async #attempt(batchId: string): Promise<void> {
    const batch = this.#book.get(batchId);
    const view = this.#view(batchId);
    if (!batch || !view) return;
    const ready = view.mockups.filter((mockup) => mockup.state === 'delivering');
    const parts: Part[] = ready.flatMap((mockup) =>
      mockup.shots.map((picture, index) => ({ key: `${mockup.id}/${index + 1}`, mockup, picture })),
    );
    if (parts.length === 0) return;
    await this.#messenger(batch.thread.platform).deliver(batch.thread, parts, {
      signal: this.#signal,
      sent: new Set(Object.keys(batch.sent)),
      onSent: async (key, ids) => {
        await this.#book.update(batchId, (current) => ({ ...current, sent: { ...current.sent, [key]: [...ids] } }));
      },
    });
    for (const { id } of ready) {
      const mockup = this.#book.get(batchId)?.mockups.find((each) => each.id === id);
      if (mockup?.stage.state === 'delivering') {
        await this.#book.enter(mockup, { ...mockup.stage, state: 'delivered' });
      }
    }
  }
}
