import { Keyv } from 'keyv';
import type { z } from 'zod';
import type { KeyvSqlite } from './keyv-sqlite.ts';
import { quickJson } from './quick-json.ts';
import { StoreError } from './store-error.ts';

/**
 * Records of one kind, by id. Every record is parsed on its way in and out. Keyv turns failures into "missing" or `false` as soon
 * as somebody listens for its errors; nobody does here, and a `false` is thrown too, so that a resolved promise means: on disk.
 */
export class RecordCollection<Schema extends z.ZodType> {
  readonly #schema: Schema;
  readonly #keyv: Keyv<z.output<Schema>>;
  readonly #name: string;

  constructor(schema: Schema, adapter: KeyvSqlite) {
    this.#schema = schema;
    this.#name = adapter.namespace;
    this.#keyv = new Keyv<z.output<Schema>>({ store: adapter, serialization: quickJson });
  }

  /** @throws {StoreError} when the store cannot be read or holds something that is no such record */
  async get(id: string): Promise<z.output<Schema> | undefined> {
    const value = await this.#guard(() => this.#keyv.get(id));
    return value === undefined ? undefined : this.#parse(id, value);
  }

  /** Resolves when the record is committed. @throws {StoreError} when it could not be written */
  async put(id: string, record: z.output<Schema>): Promise<void> {
    const written = await this.#guard(() => this.#keyv.set(id, record));
    if (!written) throw new StoreError(`could not write ${this.#name} ${id}`);
  }

  async delete(id: string): Promise<void> {
    await this.#guard(() => this.#keyv.delete(id));
  }

  /** All records in the order of their ids. */
  async *all(): AsyncGenerator<z.output<Schema>> {
    for await (const [, record] of this.entries()) yield record;
  }

  /** As `all`, each with its id. */
  async *entries(): AsyncGenerator<[string, z.output<Schema>]> {
    try {
      for await (const [id, value] of this.#keyv.iterator()) yield [id, this.#parse(id, value)];
    } catch (error) {
      throw StoreError.from(error, `could not read ${this.#name}`);
    }
  }

  #parse(id: string, value: unknown): z.output<Schema> {
    const parsed = this.#schema.safeParse(value);
    if (!parsed.success)
      throw new StoreError(`${this.#name} ${id} is not a record of this version`, { cause: parsed.error });
    return parsed.data;
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw StoreError.from(error, `the store of ${this.#name} failed`);
    }
  }
}
