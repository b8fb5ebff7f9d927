import { setImmediate as others } from 'node:timers/promises';
import { z } from 'zod';
import type { Logger } from '#core/log.ts';
import type { RecordCollection } from '#core/store/record-collection.ts';
import type { StoreError } from '#core/store/store-error.ts';

/** An update as Telegram sent it; nothing is known of it but its number. */
export const RawUpdate = z.looseObject({ update_id: z.number().int() });
export type RawUpdate = z.output<typeof RawUpdate>;

/** An update as it came, until it is dealt with; after that only that it was. */
export const InboxRecord = z.object({
  /** When it arrived, in ms since 1970. */
  at: z.number(),
  update: RawUpdate.exactOptional(),
  /** How many starts have taken it up that an earlier process had left. */
  starts: z.number().int().default(0),
});
export type InboxRecord = z.output<typeof InboxRecord>;

/** Telegram keeps what was not acknowledged for a day: so long the same update can come again. */
const rememberMs = 26 * 60 * 60_000;

/** What is on disk of updates: which are known, and which of them are still to be dealt with. */
export class UpdateRecords {
  readonly #records: RecordCollection<typeof InboxRecord>;
  readonly #log: Logger;
  /** When each that is known arrived. */
  readonly #known = new Map<number, number>();
  readonly #undone = new Set<number>();
  readonly #arriving = new Map<number, Promise<void>>();

  constructor(records: RecordCollection<typeof InboxRecord>, log: Logger) {
    this.#records = records;
    this.#log = log;
  }

  /** What an earlier process left, in its order. @throws {StoreError} */
  async left(): Promise<readonly { readonly raw: RawUpdate; readonly starts: number }[]> {
    const left: { readonly raw: RawUpdate; readonly starts: number }[] = [];
    const onUnreadable = (error: StoreError): void =>
      this.#log.error({ err: error }, 'update not readable, left alone');
    for await (const [id, { at, update, starts }] of this.#records.entries(onUnreadable)) {
      this.#known.set(Number(id), at);
      if (!update) continue;
      this.#undone.add(Number(id));
      left.push({ raw: update, starts });
    }
    return left.toSorted((a, b) => a.raw.update_id - b.raw.update_id);
  }

  /**
   * Resolves when all of them are on disk, or were before. `onWritten` is called once for each that is new, as soon as it is.
   * @throws {StoreError} when they could not be written, none of them
   */
  async write(updates: readonly RawUpdate[], onWritten: (update: RawUpdate) => void): Promise<void> {
    const earlier = updates.flatMap(({ update_id: id }) => this.#arriving.get(id) ?? []);
    const isNew = (id: number): boolean => !this.#known.has(id) && !this.#arriving.has(id);
    // By number, because one can come twice at once.
    const fresh = new Map(updates.filter(({ update_id: id }) => isNew(id)).map((raw) => [raw.update_id, raw]));
    const written = this.#put([...fresh.values()], onWritten);
    for (const id of fresh.keys()) this.#arriving.set(id, written);
    try {
      await Promise.all([written, ...earlier]);
    } finally {
      for (const id of fresh.keys()) this.#arriving.delete(id);
    }
  }

  /** That one which was left is taken up again. @throws {StoreError} */
  async noteStart(raw: RawUpdate, starts: number): Promise<void> {
    const { update_id: id } = raw;
    await this.#records.put(String(id), { at: this.#known.get(id) ?? Date.now(), update: raw, starts });
  }

  /** From now on it is dealt with, whenever it comes again. Does not throw. */
  async done(id: number): Promise<void> {
    try {
      await this.#records.put(String(id), { at: this.#known.get(id) ?? Date.now(), starts: 0 });
      this.#undone.delete(id);
    } catch (error) {
      // At worst the next start does it once more, and finds most of it done.
      this.#log.warn({ err: error, update: id }, 'update not noted as dealt with');
    }
  }

  /** Forgets what cannot come again. What is still to be dealt with stays, however old. @throws {StoreError} */
  async prune(signal: AbortSignal): Promise<void> {
    const before = Date.now() - rememberMs;
    for (const [id, at] of this.#known) {
      if (at > before || this.#undone.has(id)) continue;
      // Each is a wait for the disk that holds everything else up.
      await others();
      if (signal.aborted) return;
      await this.#records.delete(String(id));
      this.#known.delete(id);
    }
  }

  async #put(updates: readonly RawUpdate[], onWritten: (update: RawUpdate) => void): Promise<void> {
    if (updates.length === 0) return;
    const at = Date.now();
    await this.#records.putAll(updates.map((update) => [String(update.update_id), { at, update, starts: 0 }]));
    for (const update of updates) {
      this.#known.set(update.update_id, at);
      this.#undone.add(update.update_id);
      onWritten(update);
    }
  }
}
