import type { Keyv, KeyvStorageAdapter } from 'keyv';
import { expect, test } from 'vitest';

/** What a test of one adapter provides: a Keyv on it, and one more on the same data under another namespace. */
export interface KeyvSubject extends Disposable {
  readonly keyv: Keyv;
  readonly other: Keyv;
  readonly adapter: Pick<KeyvStorageAdapter, 'get' | 'set' | 'has' | 'hasMany' | 'deleteMany'>;
}

/** What the store relies on in a Keyv storage adapter. Run for every implementation. */
export function keyvContract(open: () => KeyvSubject): void {
  test('gives back what was set, and undefined for what was not', async () => {
    using subject = open();
    await subject.keyv.set('a', { nested: ['ü', 1, null, { deep: true }] });
    expect(await subject.keyv.get('a')).toEqual({ nested: ['ü', 1, null, { deep: true }] });
    expect(await subject.keyv.get('b')).toBeUndefined();
  });

  test('keeps falsy values apart from missing ones', async () => {
    using subject = open();
    for (const [key, value] of Object.entries({ zero: 0, empty: '', no: false, nothing: null })) {
      await subject.keyv.set(key, value);
      expect(await subject.keyv.get(key)).toBe(value);
      expect(await subject.keyv.has(key)).toBe(true);
    }
  });

  test('replaces', async () => {
    using subject = open();
    await subject.keyv.set('a', 1);
    await subject.keyv.set('a', 2);
    expect(await subject.keyv.get('a')).toBe(2);
  });

  test('deletes, and says whether there was something', async () => {
    using subject = open();
    await subject.keyv.set('a', 1);
    expect(await subject.keyv.delete('a')).toBe(true);
    expect(await subject.keyv.delete('a')).toBe(false);
    expect(await subject.keyv.get('a')).toBeUndefined();
  });

  test('keys are data: quotes, wildcards, separators and emoji', async () => {
    using subject = open();
    const keys = ["'; DROP TABLE keyv; --", '%', '_', 'a:b::c', '🧢', ' ', 'x'.repeat(5000)];
    for (const [index, key] of keys.entries()) await subject.keyv.set(key, index);
    for (const [index, key] of keys.entries()) expect(await subject.keyv.get(key)).toBe(index);
  });

  test('namespaces do not see each other', async () => {
    using subject = open();
    await subject.keyv.set('a', 'mine');
    await subject.other.set('a', 'theirs');
    await subject.other.clear();
    expect(await subject.keyv.get('a')).toBe('mine');
    expect(await subject.other.get('a')).toBeUndefined();
  });

  test('many at once', async () => {
    using subject = open();
    await subject.keyv.setMany([
      { key: 'a', value: 1 },
      { key: 'b', value: 2 },
    ]);
    expect(await subject.keyv.get(['a', 'x', 'b'])).toEqual([1, undefined, 2]);
    expect(await subject.adapter.hasMany(['a', 'x'])).toEqual([true, false]);
    expect(await subject.adapter.deleteMany(['a', 'x'])).toEqual([true, false]);
    expect(await subject.keyv.has('a')).toBe(false);
  });

  test('an entry is gone at its time, not before', async () => {
    using subject = open();
    await subject.keyv.set('late', 1, 60_000);
    await subject.adapter.set('past', JSON.stringify({ value: 1 }), Date.now() - 1);
    expect(await subject.keyv.get('late')).toBe(1);
    expect(await subject.adapter.get('past')).toBeUndefined();
    expect(await subject.adapter.has('past')).toBe(false);
  });

  test('iterates over everything of the namespace once, however much there is', async () => {
    using subject = open();
    const keys = Array.from({ length: 1000 }, (_, index) => `key ${String(index).padStart(4, '0')}`);
    await subject.keyv.setMany(keys.map((key) => ({ key, value: key })));
    await subject.other.set('foreign', 1);
    const seen: unknown[] = [];
    for await (const [key, value] of subject.keyv.iterator()) {
      expect(value).toBe(key);
      seen.push(key);
    }
    expect(seen).toEqual(keys);
  });
}
