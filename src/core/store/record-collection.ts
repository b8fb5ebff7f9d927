import { setTimeout as sleep } from 'node:timers/promises';
import { Keyv } from 'keyv';
import { z } from 'zod';
import type { KeyvSqlite, StoredText } from './keyv-sqlite.ts';
import { parseStored, quickJson } from './quick-json.ts';
import { StoreError } from './store-error.ts';

/** Told of a record that cannot be read; it stays where it is. */
export type UnreadableListener = (error: StoreError) => void;

/** Compiling takes as long as reading so many records without it. */
const worthCompiling = 500;
const busyPatienceMs = 2000;
const busyPauseMs = 100;

/** SQLite's `SQLITE_BUSY`, in the lowest byte of the extended code. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;
}

/**
 * Records of one kind, by id. Every record is parsed on its way out. Keyv turns failures into "missing" or `false` as soon
 * as somebody listens for its errors; nobody does here, and a `false` is thrown too, so that a resolved promise means: on disk.
 */
export class RecordCollection<Schema extends z.ZodType> {
  readonly #schema: Schema;
  readonly #adapter: KeyvSqlite;
  readonly #keyv: Keyv<z.output<Schema>>;
  readonly #name: string;
  #compiled: Schema | undefined;

  constructor(schema: Schema, adapter: KeyvSqlite) {
    this.#schema = schema;
    this.#adapter = adapter;
    this.#name = adapter.namespace;
    this.#keyv = new Keyv<z.output<Schema>>({ store: adapter, serialization: quickJson });
  }

  /** @throws {StoreError} when the store cannot be read or holds something that is no such record */
  async get(id: string): Promise<z.output<Schema> | undefined> {
    const value = await this.#guard(() => this.#keyv.get(id));
    return value === undefined ? undefined : this.#parse(id, value, this.#schema);
  }

  /** Resolves when the record is committed. @throws {StoreError} when it could not be written */
  async put(id: string, record: z.output<Schema>): Promise<void> {
    const written = await this.#guard(() => this.#keyv.set(id, record));
    if (!written) throw new StoreError(`could not write ${this.#name} ${id}`);
  }

  /** As `put` for several, all or none of them. @throws {StoreError} when they could not be written */
  async putAll(records: readonly (readonly [id: string, record: z.output<Schema>])[]): Promise<void> {
    const written = await this.#guard(() => this.#keyv.setMany(records.map(([key, value]) => ({ key, value }))));
    if (!written.every(Boolean)) throw new StoreError(`could not write ${records.length} of ${this.#name}`);
  }

  async delete(id: string): Promise<void> {
    await this.#guard(() => this.#keyv.delete(id));
  }

  /** All records in the order of their ids. @throws {StoreError} as `entries` does */
  async *all(onUnreadable?: UnreadableListener): AsyncGenerator<z.output<Schema>> {
    for await (const [, record] of this.entries(onUnreadable)) yield record;
  }

  /**
   * As `all`, each with its id. Read past Keyv, whose iterator waits several times for each record, and where there are many with a compiled
   * schema: a start reads them all, and nothing is followed before that.
   * @throws {StoreError} when the store cannot be read; for what is no such record only where nobody is told of it
   */
  async *entries(onUnreadable?: UnreadableListener): AsyncGenerator<[string, z.output<Schema>]> {
    let read = 0;
    for (const { key, text } of this.#rows()) {
      if (++read > worthCompiling) this.#compiled ??= z.compile(this.#schema);
      const record = this.#read(key, text, this.#compiled ?? this.#schema, onUnreadable);
      if (record !== undefined) yield [key, record];
    }
  }

  *#rows(): Generator<StoredText> {
    try {
      yield* this.#adapter.rows();
    } catch (error) {
      throw StoreError.from(error, `could not read ${this.#name}`);
    }
  }

  #read(id: string, text: string, schema: Schema, onUnreadable?: UnreadableListener): z.output<Schema> | undefined {
    try {
      return this.#parse(id, parseStored(text), schema);
    } catch (error) {
      const unreadable = StoreError.from(error, this.#refusalOf(id));
      if (!onUnreadable) throw unreadable;
      onUnreadable(unreadable);
      return undefined;
    }
  }

  #parse(id: string, value: unknown, schema: Schema): z.output<Schema> {
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw new StoreError(this.#refusalOf(id), { cause: parsed.error });
    return parsed.data;
  }

  #refusalOf(id: string): string {
    return `${this.#name} ${id} is not a record of this version`;
  }

  /** A database that somebody else writes to for a moment is waited for, without holding anything else up. */
  async #guard<T>(work: () => Promise<T>): Promise<T> {
    const until = performance.now() + busyPatienceMs;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isBusy(error) || performance.now() > until)
          throw StoreError.from(error, `the store of ${this.#name} failed`);
        await sleep(busyPauseMs);
      }
    }
  }
}
