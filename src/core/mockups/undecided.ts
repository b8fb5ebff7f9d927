import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#core/log.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import type { Batch, Mockup } from './batch.ts';
import { type BatchBook, mockupOf } from './batch-book.ts';
import type { Stage, StageOf } from './stage.ts';

/** How long a person has to choose before it ends as failed. */
const openForMs = 24 * 60 * 60_000;
const pauseMs = 60 * 60_000;

/** What a person can choose for a mockup of which nobody knows whether its run was made. Dropping it is a cancel. */
export type Choice =
  /** Look for the run once more: costs nothing. */
  | 'look'
  /** Queue a run, whether there is one or not: may cost twice. */
  | 'again';

/** Mockups that wait for a choice: carries the choice out, looks once more at every start, and ends them after a day. */
export class Undecided {
  readonly #book: BatchBook;
  readonly #log: Logger;
  readonly #takeUp: (batchId: string) => Promise<void>;
  #watching: Promise<void> | undefined;

  /** `takeUp` has the work on a batch go on, and shows its state. */
  constructor(options: {
    readonly book: BatchBook;
    readonly log: Logger;
    readonly takeUp: (batchId: string) => Promise<void>;
  }) {
    this.#book = options.book;
    this.#log = options.log;
    this.#takeUp = options.takeUp;
  }

  /** True when the choice was still open; its work has then begun. */
  async decide(batchId: string, mockupId: string, choice: Choice): Promise<boolean> {
    const batch = await this.#book.find(batchId);
    const mockup = batch?.mockups.find(({ id }) => id === mockupId);
    if (mockup?.stage.state !== 'undecided') return false;
    await this.#book.enter(mockup, choice === 'look' ? lookAgain(mockup.stage) : makeAgain(mockup.stage));
    await this.#takeUp(batchId);
    return true;
  }

  /** Looks for every run once more, and from now on ends what nobody decides, until the signal. Does nothing when it does so already. */
  start(signal: AbortSignal): void {
    this.#watching ??= this.#watch(signal);
  }

  /** Resolves when nothing is watched any more. */
  async stopped(): Promise<void> {
    await this.#watching;
  }

  async #watch(signal: AbortSignal): Promise<void> {
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      try {
        await this.#goThrough(isFirst, signal);
      } catch (error) {
        if (!signal.aborted) this.#log.warn({ err: error }, 'undecided mockups not gone through, trying again later');
      }
      await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  async #goThrough(isFirst: boolean, signal: AbortSignal): Promise<void> {
    for (const { batchId } of [...this.#book.index.all()].filter(({ undecided }) => undecided > 0)) {
      signal.throwIfAborted();
      const batch = await this.#book.find(batchId);
      if (batch) await this.#goThroughBatch(batch, isFirst);
    }
  }

  async #goThroughBatch(batch: Batch, isFirst: boolean): Promise<void> {
    let changed = 0;
    for (const { id } of batch.mockups) {
      const next = nextStage(mockupOf(batch, id), isFirst);
      if (!next) continue;
      await this.#book.enter(mockupOf(batch, id), next);
      changed++;
    }
    if (changed > 0) await this.#takeUp(batch.id);
  }
}

function nextStage({ stage }: Mockup, isFirst: boolean): Stage | undefined {
  if (stage.state !== 'undecided') return undefined;
  if (Date.now() - stage.attemptedAt > openForMs) {
    return { state: 'failed', reason: sentence('mockup.neverDecided'), endedAt: Date.now() };
  }
  return isFirst ? lookAgain(stage) : undefined;
}

/** Back to looking. As a second attempt, so that a run that is not found leaves the choice with the person. */
function lookAgain({ logoUrl, attemptedAt, webhookToken }: StageOf<'undecided'>): StageOf<'submitting'> {
  return {
    state: 'submitting',
    logoUrl,
    attemptedAt,
    attempt: 2,
    ...(webhookToken === undefined ? {} : { webhookToken }),
  };
}

function makeAgain({ logoUrl }: StageOf<'undecided'>): StageOf<'queued'> {
  return { state: 'queued', logoUrl, attempt: 0 };
}
