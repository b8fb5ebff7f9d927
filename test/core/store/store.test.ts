import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { tryLockData } from '#core/store/data-lock.ts';
import { KeyvSqlite } from '#core/store/keyv-sqlite.ts';
import { PictureFiles } from '#core/store/picture-files.ts';
import { RecordCollection } from '#core/store/record-collection.ts';
import { openStore } from '#core/store/store.ts';
import { StoreError } from '#core/store/store-error.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const Thing = z.object({ size: z.number() });

test('a record survives the process: it is on disk when put resolves', async () => {
  using folder = temporaryFolder();
  {
    using store = openStore(folder.path);
    await store.uploads.put('a', { url: 'http://127.0.0.1/a.png' });
  }
  using store = openStore(folder.path);
  expect(await store.uploads.get('a')).toEqual({ url: 'http://127.0.0.1/a.png' });
});

test('a database that fails throws, on reading as on writing', async () => {
  const database = new DatabaseSync(':memory:');
  const things = new RecordCollection(Thing, new KeyvSqlite(database, 'thing'));
  await things.put('a', { size: 1 });
  database.exec('PRAGMA query_only = ON');
  await expect(things.put('a', { size: 2 })).rejects.toThrow(StoreError);
  expect(await things.get('a')).toEqual({ size: 1 });
  database.close();
  await expect(things.get('a')).rejects.toThrow(StoreError);
  await expect(Array.fromAsync(things.all())).rejects.toThrow(StoreError);
});

test('a record that is none is refused, never passed on', async () => {
  using database = new DatabaseSync(':memory:');
  const adapter = new KeyvSqlite(database, 'thing');
  await adapter.set('a', JSON.stringify({ value: { size: 'large' } }));
  await expect(new RecordCollection(Thing, adapter).get('a')).rejects.toThrow(StoreError);
});

test('a store of a newer version is refused with a sentence', () => {
  using folder = temporaryFolder();
  openStore(folder.path)[Symbol.dispose]();
  using database = new DatabaseSync(path.join(folder.path, 'mockups.sqlite'));
  database.exec('PRAGMA user_version = 99');
  expect(() => openStore(folder.path)).toThrow(/written by a newer version/);
});

test('a file that is no database is refused', () => {
  using folder = temporaryFolder({ 'mockups.sqlite': 'this is no database, just words'.repeat(100) });
  expect(() => openStore(folder.path)).toThrow(StoreError);
});

test('only one holds the lock of a data directory, and it is free again when let go', () => {
  using folder = temporaryFolder();
  const lock = tryLockData(folder.path);
  expect(lock).toBeDefined();
  expect(tryLockData(folder.path)).toBeUndefined();
  lock?.[Symbol.dispose]();
  using again = tryLockData(folder.path);
  expect(again).toBeDefined();
});

test('a picture is there with all its bytes or not at all, and leaves nothing beside it', async () => {
  using folder = temporaryFolder();
  const pictures = new PictureFiles(path.join(folder.path, 'pictures'));
  await pictures.write('batch', 'a.png', Buffer.from('first'));
  await pictures.write('batch', 'a.png', Buffer.from('second'));
  expect((await pictures.read('batch', 'a.png')).toString()).toBe('second');
  expect(readdirSync(path.join(folder.path, 'pictures', 'batch'))).toEqual(['a.png']);
  await pictures.removeBatch('batch');
  expect(existsSync(path.join(folder.path, 'pictures', 'batch'))).toBe(false);
});

test.each(['../a.png', 'a/b.png', '..', '', '.hidden', 'a\\b'])('the picture name %j is refused', (name) => {
  using folder = temporaryFolder();
  expect(() => new PictureFiles(folder.path).path('batch', name)).toThrow(RangeError);
});
