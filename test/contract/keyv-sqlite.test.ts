import { DatabaseSync } from 'node:sqlite';
import { Keyv } from 'keyv';
import { describe } from 'vitest';
import { KeyvSqlite } from '#core/store/keyv-sqlite.ts';
import { keyvContract } from './keyv.ts';

describe('KeyvSqlite', () => {
  keyvContract(() => {
    const database = new DatabaseSync(':memory:');
    const adapter = new KeyvSqlite(database, 'mine');
    return {
      adapter,
      keyv: new Keyv({ store: adapter }),
      other: new Keyv({ store: new KeyvSqlite(database, 'theirs') }),
      [Symbol.dispose]: () => database.close(),
    };
  });
});
