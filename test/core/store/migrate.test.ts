import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openStore } from '#core/store/store.ts';
import { StoreError } from '#core/store/store-error.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const shot = { name: 'a-1-shot-1.png', fileName: 'shot.png', mime: 'image/png', width: 8, height: 8, bytes: 99 };
const mockup = (number: number, stage: object) => ({
  id: `k3x9m2p4q7rt-${number}`,
  request: { prompt: 'a cap', size: 768, deployment: 'studio', seed: 7 },
  logo: { fileName: 'logo.png', data: { path: '/tmp/logo.png' } },
  backend: 'studio',
  cancelRequested: false,
  notes: [],
  stage,
});

/** A batch as version 1 wrote it. */
const old = {
  id: 'k3x9m2p4q7rt',
  person: { platform: 'terminal', id: 'ann', locale: 'en' },
  thread: { platform: 'terminal', data: { out: '/tmp/out', command: 'c' } },
  createdAt: 1_760_000_000_000,
  sent: { 'k3x9m2p4q7rt-1/1': ['/tmp/out/shot.png'] },
  mockups: [
    mockup(1, { state: 'delivered', runId: 'r', shots: [shot], timedOut: false, endedAt: 1_760_000_001_000 }),
    mockup(2, { state: 'queued', logoUrl: 'http://127.0.0.1/logo.png', attempt: 0 }),
  ],
};

function writeVersion1(folder: string, value: string): void {
  using database = new DatabaseSync(path.join(folder, 'mockups.sqlite'));
  database.exec(
    'CREATE TABLE keyv (namespace TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER, PRIMARY KEY (namespace, key)) WITHOUT ROWID, STRICT; PRAGMA user_version = 1',
  );
  database.prepare("INSERT INTO keyv (namespace, key, value) VALUES ('batch', ?, ?)").run(old.id, value);
}

test('batches of version 1 are read as they were, each in the place of its person', async () => {
  using folder = temporaryFolder();
  writeVersion1(folder.path, JSON.stringify({ value: old }));
  {
    using store = openStore(folder.path);
    expect(await store.batches.get(old.id)).toEqual({ ...old, place: { id: 'terminal', isShared: false } });
  }
  using again = openStore(folder.path);
  expect(await again.batches.get(old.id)).toMatchObject({ place: { id: 'terminal' }, mockups: old.mockups });
});

test.each(['{"value":', '{"value":{"id":"x"}}', '[]'])(
  'a store of version 1 that holds %s is refused with a sentence and left as it is',
  (value) => {
    using folder = temporaryFolder();
    writeVersion1(folder.path, value);
    expect(() => openStore(folder.path)).toThrow(StoreError);
    expect(() => openStore(folder.path)).toThrow('the store is of version 1 and could not be brought to 2');
    using database = new DatabaseSync(path.join(folder.path, 'mockups.sqlite'));
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    expect(database.prepare('SELECT value FROM keyv').get()).toEqual({ value });
  },
);
