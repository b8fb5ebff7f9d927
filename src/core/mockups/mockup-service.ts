import { randomInt } from 'node:crypto';
import { createReference, UserError } from '#core/errors.ts';
import type { Logger } from '#core/log.ts';
import { type SentenceRef, sentence, sentenceOf } from '#core/messages/sentence-ref.ts';
import { FairQueue } from '#core/queue/fair-queue.ts';
import type { Renderer } from '#core/renderer/renderer.ts';
import type { PictureFiles } from '#core/store/picture-files.ts';
import type { Store } from '#core/store/store.ts';
import type { Backend } from './backend.ts';
import {
  Batch,
  createBatchId,
  isBatchAtRest,
  type LogoSource,
  type Mockup,
  type MockupRequest,
  maxMockupsPerBatch,
  mockupId,
  type Person,
  type Thread,
} from './batch.ts';
import { BatchBook } from './batch-book.ts';
import { Journey } from './journey.ts';
import { defaultPace, defaultPatience, type JourneyContext, type Pace, type Patience } from './journey-context.ts';
import { LiveStates } from './live-states.ts';
import { LogoUploads } from './logo-uploads.ts';
import type { BatchView, Messenger } from './messenger.ts';
import { Outbox } from './outbox.ts';
import { Presenter } from './presenter.ts';
import { Proofs } from './proofs.ts';
import { RunTimes } from './run-times.ts';
import { isAtRest } from './stage.ts';
import { viewBatch } from './view.ts';

/** What one message asks for. */
export interface BatchRequest {
  readonly person: Person;
  readonly thread: Thread;
  /** 1–10 mockups in the order they are to be answered. The seed is drawn here. */
  readonly mockups: readonly { readonly logo: LogoSource; readonly request: Omit<MockupRequest, 'seed'> }[];
}

export interface MockupServiceOptions {
  readonly backend: Backend;
  readonly store: Store;
  readonly messengers: readonly Messenger[];
  readonly log: Logger;
  readonly limits: { readonly maxActive: number; readonly maxActivePerPerson: number };
  /** Draws proofs; leave it out where the shots are template renders themselves. */
  readonly proofRenderer?: Renderer;
  readonly patience?: Patience;
  readonly pace?: Pace;
}

/**
 * Accepts what people ask for and takes every mockup to its delivery or its end, side by side, also what an earlier process left. Dispose
 * it to stop: everything stays on disk as far as it has come, and nothing is cancelled.
 */
export class MockupService implements AsyncDisposable {
  readonly backend: Backend;
  readonly #book: BatchBook;
  readonly #context: JourneyContext;
  readonly #live: LiveStates;
  readonly #log: Logger;
  readonly #messengers: ReadonlyMap<string, Messenger>;
  readonly #outbox: Outbox;
  readonly #pictures: PictureFiles;
  readonly #presenter: Presenter;
  readonly #queue: FairQueue;
  readonly #shutdown = new AbortController();
  readonly #wishes = new Map<string, AbortController>();
  readonly #tracks = new Map<string, Promise<void>>();
  readonly #problems = new Map<string, SentenceRef>();

  constructor(options: MockupServiceOptions) {
    const { backend, store, log } = options;
    this.backend = backend;
    this.#log = log;
    this.#pictures = store.pictures;
    this.#messengers = new Map(options.messengers.map((each) => [each.platform, each]));
    this.#book = new BatchBook(store.batches, log);
    this.#live = new LiveStates((id) => this.#presenter.refresh(id.slice(0, id.lastIndexOf('-'))));
    this.#queue = new FairQueue(options.limits, () => this.#live.refreshPositions());
    const messenger = (platform: string): Messenger => this.#messenger(platform);
    const outward = {
      book: this.#book,
      messenger,
      view: (batchId: string) => this.view(batchId),
      log,
      signal: this.#shutdown.signal,
    };
    this.#outbox = new Outbox(outward);
    this.#presenter = new Presenter(outward);
    this.#book.onChange((batch) => this.#presenter.refresh(batch.id));
    this.#context = {
      backend,
      book: this.#book,
      live: this.#live,
      log,
      messenger,
      pace: options.pace ?? defaultPace,
      patience: options.patience ?? defaultPatience,
      pictures: store.pictures,
      proofs: new Proofs({ book: this.#book, pictures: store.pictures, renderer: options.proofRenderer, log }),
      queue: this.#queue,
      times: new RunTimes(store.runTimes),
      uploads: new LogoUploads(backend, store.uploads, this.#shutdown.signal),
    };
  }

  /**
   * Accepts a batch: it is on disk when this resolves, and its work has begun.
   * @throws {UserError} when it asks for too much
   * @throws {StoreError} when it could not be written, and then nothing was accepted
   */
  async submit(request: BatchRequest): Promise<Batch> {
    this.#shutdown.signal.throwIfAborted();
    if (request.mockups.length > maxMockupsPerBatch)
      throw new UserError('option.tooMany', { limit: maxMockupsPerBatch });
    const id = createBatchId();
    // Parsed here, because a record that cannot be read again would keep the next start from all others.
    const batch = Batch.parse({
      id,
      person: request.person,
      thread: request.thread,
      createdAt: Date.now(),
      sent: {},
      mockups: request.mockups.map(({ logo, request: wish }, index) => ({
        id: mockupId(id, index),
        // 0 means "draw one" to some seed nodes.
        request: { ...wish, seed: randomInt(1, 0xffff_ffff) },
        logo,
        backend: this.backend.id,
        cancelRequested: false,
        notes: [],
        stage: { state: 'received' },
      })),
    });
    await this.#book.add(batch);
    this.#log.info({ batch: id, mockups: batch.mockups.length, platform: request.person.platform }, 'batch accepted');
    this.#start(batch);
    return batch;
  }

  /** Takes up what an earlier process left. Resolves with the batches that have work left; it has begun. */
  async recover(): Promise<Batch[]> {
    const unfinished = await this.#book.openUnfinished();
    for (const batch of unfinished) {
      this.#log.info({ batch: batch.id }, 'batch taken up again');
      this.#start(batch);
    }
    return unfinished.filter((batch) => !isBatchAtRest(batch));
  }

  /** Wishes every mockup of a batch that has not ended away. The wish is on disk when this resolves; what became of each shows in its view. */
  async cancel(batchId: string): Promise<void> {
    const batch = await this.#book.update(batchId, (current) => {
      if (isBatchAtRest(current)) return current;
      const wished = (each: Mockup) => (isAtRest(each.stage.state) ? each : { ...each, cancelRequested: true });
      return { ...current, mockups: current.mockups.map(wished) };
    });
    for (const mockup of batch.mockups) if (mockup.cancelRequested) this.#wishes.get(mockup.id)?.abort();
  }

  /** A batch under way as a person should see it. */
  view(batchId: string): BatchView | undefined {
    const batch = this.#book.get(batchId);
    if (!batch) return undefined;
    const problem = this.#problems.get(batchId);
    const view = viewBatch(batch, this.#live, this.#pictures);
    return problem ? { ...view, problem } : view;
  }

  /** Resolves when a batch is at rest and its last word was shown, or delivery has met a problem a person must mend. */
  async finished(batchId: string): Promise<void> {
    await this.#tracks.get(batchId);
  }

  /** How many wait for their turn and how many runs are out, for the operator. */
  get load(): { readonly waiting: number; readonly active: number } {
    return { waiting: this.#queue.waiting, active: this.#queue.active };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#shutdown.abort(new Error('the program is stopping'));
    await Promise.allSettled(this.#tracks.values());
  }

  #start(batch: Batch): void {
    const track = this.#follow(batch).catch((error: unknown) => {
      if (this.#shutdown.signal.aborted) return;
      const reference = createReference();
      this.#log.error({ err: error, reference, batch: batch.id }, 'batch stopped by our fault');
      this.#problems.set(batch.id, sentence('mockup.bug', { reference }));
      this.#presenter.refresh(batch.id);
    });
    this.#tracks.set(
      batch.id,
      track.then(() => this.#presenter.settled(batch.id)),
    );
  }

  async #follow(batch: Batch): Promise<void> {
    // One that breaks must not make the batch look finished while the others are under way.
    const ends = await Promise.allSettled(batch.mockups.map((mockup) => this.#followMockup(batch, mockup)));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    this.#presenter.refresh(batch.id);
    await this.#presenter.settled(batch.id);
    this.#shutdown.signal.throwIfAborted();
    if (this.#problems.has(batch.id)) return;
    await this.#book.close(batch.id);
    this.#tracks.delete(batch.id);
  }

  async #followMockup(batch: Batch, mockup: Mockup): Promise<void> {
    if (isAtRest(mockup.stage.state)) return;
    const wish = new AbortController();
    if (mockup.cancelRequested) wish.abort();
    this.#wishes.set(mockup.id, wish);
    try {
      const signals = { shutdown: this.#shutdown.signal, cancelled: wish.signal };
      if (mockup.backend === this.backend.id) await new Journey(mockup, batch.person, this.#context, signals).run();
      else await this.#leaveToItsBackend(mockup);
      await this.#deliver(batch.id);
    } finally {
      this.#wishes.delete(mockup.id);
      this.#live.delete(mockup.id);
    }
  }

  /** A mockup of another API or account is never queued here; what of it is already on disk is still delivered. */
  async #leaveToItsBackend(mockup: Mockup): Promise<void> {
    if (mockup.stage.state === 'delivering') return;
    await this.#book.enter(mockup, { state: 'failed', reason: sentence('mockup.otherBackend'), endedAt: Date.now() });
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

  #messenger(platform: string): Messenger {
    const messenger = this.#messengers.get(platform);
    if (!messenger) throw new RangeError(`no adapter for ${platform}`);
    return messenger;
  }
}
