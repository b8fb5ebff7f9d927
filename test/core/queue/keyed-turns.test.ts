import { expect, test } from 'vitest';
import { KeyedTurns } from '#core/queue/keyed-turns.ts';

test('work about one thing happens in the order asked, one after another', async () => {
  const turns = new KeyedTurns();
  const log: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = turns.take('cap', async () => {
    log.push('first begins');
    await gate.promise;
    log.push('first ends');
  });
  const second = turns.take('cap', async () => void log.push('second'));
  const third = turns.take('cap', async () => void log.push('third'));
  gate.resolve();
  await Promise.all([third, second, first]);
  expect(log).toEqual(['first begins', 'first ends', 'second', 'third']);
});

test('work about another thing does not wait for it', async () => {
  const turns = new KeyedTurns();
  const gate = Promise.withResolvers<void>();
  const held = turns.take('cap', () => gate.promise);
  expect(await turns.take('mug', async () => 'done')).toBe('done');
  gate.resolve();
  await held;
});

test('what fails is told to who asked for it, and holds nothing up', async () => {
  const turns = new KeyedTurns();
  const failing = turns.take('cap', () => Promise.reject(new Error('broken')));
  const next = turns.take('cap', async () => 'done');
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
});

test('work asked for when all before is over is done at once', async () => {
  const turns = new KeyedTurns();
  await turns.take('cap', async () => {});
  let isDone = false;
  const work = turns.take('cap', async () => {
    isDone = true;
  });
  await work;
  expect(isDone).toBe(true);
});
