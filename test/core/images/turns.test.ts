import { expect, test } from 'vitest';
import { Turns } from '#core/images/turns.ts';

test('runs as many at once as it has turns, the others in the order they came', async () => {
  const turns = new Turns(2);
  const started: number[] = [];
  const gates = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
  const all = gates.map((gate, index) =>
    turns.run(async () => {
      started.push(index);
      await gate.promise;
      return index;
    }),
  );
  expect(started).toEqual([0, 1]);
  gates[1]?.resolve();
  await all[1];
  await expect.poll(() => started).toEqual([0, 1, 2]);
  for (const gate of gates) gate.resolve();
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
});

test('a task that fails gives its turn on', async () => {
  const turns = new Turns(1);
  const failing = turns.run(() => Promise.reject(new Error('no')));
  const next = turns.run(() => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
  expect(await turns.run(() => Promise.resolve('again'))).toBe('again');
});

test('whoever is aborted while waiting leaves the line, and nobody behind loses a turn', async () => {
  const turns = new Turns(1);
  const gate = Promise.withResolvers<void>();
  const first = turns.run(() => gate.promise);
  const abort = new AbortController();
  let ran = false;
  const waiting = turns.run(async () => {
    ran = true;
  }, abort.signal);
  const last = turns.run(() => Promise.resolve('last'));
  abort.abort(new Error('given up'));
  await expect(waiting).rejects.toThrow('given up');
  gate.resolve();
  await first;
  expect(await last).toBe('last');
  expect(ran).toBe(false);
});
