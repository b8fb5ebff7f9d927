import { hash } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '#core/errors.ts';
import type { Logger } from '#core/log.ts';
import type { RecordCollection } from '#core/store/record-collection.ts';
import { type Batch, createBatchId } from './batch.ts';
import { personKey } from './batch-index.ts';

/** How much may be asked for, in mockups. A day is the last 24 hours. */
export interface LimitSettings {
  /** That wait for their run, per person. */
  readonly maxWaitingPerPerson: number;
  readonly maxPerPersonPerDay: number;
  /** Of all people: what the operator is ready to pay for. */
  readonly maxRunsPerDay: number;
}

export const noLimits: LimitSettings = {
  maxWaitingPerPerson: Number.POSITIVE_INFINITY,
  maxPerPersonPerDay: Number.POSITIVE_INFINITY,
  maxRunsPerDay: Number.POSITIVE_INFINITY,
};

/**
 * What is left of a batch whose person wanted it gone, until its day is over: a forgotten run was paid for all the same. The person is a
 * hash, so that the limit per person holds and nobody is named.
 */
export const Tally = z.object({ at: z.number().int(), mockups: z.number().int(), person: z.string() });
export type Tally = z.output<typeof Tally>;

const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;

/** Counts what was accepted in the last 24 hours. Every batch on disk is counted again at start, so that a restart forgets nothing. */
export class Limits {
  readonly #settings: LimitSettings;
  readonly #tallies: RecordCollection<typeof Tally>;
  readonly #log: Logger;
  #recent: Tally[] = [];
  #warnedAt = Number.NEGATIVE_INFINITY;

  constructor(settings: LimitSettings, tallies: RecordCollection<typeof Tally>, log: Logger) {
    this.#settings = settings;
    this.#tallies = tallies;
    this.#log = log;
  }

  /** Counts a batch that is on disk, or about to be. Gives what takes it back, for one that could not be written. */
  count(batch: Batch): () => void {
    if (!this.#hasDayLimit) return () => {};
    const tally = tallyOf(batch);
    if (tally.at > Date.now() - dayMs) this.#recent.push(tally);
    return () => {
      this.#recent = this.#recent.filter((each) => each !== tally);
    };
  }

  /** Counts what was forgotten, and lets go of what is older than a day. To be called once, before anything is accepted. */
  async load(): Promise<void> {
    const now = Date.now();
    for await (const [id, tally] of this.#tallies.entries()) {
      if (tally.at > now - dayMs) this.#recent.push(tally);
      else await this.#tallies.delete(id);
    }
  }

  /** Keeps a batch counted that is going to be removed before its day is over. */
  async keep(batch: Batch): Promise<void> {
    const tally = tallyOf(batch);
    if (tally.at > Date.now() - dayMs) await this.#tallies.put(createBatchId(), tally);
  }

  /**
   * All of a batch or nothing of it.
   * @param waiting how many mockups of this person wait already
   * @throws {UserError} saying when to try again
   */
  assertRoom(batch: Batch, waiting: number): void {
    const wanted = batch.mockups.length;
    const { maxWaitingPerPerson, maxPerPersonPerDay, maxRunsPerDay } = this.#settings;
    if (waiting + wanted > maxWaitingPerPerson)
      throw new UserError('limit.waiting', { waiting, limit: maxWaitingPerPerson });
    if (!this.#hasDayLimit) return;
    const now = Date.now();
    this.#recent = this.#recent.filter(({ at }) => at > now - dayMs);
    const { person } = tallyOf(batch);
    const own = this.#recent.filter((each) => each.person === person);
    this.#assertDay(own, wanted, maxPerPersonPerDay, now, (hours) => {
      throw new UserError('limit.personDay', { limit: maxPerPersonPerDay, hours });
    });
    this.#assertDay(this.#recent, wanted, maxRunsPerDay, now, (hours) => {
      this.#warnOncePerDay(now, maxRunsPerDay);
      throw new UserError('limit.allDay', { hours });
    });
  }

  get #hasDayLimit(): boolean {
    return Number.isFinite(this.#settings.maxPerPersonPerDay) || Number.isFinite(this.#settings.maxRunsPerDay);
  }

  #assertDay(
    recent: readonly Tally[],
    wanted: number,
    limit: number,
    now: number,
    refuse: (hours: number) => never,
  ): void {
    const used = recent.reduce((sum, { mockups }) => sum + mockups, 0);
    let excess = used + wanted - limit;
    if (excess <= 0) return;
    if (wanted > limit) throw new UserError('limit.atOnce', { limit });
    for (const { at, mockups } of recent.toSorted((a, b) => a.at - b.at)) {
      excess -= mockups;
      if (excess <= 0) refuse(Math.round((at + dayMs - now) / hourMs));
    }
  }

  #warnOncePerDay(now: number, limit: number): void {
    if (now - this.#warnedAt < dayMs) return;
    this.#warnedAt = now;
    this.#log.warn({ limit }, 'MAX_RUNS_PER_DAY is reached: requests are refused until older ones are a day old');
  }
}

function tallyOf(batch: Batch): Tally {
  const person = hash('sha256', personKey(batch.person)).slice(0, 32);
  return { at: batch.createdAt, mockups: batch.mockups.length, person };
}
