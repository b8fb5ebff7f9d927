import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createReference } from '#core/errors.ts';
import type { Logger } from '#core/log.ts';
import { KeyedTurns } from '#core/queue/keyed-turns.ts';
import type { RecordCollection } from '#core/store/record-collection.ts';
import { StoreError } from '#core/store/store-error.ts';
import { chatOf, TelegramUpdate } from './telegram-update.ts';

const RawUpdate = z.looseObject({ update_id: z.number().int() });

/** An update as it came, until it is dealt with; after that only that it was. */
export const InboxRecord = z.object({
  /** When it arrived, in ms since 1970. */
  at: z.number(),
  update: RawUpdate.exactOptional(),
  /** How many starts have found it undone. */
  starts: z.number().int().default(0),
});
export type InboxRecord = z.output<typeof InboxRecord>;

/** Telegram keeps what was not acknowledged for a day: so long the same update can come again. */
const rememberMs = 26 * 60 * 60_000;
const pruneEveryMs = 60 * 60_000;
/** An update that so many starts found undone has ended the process each time, or looks like it. */
const mostStarts = 3;
const storePauseMs = 30_000;

/** The rest of the work on an update, which no other has to wait for. */
export type Rest = { readonly rest: Promise<unknown> } | undefined;

/** Deals with one update. If it leaves a rest, the update counts as dealt with after that. */
export type UpdateHandler = (update: TelegramUpdate) => Promise<Rest>;

/**
 * Where updates are written down before anything else: once `accept` has resolved they may be acknowledged, and are dealt with once, also
 * after a kill. Those of one chat one after another, chats side by side.
 */
export class Inbox {
  readonly #records: RecordCollection<typeof InboxRecord>;
  readonly #handle: UpdateHandler;
  readonly #onPrune: () => Promise<unknown>;
  readonly #log: Logger;
  readonly #signal: AbortSignal;
  readonly #turns = new KeyedTurns();
  readonly #work = new Set<Promise<unknown>>();
  /** When each that is known arrived. */
  readonly #known = new Map<number, number>();
  readonly #arriving = new Map<number, Promise<void>>();

  constructor(options: {
    readonly records: RecordCollection<typeof InboxRecord>;
    readonly handle: UpdateHandler;
    /** Called now and then, for what else is not needed any more. */
    readonly onPrune?: () => Promise<unknown>;
    readonly log: Logger;
    readonly signal: AbortSignal;
  }) {
    this.#records = options.records;
    this.#handle = options.handle;
    this.#onPrune = options.onPrune ?? (async () => {});
    this.#log = options.log;
    this.#signal = options.signal;
  }

  /** Takes up what an earlier process left, in its order. To be awaited before anything is accepted. @throws {StoreError} */
  async open(): Promise<void> {
    const left: (readonly [number, InboxRecord & Required<Pick<InboxRecord, 'update'>>])[] = [];
    const onUnreadable = (error: StoreError): void =>
      this.#log.error({ err: error }, 'update not readable, left alone');
    for await (const [id, record] of this.#records.entries(onUnreadable)) {
      this.#known.set(Number(id), record.at);
      if (record.update) left.push([Number(id), { ...record, update: record.update }]);
    }
    for (const [id, { at, update, starts }] of left.toSorted(([a], [b]) => a - b)) {
      if (starts >= mostStarts) {
        this.#log.error(
          { update: id, reference: createReference() },
          'update given up, it was never dealt with to its end',
        );
        await this.#records.put(String(id), { at, starts });
      } else {
        await this.#records.put(String(id), { at, update, starts: starts + 1 });
        this.#start(id, update);
      }
    }
    void this.#pruneNowAndThen();
  }

  /**
   * Resolves when all of them are on disk, or were before. One that is not an update is let go.
   * @throws {StoreError} when they could not be written, and then none of them is dealt with
   */
  async accept(updates: readonly unknown[]): Promise<void> {
    const read = updates.flatMap((raw) => {
      const parsed = RawUpdate.safeParse(raw);
      return parsed.success ? [parsed.data] : [];
    });
    if (read.length < updates.length) this.#log.warn({ count: updates.length - read.length }, 'not an update');
    const fresh = read.filter(({ update_id: id }) => !this.#known.has(id) && !this.#arriving.has(id));
    const earlier = read.flatMap(({ update_id: id }) => this.#arriving.get(id) ?? []);
    const written = this.#write(fresh);
    for (const { update_id: id } of fresh) this.#arriving.set(id, written);
    try {
      await Promise.all([written, ...earlier]);
    } finally {
      for (const { update_id: id } of fresh) this.#arriving.delete(id);
    }
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }

  async #write(updates: readonly z.output<typeof RawUpdate>[]): Promise<void> {
    if (updates.length === 0) return;
    const at = Date.now();
    await this.#records.putAll(updates.map((update) => [String(update.update_id), { at, update, starts: 0 }]));
    for (const update of updates) {
      this.#known.set(update.update_id, at);
      this.#start(update.update_id, update);
    }
  }

  #start(id: number, raw: unknown): void {
    const parsed = TelegramUpdate.safeParse(raw);
    if (!parsed.success) {
      const paths = parsed.error.issues.map(({ path }) => path.join('.'));
      this.#log.error({ update: id, paths }, 'update not understood');
      this.#keep(this.#done(id));
      return;
    }
    const lane = String(chatOf(parsed.data) ?? 'none');
    this.#keep(this.#turns.take(lane, () => this.#deal(id, parsed.data)));
  }

  async #deal(id: number, update: TelegramUpdate): Promise<void> {
    if (this.#signal.aborted) return;
    try {
      const more = await this.#handle(update);
      if (!more) return await this.#done(id);
      this.#keep(more.rest.then(() => this.#done(id)).catch((error: unknown) => this.#failed(id, update, error)));
    } catch (error) {
      this.#failed(id, update, error);
    }
  }

  /** What a stop cut short is for the next start. */
  #failed(id: number, update: TelegramUpdate, error: unknown): void {
    if (this.#signal.aborted) return;
    if (error instanceof StoreError) {
      this.#log.warn({ err: error, update: id }, 'update not dealt with, trying again');
      this.#keep(this.#again(id, update));
      return;
    }
    this.#log.error({ err: error, update: id, reference: createReference() }, 'update broken by our fault');
    this.#keep(this.#done(id));
  }

  async #again(id: number, update: TelegramUpdate): Promise<void> {
    await sleep(storePauseMs, undefined, { signal: this.#signal }).catch(() => {});
    if (!this.#signal.aborted) this.#start(id, update);
  }

  async #done(id: number): Promise<void> {
    try {
      await this.#records.put(String(id), { at: this.#known.get(id) ?? Date.now(), starts: 0 });
    } catch (error) {
      // At worst the next start does it once more, and finds most of it done.
      this.#log.warn({ err: error, update: id }, 'update not noted as dealt with');
    }
  }

  async #pruneNowAndThen(): Promise<void> {
    while (!this.#signal.aborted) {
      try {
        await this.#prune();
        await this.#onPrune();
      } catch (error) {
        this.#log.warn({ err: error }, 'old updates not removed');
      }
      await sleep(pruneEveryMs, undefined, { signal: this.#signal, ref: false }).catch(() => {});
    }
  }

  async #prune(): Promise<void> {
    const before = Date.now() - rememberMs;
    for (const [id, at] of this.#known) {
      if (at > before || this.#signal.aborted) continue;
      const record = await this.#records.get(String(id));
      if (record?.update) continue;
      await this.#records.delete(String(id));
      this.#known.delete(id);
    }
  }

  #keep(work: Promise<unknown>): void {
    this.#work.add(work);
    void work.finally(() => this.#work.delete(work)).catch(() => {});
  }
}
