import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readCapped, TooLargeError } from '#core/images/read-capped.ts';

test('gives everything up to the cap as one buffer', async () => {
  const source = Readable.from([Buffer.from('abc'), new Uint8Array([100]), Buffer.from('e')]);
  expect((await readCapped(source, 5)).toString()).toBe('abcde');
});

test('stops reading and closes the source as soon as the cap is passed', async () => {
  let given = 0;
  let isClosed = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        given += 1;
        yield Buffer.alloc(100);
      }
    } finally {
      isClosed = true;
    }
  }
  await expect(readCapped(endless(), 250)).rejects.toBeInstanceOf(TooLargeError);
  expect(given).toBe(3);
  expect(isClosed).toBe(true);
});

test('lets an error of the source through', async () => {
  const source = Readable.from(
    (async function* () {
      yield Buffer.from('a');
      throw new Error('connection lost');
    })(),
  );
  await expect(readCapped(source, 10)).rejects.toThrow('connection lost');
});
