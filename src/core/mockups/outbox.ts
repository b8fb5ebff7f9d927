import { setTimeout as sleep } from 'node:timers/promises';
import { BackendError } from '#core/errors.ts';
import { backoffMs, retry } from '#core/retry.ts';
import type { Thread } from './batch.ts';
import type { BatchView, MockupView, Part } from './messenger.ts';
import type { Outward } from './outward.ts';

/** Between two attempts, in ms. */
const backoff = { baseDelayMs: 1000, maxDelayMs: 60_000 };
/** Somebody waits for a second copy and can ask again. */
const copyPolicy = { attempts: 3, baseDelayMs: 500, maxDelayMs: 5000 };

/**
 * Delivers finished mockups to where they were asked for. A part that was sent is written down before the next one goes, and never
 * sent again. A platform that does not answer is asked again, with pauses, for as long as this process lives; one that says no for good
 * ends the delivery, and the shots stay here to be asked for again.
 */
export class Outbox {
  readonly #outward: Outward;
  readonly #busy = new Map<string, Promise<unknown>>();

  constructor(outward: Outward) {
    this.#outward = outward;
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
      this.#outward.signal.throwIfAborted();
      try {
        await this.#attempt(batchId);
        return;
      } catch (error) {
        this.#outward.signal.throwIfAborted();
        if (!(error instanceof BackendError)) throw error;
        if (!error.retryable) return await this.#giveUp(batchId, error);
        this.#outward.log.warn({ err: error, batch: batchId }, 'delivery failed, trying again');
        const pauseMs = Math.max(error.retryAfterMs ?? 0, backoffMs(failures + 1, backoff));
        await sleep(pauseMs, undefined, { signal: this.#outward.signal });
      }
    }
  }

  async #giveUp(batchId: string, error: BackendError): Promise<void> {
    this.#outward.log.warn({ err: error, batch: batchId }, 'answer cannot be delivered, kept here');
    const undeliverable = { reason: error.message.slice(0, 300), at: Date.now() };
    await this.#outward.book.update(batchId, (current) => ({ ...current, undeliverable }));
  }

  /**
   * Sends the shots of a past batch once more, to wherever somebody asked for them. Nothing of it is written down: whoever gets only a
   * part asks again.
   * @throws {BackendError} when the platform refuses it, or does not answer in a few attempts
   * @throws {UserError} when the person can mend it
   */
  async copy(view: BatchView, thread: Thread, signal: AbortSignal): Promise<void> {
    const messenger = this.#outward.messenger(thread.platform);
    const sent = new Set<string>();
    const onSent = async (key: string): Promise<void> => void sent.add(key);
    const stop = AbortSignal.any([signal, this.#outward.signal]);
    const parts = view.mockups.flatMap(partsOf);
    if (parts.length > 0) {
      await retry(() => messenger.deliver(thread, parts, { signal: stop, sent, onSent }), {
        ...copyPolicy,
        signal: stop,
      });
    }
    await messenger.show(thread, view, { signal: stop });
  }

  async #attempt(batchId: string): Promise<void> {
    const batch = this.#outward.book.get(batchId);
    const view = this.#outward.view(batchId);
    if (!batch || !view || batch.forgotten) return;
    const ready = view.mockups.filter((mockup) => mockup.state === 'delivering');
    const parts = ready.flatMap(partsOf);
    if (parts.length === 0) return;
    await this.#outward.messenger(batch.thread.platform).deliver(batch.thread, parts, {
      signal: this.#outward.signal,
      sent: new Set(Object.keys(batch.sent)),
      onSent: async (key, ids) => {
        await this.#outward.book.update(batchId, (current) => ({
          ...current,
          sent: { ...current.sent, [key]: [...ids] },
        }));
      },
    });
    await this.arrived(
      batchId,
      ready.map(({ id }) => id),
    );
  }

  /** Notes that the shots of these mockups have reached their person. */
  async arrived(batchId: string, mockupIds: readonly string[]): Promise<void> {
    for (const id of mockupIds) {
      const mockup = (await this.#outward.book.find(batchId))?.mockups.find((each) => each.id === id);
      if (mockup?.stage.state === 'delivering') {
        await this.#outward.book.enter(mockup, { ...mockup.stage, state: 'delivered' });
      }
    }
    await this.#outward.book.update(batchId, (current) => {
      const { undeliverable, ...rest } = current;
      return undeliverable && rest.mockups.every(({ stage }) => stage.state !== 'delivering') ? rest : current;
    });
  }
}

/** What of a mockup is to be sent, in order. */
function partsOf(mockup: MockupView): Part[] {
  return mockup.shots.map((picture, index) => ({ key: `${mockup.id}/${index + 1}`, mockup, picture }));
}
