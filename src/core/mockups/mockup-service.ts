import type { Logger } from '#core/log.ts';
import { FairQueue } from '#core/queue/fair-queue.ts';
import { AskingRate } from './asking-rate.ts';
import type { Backend } from './backend.ts';
import { type Batch, isBatchAtRest, type Thread } from './batch.ts';
import { BatchBook, batchIdOf } from './batch-book.ts';
import { BatchWork } from './batch-work.ts';
import { undecidedOf, withCancelWish } from './cancel-wish.ts';
import { Estimates } from './estimates.ts';
import { Housekeeping } from './housekeeping.ts';
import { type BatchRequest, Intake } from './intake.ts';
import { defaultPace, defaultPatience, type JourneyContext } from './journey-context.ts';
import { Limits, noLimits } from './limits.ts';
import { LiveStates } from './live-states.ts';
import { LogoUploads } from './logo-uploads.ts';
import { type BatchView, messengerOf } from './messenger.ts';
import type { MockupServiceOptions } from './mockup-service-options.ts';
import { Nudges } from './nudges.ts';
import { Outbox } from './outbox.ts';
import { Presenter } from './presenter.ts';
import { Proofs } from './proofs.ts';
import { RunHints } from './run-hints.ts';
import { RunTimes } from './run-times.ts';
import type { Forgotten, Shelf } from './shelf.ts';
import type { State } from './stage.ts';
import { StoreShelf } from './store-shelf.ts';
import { Undecided } from './undecided.ts';
import { type ViewParts, viewBatch } from './view.ts';

/**
 * Accepts what people ask for and takes every mockup to its delivery or its end, side by side, also what an earlier process left. Dispose
 * it to stop: everything stays on disk as far as it has come, and nothing is cancelled.
 */
export class MockupService implements AsyncDisposable {
  readonly backend: Backend;
  /** Takes what webhooks say. */
  readonly hints: RunHints;
  /** What was asked for at this store. */
  readonly shelf: Shelf;
  /** What waits for a person's choice. */
  readonly undecided: Undecided;
  readonly #book: BatchBook;
  readonly #context: JourneyContext;
  readonly #intake: Intake;
  readonly #live: LiveStates;
  readonly #log: Logger;
  readonly #outbox: Outbox;
  readonly #presenter: Presenter;
  readonly #queue: FairQueue;
  readonly #housekeeping: Housekeeping;
  readonly #viewParts: ViewParts;
  readonly #work: BatchWork;
  readonly #shutdown = new AbortController();

  constructor(options: MockupServiceOptions) {
    const { backend, store, log } = options;
    this.backend = backend;
    this.#log = log;
    this.#book = new BatchBook(store.batches, log);
    this.#live = new LiveStates((id) => this.#presenter.refresh(id.slice(0, id.lastIndexOf('-'))));
    this.#queue = new FairQueue(options.limits, () => this.#live.refreshPositions());
    const messenger = messengerOf(options.messengers);
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
    const nudges = new Nudges(this.#shutdown.signal, options.hintFloorMs);
    this.hints = new RunHints(nudges, options.webhookUrl);
    this.#context = {
      asking: new AskingRate(() => this.#queue.active),
      backend,
      book: this.#book,
      hints: this.hints,
      live: this.#live,
      log,
      messenger,
      nudges,
      pace: options.pace ?? defaultPace,
      patience: options.patience ?? defaultPatience,
      pictures: store.pictures,
      proofs: new Proofs({ book: this.#book, pictures: store.pictures, renderer: options.proofRenderer, log }),
      queue: this.#queue,
      times: new RunTimes(store.runTimes, options.onRun),
      uploads: new LogoUploads(backend, store.uploads, this.#shutdown.signal),
    };
    const { pictures } = store;
    const book = this.#book;
    this.undecided = new Undecided({
      book,
      log,
      takeUp: (batchId) => this.#work.takeUp(batchId),
      charge: (batch) => this.#intake.charge(batch),
      serverNow: () => backend.api.serverNow(),
    });
    const limits = new Limits({ ...noLimits, ...options.limits }, store.tallies, log);
    this.#intake = new Intake({ backendId: backend.id, book, limits, pictures });
    const estimates = new Estimates({
      times: this.#context.times,
      parallel: () => this.#queue.parallel,
      log,
      onLearnt: (mockup) => this.#presenter.refresh(batchIdOf(mockup)),
    });
    this.#viewParts = { pictures, live: this.#live, estimates };
    const { uploads } = this.#context;
    const days = options.retentionDays;
    const tell = (batch: Batch): Promise<void> => this.#work.takeUp(batch.id);
    this.#housekeeping = new Housekeeping({ book, limits, log, messenger, pictures, uploads, days, tell });
    this.#work = new BatchWork({
      context: this.#context,
      outbox: this.#outbox,
      presenter: this.#presenter,
      shutdown: this.#shutdown.signal,
      ...(options.storePauseMs === undefined ? {} : { storePauseMs: options.storePauseMs }),
      removeEnded: (batchId) => this.#housekeeping.removeEnded(batchId),
    });
    const ready = () => this.#intake.load();
    this.shelf = new StoreShelf({ book, outbox: this.#outbox, viewParts: this.#viewParts, ready, worker: this });
  }

  /**
   * Accepts a batch: it is on disk when this resolves, and its work has begun. A request of an event that came before gives the batch that
   * was made then.
   * @throws {UserError} when it asks for too much, and when to try again
   * @throws {StoreError} when it could not be written, and then nothing was accepted
   */
  async submit(request: BatchRequest): Promise<Batch> {
    this.#shutdown.signal.throwIfAborted();
    const { batch, isNew } = await this.#intake.accept(request);
    if (!isNew) return batch;
    const { id, mockups, person } = batch;
    this.#log.info({ batch: id, mockups: mockups.length, platform: person.platform }, 'batch accepted');
    this.#work.start(batch);
    return batch;
  }

  /** Takes up what an earlier process left. Resolves with the batches that have work left; it has begun. */
  async recover(): Promise<Batch[]> {
    const unfinished = await this.#intake.load();
    // Some may have been taken up or removed since they were read.
    const left = unfinished.flatMap(({ id }) => (this.#work.isUnderWay(id) ? [] : (this.#book.get(id) ?? [])));
    for (const batch of left) {
      this.#log.info({ batch: batch.id }, 'batch taken up again');
      this.#work.start(batch);
    }
    this.#housekeeping.start(this.#shutdown.signal);
    this.undecided.start(this.#shutdown.signal);
    return left.filter((batch) => !isBatchAtRest(batch));
  }

  /**
   * Wishes the mockups of a batch that have not ended away, or one of them. The wish is on disk when this resolves, and obeyed also where
   * the work was left by an earlier process; what became of each shows in its view.
   */
  async cancel(batchId: string, mockupId?: string): Promise<void> {
    const batch = await this.#book.update(batchId, (current) => withCancelWish(current, mockupId));
    for (const mockup of batch.mockups) if (mockup.cancelRequested) this.#work.stopWaiting(mockup);
    let dropped = 0;
    for (const { id } of undecidedOf(batch, mockupId)) {
      if (await this.undecided.drop(batchId, id)) dropped++;
      // Another choice came first: what came of that is wished away.
      else await this.cancel(batchId, id);
    }
    if (dropped > 0 || !isBatchAtRest(batch)) await this.#work.takeUp(batchId);
  }

  /** Removes everything of a batch that is kept here, as soon as nothing is under way for it. */
  async forget(batchId: string): Promise<Forgotten> {
    const batch = await this.#book.update(batchId, (current) => ({ ...current, forgotten: true }));
    if (!isBatchAtRest(batch)) await this.cancel(batchId);
    if (this.#work.isUnderWay(batchId)) return 'stopping';
    await this.#housekeeping.remove(batchId);
    return 'removed';
  }

  /** Sends what a past batch has made to where somebody asked for it. @throws {BackendError} {UserError} when it does not arrive */
  async resend(view: BatchView, thread: Thread, signal: AbortSignal): Promise<void> {
    await this.#outbox.copy(view, thread, signal);
  }

  /**
   * The answer of a batch belongs to another thread from now on, such as the one its person asks for it from: what is to be shown is shown
   * there, and what could not be delivered is tried again. @throws {StoreError} {RangeError} when there is no such batch
   */
  async redirect(batchId: string, thread: Thread): Promise<void> {
    await this.#book.update(batchId, (current) => {
      const redirected = { ...current, thread };
      delete redirected.undeliverable;
      return redirected;
    });
    await this.#work.takeUp(batchId);
  }

  /** A batch under way as a person should see it. */
  view(batchId: string): BatchView | undefined {
    const batch = this.#book.get(batchId);
    if (!batch) return undefined;
    const problem = this.#work.problemOf(batchId);
    const view = viewBatch(batch, this.#viewParts);
    return problem ? { ...view, problem } : view;
  }

  /** Resolves when a batch is at rest and its last word was shown, or delivery has met a problem a person must mend. */
  async finished(batchId: string): Promise<void> {
    await this.#work.finished(batchId);
  }

  /** Whether something is going on for a batch in this process. */
  isAtWork(batchId: string): boolean {
    return this.#work.isUnderWay(batchId);
  }

  /** Resolves when everything that is under way now has come to rest. */
  async idle(): Promise<void> {
    await this.#work.idle();
  }

  /** How many wait for their turn and how many runs are out, for the operator. */
  get load(): { readonly waiting: number; readonly active: number } {
    return { waiting: this.#queue.waiting, active: this.#queue.active };
  }

  /** How many mockups are in each state, of those whose batches something is left to do for. */
  get states(): ReadonlyMap<State, number> {
    return this.#book.states();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#shutdown.abort(new Error('the program is stopping'));
    await Promise.allSettled([this.#work.idle(), this.#housekeeping.stopped(), this.undecided.stopped()]);
  }
}
