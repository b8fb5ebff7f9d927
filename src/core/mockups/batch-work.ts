import { setTimeout as sleep } from 'node:timers/promises';
import { createReference, UserError } from '#core/errors.ts';
import { type SentenceRef, sentence, sentenceOf } from '#core/messages/sentence-ref.ts';
import { StoreError } from '#core/store/store-error.ts';
import type { Batch, Mockup } from './batch.ts';
import { Journey } from './journey.ts';
import type { JourneyContext } from './journey-context.ts';
import { MockupSignals } from './mockup-signals.ts';
import type { Outbox } from './outbox.ts';
import type { Presenter } from './presenter.ts';
import { isAtRest } from './stage.ts';

/** How long a batch that the store has stopped is left alone, in ms. */
const defaultStorePauseMs = 30_000;

/** What is under way in this process: one track per batch, which ends when the batch is at rest and its last word was shown. */
export class BatchWork {
  readonly #context: JourneyContext;
  readonly #outbox: Outbox;
  readonly #presenter: Presenter;
  readonly #shutdown: AbortSignal;
  readonly #storePauseMs: number;
  readonly #removeEnded: (batchId: string) => Promise<void>;
  readonly #signals = new Map<string, MockupSignals>();
  readonly #tracks = new Map<string, Promise<void>>();
  readonly #problems = new Map<string, SentenceRef>();

  /** `removeEnded` takes a batch off the disk that its person wanted gone; it does not throw. */
  constructor(options: {
    readonly context: JourneyContext;
    readonly outbox: Outbox;
    readonly presenter: Presenter;
    readonly shutdown: AbortSignal;
    readonly storePauseMs?: number;
    readonly removeEnded: (batchId: string) => Promise<void>;
  }) {
    this.#storePauseMs = options.storePauseMs ?? defaultStorePauseMs;
    this.#context = options.context;
    this.#outbox = options.outbox;
    this.#presenter = options.presenter;
    this.#shutdown = options.shutdown;
    this.#removeEnded = options.removeEnded;
  }

  /** Begins with a batch that the book holds open. */
  start(batch: Batch): void {
    this.#tracks.set(batch.id, this.#track(batch));
  }

  /** Works on a batch that nobody works on in this process. */
  async takeUp(batchId: string): Promise<void> {
    const { book } = this.#context;
    const batch = await book.find(batchId);
    if (!batch || this.#tracks.has(batchId)) return;
    book.reopen(batch);
    this.start(batch);
  }

  /** What waits for a mockup looks at its cancel wish now. */
  stopWaiting({ id }: Mockup): void {
    const signals = this.#signals.get(id);
    if (!signals || signals.isCancelled) return;
    signals.cancel();
    this.#context.nudges.wake(id);
  }

  isUnderWay(batchId: string): boolean {
    return this.#tracks.has(batchId);
  }

  /** What keeps a batch from going on. */
  problemOf(batchId: string): SentenceRef | undefined {
    return this.#problems.get(batchId);
  }

  /** Resolves when a batch's track has ended. */
  async finished(batchId: string): Promise<void> {
    await this.#tracks.get(batchId);
  }

  /** Resolves when everything that is under way now has ended. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#tracks.values());
  }

  async #track(batch: Batch): Promise<void> {
    try {
      const [only] = batch.mockups;
      await (only && batch.mockups.length === 1 ? this.#follow(batch, only) : this.#followAll(batch));
      await this.#close(batch.id);
    } catch (error) {
      if (!this.#shutdown.aborted) this.#stop(batch.id, error);
    }
    await this.#end(batch.id);
  }

  async #close(batchId: string): Promise<void> {
    this.#presenter.refresh(batchId);
    await this.#presenter.settled(batchId);
    this.#shutdown.throwIfAborted();
    if (!this.#problems.has(batchId)) await this.#context.book.close(batchId);
  }

  #stop(batchId: string, error: unknown): void {
    const reference = createReference();
    this.#context.log.error({ err: error, reference, batch: batchId }, 'batch stopped by our fault');
    const isStore = error instanceof StoreError;
    this.#problems.set(batchId, sentence(isStore ? 'store.stopped' : 'mockup.bug', { reference }));
    this.#presenter.refresh(batchId);
    if (isStore) void this.#takeUpLater(batchId);
  }

  async #end(batchId: string): Promise<void> {
    const { index } = this.#context.book;
    await this.#presenter.settled(batchId);
    const isForgotten = index.get(batchId)?.isForgotten === true;
    if (isForgotten && !this.#shutdown.aborted) await this.#removeEnded(batchId);
    // In one go with the look above, or after it: whoever forgets meanwhile finds either this track or nothing under way.
    this.#tracks.delete(batchId);
    // Something may have been decided for one of its mockups while others were under way.
    const isLeft = index.get(batchId)?.isAtRest === false && !this.#problems.has(batchId);
    if (isLeft && !this.#shutdown.aborted)
      await this.takeUp(batchId).catch((error: unknown) => this.#stop(batchId, error));
  }

  /** A full or locked store may have room again. */
  async #takeUpLater(batchId: string): Promise<void> {
    await sleep(this.#storePauseMs, undefined, { signal: this.#shutdown, ref: false }).catch(() => {});
    if (this.#shutdown.aborted) return;
    try {
      this.#problems.delete(batchId);
      await this.takeUp(batchId);
    } catch (error) {
      this.#stop(batchId, error);
    }
  }

  /** One that breaks must not make the batch look finished while the others are under way. */
  async #followAll(batch: Batch): Promise<void> {
    const ends = await Promise.allSettled(batch.mockups.map((mockup) => this.#follow(batch, mockup)));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  async #follow(batch: Batch, mockup: Mockup): Promise<void> {
    if (isAtRest(mockup.stage.state)) return;
    const signals = new MockupSignals(this.#shutdown, mockup.cancelRequested);
    this.#signals.set(mockup.id, signals);
    try {
      await new Journey(mockup, batch.person, this.#context, signals).run();
      await this.#deliver(batch.id);
    } finally {
      this.#signals.delete(mockup.id);
      this.#context.nudges.forget(mockup.id);
      this.#context.live.delete(mockup.id);
    }
  }

  async #deliver(batchId: string): Promise<void> {
    try {
      await this.#outbox.deliver(batchId);
      this.#problems.delete(batchId);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // The person can mend it (a full disk, a folder without permission): the shots stay here for the next try.
      this.#problems.set(batchId, sentenceOf(error));
      this.#presenter.refresh(batchId);
    }
  }
}
