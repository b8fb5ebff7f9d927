import { hash } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '#core/errors.ts';
import type { Logger } from '#core/log.ts';
import type { RecordCollection } from '#core/store/record-collection.ts';
import { type Batch, createBatchId, type Person } from './batch.ts';
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
 * What counts today and has no batch of its own: of a batch whose person wanted it gone, because a forgotten run was paid for all the same,
 * and of a run that was made once more. The person is a hash, so that the limit per person holds and nobody is named.
 */
export const Tally = z.object({ at: z.number().int(), mockups: z.number().int(), person: z.string() });
export type Tally = z.output<typeof Tally>;

/** `untilMs` bounds by the monotonic clock what a clock that was set back would make last. */
interface Counted extends Tally {
  readonly untilMs: number;
}

/** What counts now, and for how much longer. */
interface Counting {
  readonly mockups: number;
  readonly person: string;
  readonly leftMs: number;
}

const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;
/** Clocks are wrong by less, or by years. */
const mostSkewMs = 30 * dayMs;
/** The tally that only says when the operator was warned. */
const warnedId = 'warned';

/** Counts what was accepted in the last 24 hours. Every batch on disk is counted again at start, so that a restart forgets nothing. */
export class Limits {
  readonly #settings: LimitSettings;
  readonly #tallies: RecordCollection<typeof Tally>;
  readonly #log: Logger;
  /** By the id of the batch or the tally, so that one that is read twice counts once. */
  readonly #counted = new Map<string, Counted>();
  #warnedAt = Number.NEGATIVE_INFINITY;

  constructor(settings: LimitSettings, tallies: RecordCollection<typeof Tally>, log: Logger) {
    this.#settings = settings;
    this.#tallies = tallies;
    this.#log = log;
  }

  /** Counts a batch that is on disk, or about to be. Gives what takes it back, for one that could not be written. */
  count(batch: Batch): () => void {
    return this.#count(batch.id, tallyOf(batch));
  }

  /** Counts what has no batch, and lets go of what is older than a day. To be called before anything is accepted. */
  async load(): Promise<void> {
    // One that is damaged must not keep people from asking.
    const onUnreadable = (err: Error): void => this.#log.error({ err }, 'a count of today is unreadable');
    for await (const [id, tally] of this.#tallies.entries(onUnreadable)) {
      if (Date.now() - tally.at > mostSkewMs) await this.#tallies.delete(id);
      if (!isOfToday(tally)) continue;
      if (id === warnedId) this.#warnedAt = tally.at;
      else this.#count(id, tally);
    }
  }

  /** Keeps a batch counted that is going to be removed before its day is over. */
  async keep(batch: Batch): Promise<void> {
    const tally = tallyOf(batch);
    if (isOfToday(tally)) await this.#tallies.put(createBatchId(), tally);
  }

  /**
   * Counts one more run of a person, for a mockup that was counted before. It is on disk when this resolves. Gives what takes it back, for
   * one that is not made after all.
   * @throws {UserError} saying when to try again
   * @throws {StoreError} and then it does not count
   */
  async charge(person: Person): Promise<() => Promise<void>> {
    const tally = { at: Date.now(), mockups: 1, person: nameless(person) };
    this.#assertDayHasRoom(tally);
    if (!this.#hasDayLimit) return async () => {};
    const id = createBatchId();
    const uncount = this.#count(id, tally);
    try {
      await this.#tallies.put(id, tally);
    } catch (error) {
      uncount();
      throw error;
    }
    return async () => {
      await this.#tallies.delete(id);
      uncount();
    };
  }

  /**
   * All of a batch or nothing of it.
   * @param waiting how many mockups of this person wait already
   * @throws {UserError} saying when to try again
   */
  assertRoom(batch: Batch, waiting: number): void {
    const { maxWaitingPerPerson } = this.#settings;
    if (waiting + batch.mockups.length > maxWaitingPerPerson)
      throw new UserError('limit.waiting', { waiting, limit: maxWaitingPerPerson });
    this.#assertDayHasRoom(tallyOf(batch));
  }

  get #hasDayLimit(): boolean {
    return Number.isFinite(this.#settings.maxPerPersonPerDay) || Number.isFinite(this.#settings.maxRunsPerDay);
  }

  #count(id: string, tally: Tally): () => void {
    if (!this.#hasDayLimit || !isOfToday(tally)) return () => {};
    const ageMs = Math.max(0, Date.now() - tally.at);
    this.#counted.set(id, { ...tally, untilMs: performance.now() + dayMs - ageMs });
    return () => void this.#counted.delete(id);
  }

  #assertDayHasRoom({ mockups: wanted, person }: Tally): void {
    if (!this.#hasDayLimit) return;
    const { maxPerPersonPerDay, maxRunsPerDay } = this.#settings;
    const today = this.#today();
    const own = today.filter((each) => each.person === person);
    const ownHours = hoursToWait(own, wanted, maxPerPersonPerDay);
    if (ownHours !== undefined) {
      throw new UserError('limit.personDay', { limit: maxPerPersonPerDay, hours: ownHours });
    }
    const hours = hoursToWait(today, wanted, maxRunsPerDay);
    if (hours !== undefined) {
      this.#warnOncePerDay(maxRunsPerDay);
      throw new UserError('limit.allDay', { hours });
    }
  }

  /** What counts now, and for how long: until it is a day old by the clock on the wall, and for no longer than a day in this process. */
  #today(): Counting[] {
    const wallNow = Date.now();
    const now = performance.now();
    const today: Counting[] = [];
    for (const [id, { at, untilMs, mockups, person }] of this.#counted) {
      const leftMs = Math.min(at + dayMs - wallNow, untilMs - now);
      if (leftMs > 0) today.push({ mockups, person, leftMs });
      else if (untilMs <= now) this.#counted.delete(id);
    }
    return today;
  }

  #warnOncePerDay(limit: number): void {
    const now = Date.now();
    if (Math.abs(now - this.#warnedAt) < dayMs) return;
    this.#warnedAt = now;
    this.#log.warn({ limit }, 'MAX_RUNS_PER_DAY is reached: requests are refused until older ones are a day old');
    // Not waited for: a refusal is one whether this is written down or not, and at worst the next start warns again.
    this.#tallies.put(warnedId, { at: now, mockups: 0, person: '' }).catch((error: unknown) => {
      this.#log.warn({ err: error }, 'not written down that the operator was warned');
    });
  }
}

/** Also a time that lies ahead, told by a clock that was or is wrong by days: it errs on the side of the bill. */
function isOfToday({ at }: Tally): boolean {
  const ageMs = Date.now() - at;
  return ageMs < dayMs && ageMs > -mostSkewMs;
}

/**
 * In how many hours so many more fit; undefined when they fit now.
 * @throws {UserError} when so many never fit
 */
function hoursToWait(today: readonly Counting[], wanted: number, limit: number): number | undefined {
  let excess = wanted - limit;
  for (const { mockups } of today) excess += mockups;
  if (excess <= 0) return undefined;
  if (wanted > limit) throw new UserError('limit.atOnce', { limit });
  for (const { leftMs, mockups } of today.toSorted((a, b) => a.leftMs - b.leftMs)) {
    excess -= mockups;
    if (excess <= 0) return Math.round(leftMs / hourMs);
  }
  return undefined;
}

function tallyOf({ createdAt, mockups, person }: Batch): Tally {
  return { at: createdAt, mockups: mockups.length, person: nameless(person) };
}

function nameless(person: Person): string {
  return hash('sha256', personKey(person)).slice(0, 32);
}
