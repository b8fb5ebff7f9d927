import { setTimeout as sleep } from 'node:timers/promises';
import { BackendError, ConfigurationError, createReference, UserError } from '#core/errors.ts';
import { type SentenceRef, sentence, sentenceOf } from '#core/messages/sentence-ref.ts';
import type { Slot } from '#core/queue/fair-queue.ts';
import { backoffMs } from '#core/retry.ts';
import { StoreError } from '#core/store/store-error.ts';
import type { Mockup, Person } from './batch.ts';
import { batchIdOf } from './batch-book.ts';
import type { JourneyContext } from './journey-context.ts';
import type { MockupSignals } from './mockup-signals.ts';
import { refusal, silence } from './refusal.ts';
import { isAtRest, type Stage } from './stage.ts';
import { collect } from './steps/collect.ts';
import { follow } from './steps/follow.ts';
import { prepare } from './steps/prepare.ts';
import { receive } from './steps/receive.ts';
import { reconcileAfterRestart } from './steps/reconcile.ts';
import { failed } from './steps/settle.ts';
import { intend, submit } from './steps/submit.ts';

/** Between two attempts at one step, in ms. */
const backoff = { baseDelayMs: 1000, maxDelayMs: 30_000 };

/**
 * Takes one mockup from where its record stands to its delivery or its end. Each state is one step; a step's result is on disk before
 * the next begins, so that a kill anywhere costs at most the step under way.
 */
export class Journey {
  #mockup: Mockup;
  readonly #person: Person;
  readonly #context: JourneyContext;
  readonly #signals: MockupSignals;
  #slot: Slot | undefined;
  /** True when this very process wrote the intent to queue down, so that it knows that no call made a run yet. */
  #intendedHere = false;
  #failingSince: number | undefined;
  #failures = 0;

  constructor(mockup: Mockup, person: Person, context: JourneyContext, signals: MockupSignals) {
    this.#mockup = mockup;
    this.#person = person;
    this.#context = context;
    this.#signals = signals;
  }

  /** Ends when the mockup waits for delivery or has ended, or rejects with the shutdown's reason, or with a StoreError. */
  async run(): Promise<void> {
    try {
      if (this.#mockup.stage.state === 'running') await this.#waitWithTheOthers();
      while (!isAtRest(this.#mockup.stage.state) && this.#mockup.stage.state !== 'delivering') {
        this.#context.hints.follow(this.#mockup);
        const stage = await this.#nextStage();
        if (stage) {
          this.#context.live.setAnswered(this.#mockup.id);
          this.#mockup = await this.#context.book.enter(this.#mockup, stage);
          this.#intendedHere = stage.state === 'submitting';
          this.#failingSince = undefined;
          this.#failures = 0;
        }
      }
    } finally {
      this.#context.hints.forget(this.#mockup.id);
      this.#slot?.[Symbol.dispose]();
    }
  }

  /** A run that an earlier process left waits for its first question here, where next to nothing is held for it. Does not throw. */
  #waitWithTheOthers(): Promise<void> {
    const { asking, hints, nudges, queue } = this.#context;
    this.#slot = queue.occupy(this.#personKey());
    hints.follow(this.#mockup);
    // Those that begin in one go have all been counted then.
    return Promise.resolve().then(() => nudges.wait(this.#mockup.id, asking.drawFirstDelayMs()));
  }

  /** The stage the mockup goes to; undefined when the same step is to be tried again. */
  async #nextStage(): Promise<Stage | undefined> {
    const { shutdown } = this.#signals;
    shutdown.throwIfAborted();
    // A mockup of another API or account is never queued here, nor asked about.
    if (this.#mockup.backend !== this.#context.backend.id) return failed(sentence('mockup.otherBackend'));
    try {
      if (this.#isCancelledBeforeRun()) return { state: 'cancelled', endedAt: Date.now() };
      return await this.#step();
    } catch (error) {
      shutdown.throwIfAborted();
      if (error instanceof StoreError) throw error;
      // A step that was cut short by the cancel wish: the next round sees it.
      if (this.#isCancelledBeforeRun()) return undefined;
      return await this.#afterError(error);
    }
  }

  #isCancelledBeforeRun(): boolean {
    const early = ['received', 'accepted', 'preparing', 'queued'].includes(this.#mockup.stage.state);
    const intended = this.#mockup.stage.state === 'submitting' && this.#intendedHere;
    return this.#signals.isCancelled && (early || intended);
  }

  #step(): Promise<Stage> {
    const context = this.#context;
    const signals = this.#signals;
    const mockup = this.#mockup;
    const { stage } = mockup;
    switch (stage.state) {
      case 'received':
        return receive(mockup, stage, context, signals);
      case 'accepted':
        return Promise.resolve({ state: 'preparing' });
      case 'preparing':
        return prepare(mockup, stage, context, signals);
      case 'queued':
        return this.#takeTurn().then(() => intend(mockup, stage, context, signals));
      case 'submitting': {
        this.#slot ??= context.queue.occupy(this.#personKey());
        if (!this.#intendedHere) return reconcileAfterRestart(mockup, stage, context, signals);
        return submit(mockup, stage, context, signals, () => {
          this.#intendedHere = false;
        });
      }
      case 'running':
        this.#slot ??= context.queue.occupy(this.#personKey());
        return follow(mockup, stage, context, signals);
      case 'collecting':
        // The GPU is free again: the next run may start while the pictures come in.
        this.#slot?.[Symbol.dispose]();
        this.#slot = undefined;
        return collect(mockup, stage, context, signals);
      case 'delivering':
      case 'delivered':
      case 'failed':
      case 'cancelled':
      case 'undecided':
      case 'expired':
        throw new TypeError(`a mockup that is ${stage.state} has no journey`);
    }
  }

  async #takeTurn(): Promise<void> {
    const { queue, live } = this.#context;
    if (this.#slot) return;
    // All that an earlier process left begins in one go: what already runs takes its slot before anyone asks for a free one.
    await Promise.resolve();
    const ticket = queue.join(this.#personKey(), this.#rank(), this.#signals.either);
    live.wait(this.#mockup.id, () => ticket.position());
    try {
      this.#slot = await ticket.turn;
    } finally {
      live.leave(this.#mockup.id);
    }
  }

  /** Among the person's own: what was asked for first, however long its logo took. */
  #rank(): number {
    const { id } = this.#mockup;
    const askedAt = this.#context.book.get(batchIdOf(this.#mockup))?.createdAt ?? 0;
    return askedAt * 100 + Number(id.slice(id.lastIndexOf('-') + 1));
  }

  #personKey(): string {
    return `${this.#person.platform}:${this.#person.id}`;
  }

  /** Whose fault decides: the person's ends the mockup with its sentence, a service's waits and tries again for a while, ours gets a reference. */
  async #afterError(error: unknown): Promise<Stage | undefined> {
    if (error instanceof UserError) return failed(sentenceOf(error));
    if (error instanceof ConfigurationError) return failed(this.#unexpected(error, 'mockup.misconfigured'));
    if (!(error instanceof BackendError)) return failed(this.#unexpected(error, 'mockup.bug'));
    if (!error.retryable) return failed(refusal(error, this.#mockup.request.deployment));

    this.#failingSince ??= performance.now();
    this.#failures++;
    const { toCollectMs, toCreateRunMs } = this.#context.patience;
    const patienceMs = this.#mockup.stage.state === 'collecting' ? toCollectMs : toCreateRunMs;
    const leftMs = patienceMs - (performance.now() - this.#failingSince);
    if (leftMs <= 0) return failed(silence(error));
    this.#context.live.setUnanswered(this.#mockup.id);
    // Asked to wait for longer than that, it tries once more at the end of its patience, and then the person is told.
    const pauseMs = Math.min(Math.max(error.retryAfterMs ?? 0, backoffMs(this.#failures, backoff)), leftMs);
    // Cut short by either; the next round sees which.
    const signal = this.#signals.next;
    // The next attempt hears it; one that changes nothing must not cut every pause short.
    this.#signals.markHeard();
    // oxlint-disable-next-line promise/no-promise-in-callback -- `error` is what was caught, not a callback's
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
    return undefined;
  }

  #unexpected(error: unknown, key: 'mockup.bug' | 'mockup.misconfigured'): SentenceRef {
    const reference = createReference();
    this.#context.log.error({ err: error, reference, mockup: this.#mockup.id }, 'mockup failed by our fault');
    return sentence(key, { reference });
  }
}
