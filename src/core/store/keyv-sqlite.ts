import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  type KeyvStorageAdapter,
  type KeyvStorageCapability,
  type KeyvStorageEntry,
  type KeyvStorageGetResult,
  keyvStorageCapability,
} from 'keyv';

/** The adapter emits no events: every failure is thrown to whoever called. */
type Methods = Pick<
  KeyvStorageAdapter,
  'get' | 'getMany' | 'has' | 'hasMany' | 'set' | 'setMany' | 'delete' | 'deleteMany' | 'clear' | 'iterator'
>;

/** A key and what Keyv has written under it. */
export interface StoredText {
  readonly key: string;
  readonly text: string;
}

/**
 * Keyv storage adapter on an open `node:sqlite` database: one table for all namespaces, one instance per namespace.
 * Calls are synchronous underneath, so a resolved `set` is committed. Errors of the database are thrown, never swallowed.
 * The caller opens and closes the database.
 */
export class KeyvSqlite implements Methods {
  readonly namespace: string;
  readonly capabilities: KeyvStorageCapability;
  readonly #database: DatabaseSync;
  readonly #get: StatementSync;
  readonly #set: StatementSync;
  readonly #delete: StatementSync;
  readonly #clear: StatementSync;
  readonly #page: StatementSync;

  constructor(database: DatabaseSync, namespace: string) {
    this.namespace = namespace;
    this.capabilities = keyvStorageCapability(this);
    this.#database = database;
    database.exec(
      'CREATE TABLE IF NOT EXISTS keyv (namespace TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER, PRIMARY KEY (namespace, key)) WITHOUT ROWID, STRICT',
    );
    const live = '(expires IS NULL OR expires > ?)';
    this.#get = database.prepare(`SELECT value FROM keyv WHERE namespace = ? AND key = ? AND ${live}`);
    this.#set = database.prepare('INSERT OR REPLACE INTO keyv (namespace, key, value, expires) VALUES (?, ?, ?, ?)');
    this.#delete = database.prepare('DELETE FROM keyv WHERE namespace = ? AND key = ?');
    this.#clear = database.prepare('DELETE FROM keyv WHERE namespace = ?');
    this.#page = database.prepare(
      `SELECT key, value FROM keyv WHERE namespace = ? AND key > ? AND ${live} ORDER BY key LIMIT 256`,
    );
  }

  get<Value>(key: string): Promise<KeyvStorageGetResult<Value>> {
    return Promise.try(() => this.#read(key));
  }

  getMany<Value>(keys: string[]): Promise<KeyvStorageGetResult<Value | undefined>[]> {
    return Promise.try(() => keys.map((key) => this.#read(key)));
  }

  has(key: string): Promise<boolean> {
    return Promise.try(() => this.#read(key) !== undefined);
  }

  hasMany(keys: string[]): Promise<boolean[]> {
    return Promise.try(() => keys.map((key) => this.#read(key) !== undefined));
  }

  set(key: string, value: unknown, expires?: number): Promise<boolean> {
    return Promise.try(() => this.#write(key, value, expires));
  }

  /** All or nothing: one transaction. */
  setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    return Promise.try(() =>
      this.#together(() => entries.map(({ key, value, expires }) => this.#write(key, value, expires))),
    );
  }

  delete(key: string): Promise<boolean> {
    return Promise.try(() => this.#delete.run(this.namespace, key).changes > 0);
  }

  /** All or nothing: one transaction. */
  deleteMany(keys: string[]): Promise<boolean[]> {
    return Promise.try(() =>
      this.#together(() => keys.map((key) => this.#delete.run(this.namespace, key).changes > 0)),
    );
  }

  clear(): Promise<void> {
    return Promise.try(() => {
      this.#clear.run(this.namespace);
    });
  }

  /** Pages through the namespace in key order; entries written meanwhile may or may not appear. */
  async *iterator<Value>(): AsyncGenerator<(string | Awaited<Value> | undefined)[], void> {
    for (const { key, text } of this.rows()) yield [key, text];
  }

  /** As `iterator`, without a wait for each. @throws when the database cannot be read */
  *rows(): Generator<StoredText> {
    let after = '';
    for (;;) {
      const rows = this.#page.all(this.namespace, after, Date.now());
      for (const row of rows) {
        after = String(row.key);
        yield { key: after, text: String(row.value) };
      }
      if (rows.length === 0) return;
    }
  }

  #read(key: string): string | undefined {
    const row = this.#get.get(this.namespace, key, Date.now());
    return row === undefined ? undefined : String(row.value);
  }

  #write(key: string, value: unknown, expires: number | undefined): boolean {
    if (typeof value !== 'string') throw new TypeError('KeyvSqlite stores what Keyv has serialized to text');
    this.#set.run(this.namespace, key, value, expires ?? null);
    return true;
  }

  #together<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}
