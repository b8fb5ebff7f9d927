import { setTimeout as sleep } from 'node:timers/promises';
import { BackendError } from '#core/errors.ts';
import { KeyedTurns } from '#core/queue/keyed-turns.ts';
import { backoffMs, retry } from '#core/retry.ts';
import type { Batch, Thread } from './batch.ts';
import { Gathering } from './gathering.ts';
import type { BatchView, MockupView, Part } from './messenger.ts';
import { type Outward, withThread } from './outward.ts';

/** Between two attempts, in ms. */
const backoff = { baseDelayMs: 1000, maxDelayMs: 60_000 };
/** What reaches its person so much later than the run ended, in ms, is late: the bot or the platform was away. */
const lateAfterMs = 10 * 60_000;
/** Somebody waits for a second copy and can ask again. */
const copyPolicy = { attempts: 3, baseDelayMs: 500, maxDelayMs: 5000 };

/** What has left and is not on disk yet, and what the thread became by it. */
interface Left {
  readonly sent: Map<string, readonly string[]>;
  readonly before: Thread;
  readonly after: Thread;
}

/**
 * Delivers finished mockups to where they were asked for. A part that was sent is written down before the next one goes, and never
 * sent again. A platform that does not answer is asked again, with pauses, for as long as this process lives; one that says no for good
 * ends the delivery, and the shots stay here to be asked for again.
 */
export class Outbox {
  readonly #outward: Outward;
  readonly #gathering: Gathering;
  readonly #turns = new KeyedTurns();
  /** Parts that have left and are not on disk yet, by batch. */
  readonly #left = new Map<string, Left>();

  constructor(outward: Outward) {
    this.#outward = outward;
    this.#gathering = new Gathering(outward);
  }

  /** Delivers what of a batch is ready and not sent yet. Deliveries of one batch happen one after another. */
  deliver(batchId: string): Promise<void> {
    this.#gathering.look(batchId);
    return this.#turns.take(batchId, async () => {
      await this.#gathering.complete(batchId);
      await this.#deliverReady(batchId);
    });
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
   * @throws {PlatformError} when the platform refuses it, or does not answer in a few attempts
   * @throws {UserError} when the person can mend it
   */
  async copy(view: BatchView, thread: Thread, signal: AbortSignal): Promise<void> {
    const messenger = this.#outward.messenger(thread.platform);
    const sent = new Map<string, readonly string[]>();
    const onSent = async (key: string, ids: readonly string[]): Promise<void> => void sent.set(key, ids);
    let place = thread;
    const stop = AbortSignal.any([signal, this.#outward.signal]);
    const parts = view.mockups.flatMap(partsOf);
    if (parts.length > 0) {
      place = await retry(() => messenger.deliver(thread, parts, { signal: stop, view, sent, onSent }), {
        ...copyPolicy,
        signal: stop,
      });
    }
    await messenger.show(place, view, { signal: stop });
  }

  async #attempt(batchId: string): Promise<void> {
    if (!this.#outward.book.get(batchId)) return;
    await this.#writeLeft(batchId);
    // On disk before anything is sent, so that the shots and the status say the same, now and later.
    const batch = await this.#outward.book.update(batchId, withLateNoted);
    const view = this.#outward.view(batchId);
    if (!view || batch.forgotten || isKept(batch)) return;
    const ready = view.mockups.filter((mockup) => mockup.state === 'delivering');
    const parts = ready.flatMap(partsOf);
    if (parts.length === 0) return;
    let known = batch.thread;
    const thread = await this.#outward.messenger(batch.thread.platform).deliver(batch.thread, parts, {
      signal: this.#outward.signal,
      view,
      sent: new Map(Object.entries(batch.sent)),
      onSent: async (key, ids, after = known) => {
        const left = this.#left.get(batchId) ?? { sent: new Map(), before: known, after };
        left.sent.set(key, ids);
        this.#left.set(batchId, { ...left, after });
        known = after;
        await this.#writeLeft(batchId);
      },
    });
    await this.#outward.book.update(batchId, (current) => withThread(current, known, thread));
    await this.arrived(
      batchId,
      ready.map(({ id }) => id),
    );
  }

  /** Writes down what has left. What a store in trouble did not take is written before anything more leaves, and never sent again. */
  async #writeLeft(batchId: string): Promise<void> {
    const left = this.#left.get(batchId);
    if (!left) return;
    const sent = Object.fromEntries([...left.sent].map(([key, ids]) => [key, [...ids]]));
    await this.#outward.book.update(batchId, (current) =>
      withThread({ ...current, sent: { ...current.sent, ...sent } }, left.before, left.after),
    );
    this.#left.delete(batchId);
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

/** Whether all that is ready was refused for good: the platform is asked for it once. */
function isKept({ undeliverable, mockups }: Batch): boolean {
  if (!undeliverable) return false;
  return mockups.every(({ stage }) => stage.state !== 'delivering' || stage.endedAt <= undeliverable.at);
}

/** The very same batch when nothing of it has become late. */
function withLateNoted(batch: Batch): Batch {
  const before = Date.now() - lateAfterMs;
  const mockups = batch.mockups.map((mockup) => {
    const { id, stage } = mockup;
    if (stage.state !== 'delivering' || stage.endedAt >= before || stage.isLate) return mockup;
    // All of it may have arrived in time, and only that was not written down any more.
    const isSent = stage.shots.every((_, index) => partKey(id, index) in batch.sent);
    return isSent ? mockup : { ...mockup, stage: { ...stage, isLate: true as const } };
  });
  return mockups.some((mockup, index) => mockup !== batch.mockups[index]) ? { ...batch, mockups } : batch;
}

/** What of a mockup is to be sent, in order. */
function partsOf(mockup: MockupView): Part[] {
  return mockup.shots.map((picture, index) => ({ key: partKey(mockup.id, index), mockup, picture }));
}

function partKey(mockupId: string, index: number): string {
  return `${mockupId}/${index + 1}`;
}
