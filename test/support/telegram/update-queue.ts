import { isObject, type Json } from './json.ts';
import type { Params } from './params.ts';
import { badRequest, conflict } from './refusals.ts';
import type { TelegramClock } from './telegram-clock.ts';

export interface QueuedUpdate {
  readonly id: number;
  readonly type: string;
  readonly json: Json;
  /** When it is forgotten though nobody fetched it. */
  readonly endsAt: number;
  /** Updates of one key reach a webhook one at a time. */
  readonly key: string;
}

/** One getUpdates, as it came and what it brought. */
export interface RecordedPoll {
  readonly at: number;
  readonly offset: number | undefined;
  readonly timeout: number;
  readonly allowedUpdates: readonly string[] | undefined;
  updateIds: readonly number[];
}

/** Why a long poll ends: an update, its time, or another call. */
type PollEnd = 'added' | 'over' | 'getUpdates' | 'setWebhook';

/** Told only to bots that ask for them by name. */
const unasked = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** The updates that wait for the bot. */
export class UpdateQueue {
  readonly polls: RecordedPoll[] = [];
  /** How often a poll was ended because another one began. */
  conflicts = 0;
  /** The highest offset asked for: all before it are acknowledged. */
  offset = 0;
  /** Called for each new update: the webhook's. */
  onAdded: () => void = () => {};
  #pending: QueuedUpdate[] = [];
  #again: QueuedUpdate[] = [];
  #duplicates = 0;
  #allowed: ReadonlySet<string> | undefined;
  #nextId = 850_000_001;
  #endPoll: ((why: PollEnd) => void) | undefined;
  #lastAnswer = { offset: -1, at: 0 };
  readonly #clock: TelegramClock;

  constructor(clock: TelegramClock) {
    this.#clock = clock;
  }

  /** How many wait. */
  get pending(): number {
    return this.waiting.length;
  }

  /** What waits, oldest first. */
  get waiting(): readonly QueuedUpdate[] {
    this.#pending = this.#pending.filter(({ endsAt }) => endsAt > this.#clock.now());
    return this.#pending;
  }

  /** As `allowed_updates` was last given; undefined for what bots get by default. */
  get allowed(): readonly string[] | undefined {
    return this.#allowed && [...this.#allowed];
  }

  add(type: string, payload: Json, { endsAt, key }: Pick<QueuedUpdate, 'endsAt' | 'key'>): void {
    // What was not asked for when it happened is never told.
    if (this.#allowed ? !this.#allowed.has(type) : unasked.has(type)) return;
    const id = this.#nextId;
    this.#nextId += 1;
    this.#pending.push({ id, type, endsAt, key, json: { update_id: id, [type]: structuredClone(payload) } });
    this.#wake();
  }

  /** The next update that is acknowledged is delivered once more. */
  duplicateNext(): void {
    this.#duplicates += 1;
  }

  drop(): void {
    this.#pending = [];
  }

  /** An update the bot has: forgotten, unless it is to come twice. */
  acknowledge(update: QueuedUpdate): void {
    if (this.#again.includes(update)) {
      this.#again = this.#again.filter((one) => one !== update);
      return;
    }
    this.#pending = this.#pending.filter((one) => one !== update);
    if (this.#duplicates === 0) return;
    this.#duplicates -= 1;
    this.#again.push(update);
    this.#wake();
  }

  /** What a webhook is to bring, oldest first. */
  get deliverable(): readonly QueuedUpdate[] {
    return [...this.#again, ...this.waiting];
  }

  /** `allowed_updates`; when omitted the previous setting is kept. */
  allow(params: Params): void {
    const names = params.list('allowed_updates');
    if (!names) return;
    if (!names.every((name) => typeof name === 'string')) throw badRequest("can't parse allowed updates JSON object");
    this.#allowed = names.length === 0 ? undefined : new Set(names);
  }

  /** A long poll that runs ends with a conflict, because of this call. */
  endPoll(by: 'getUpdates' | 'setWebhook'): void {
    this.#endPoll?.(by);
  }

  /** getUpdates: `timeout` in seconds, 50 at most; `limit` 1–100. */
  async poll(params: Params, gone: AbortSignal): Promise<readonly Json[]> {
    const offset = params.integer('offset') ?? 0;
    const timeout = Math.min(50, Math.max(0, params.integer('timeout') ?? 0));
    const asked = params.integer('limit') ?? 100;
    this.allow(params);
    const poll = { at: this.#clock.now(), offset: params.integer('offset'), timeout, allowedUpdates: this.allowed };
    const recorded: RecordedPoll = { ...poll, updateIds: [] };
    this.polls.push(recorded);
    this.endPoll('getUpdates');
    this.#forget(offset);
    const found = this.deliverable;
    if (found.length === 0 && timeout > 0) await this.#wait(timeout * 1000, gone);
    // The same offset again at once is a loop gone wild and gets little, as the Bot API server does.
    const isRepeated = this.#lastAnswer.offset === offset && Date.now() - this.#lastAnswer.at < 500;
    const limit = isRepeated ? 1 : asked >= 1 && asked <= 100 ? asked : 100;
    const updates = this.deliverable.slice(0, limit);
    this.#lastAnswer = { offset, at: Date.now() };
    if (gone.aborted) return [];
    for (const update of this.#again) if (updates.includes(update)) this.acknowledge(update);
    recorded.updateIds = updates.map(({ id }) => id);
    return updates.map(({ json }) => json).filter(isObject);
  }

  #forget(offset: number): void {
    this.offset = Math.max(this.offset, offset);
    const { waiting } = this;
    const first = offset < 0 ? (waiting.at(offset)?.id ?? waiting[0]?.id ?? 0) : offset;
    for (const update of waiting) if (update.id < first) this.acknowledge(update);
  }

  async #wait(ms: number, gone: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<PollEnd>();
    const end = () => resolve('over');
    const timer = setTimeout(end, ms);
    gone.addEventListener('abort', end, { once: true });
    this.#endPoll = resolve;
    const why = await promise;
    clearTimeout(timer);
    gone.removeEventListener('abort', end);
    if (this.#endPoll === resolve) this.#endPoll = undefined;
    if (why === 'added' || why === 'over') return;
    this.conflicts += 1;
    throw conflict(
      why === 'setWebhook'
        ? 'terminated by setWebhook request'
        : 'terminated by other getUpdates request; make sure that only one bot instance is running',
    );
  }

  #wake(): void {
    this.#endPoll?.('added');
    this.onAdded();
  }
}
