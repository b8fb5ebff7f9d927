import { afterAll, expect, test } from 'vitest';
import { Renderer, type ShotRequest } from '#core/renderer/renderer.ts';
import { drawDisc } from '../../support/pictures.ts';
import { shoot } from './frames.ts';

const renderer = new Renderer({ threads: 1 });
afterAll(async () => await renderer[Symbol.asyncDispose]());

async function request(): Promise<ShotRequest> {
  return { logo: await drawDisc(200), product: 'mug', color: '#ffffff', size: 512 };
}

/** What a promise was rejected with; it must be. */
async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  const [settled] = await Promise.allSettled([promise]);
  if (settled.status === 'fulfilled') throw new Error('It was not rejected');
  return settled.reason;
}

test('an abort in the midst of it rejects with the reason, and the next shot is whole', async () => {
  const wish = await request();
  const cancel = new AbortController();
  const reason = new Error('changed my mind');
  const seen: number[] = [];
  const render = renderer.render(wish, {
    signal: cancel.signal,
    onProgress: (done) => {
      seen.push(done);
      cancel.abort(reason);
    },
  });
  expect(await reasonOf(render)).toBe(reason);
  expect(seen).toHaveLength(1);
  const { png } = await renderer.render(wish);
  expect(Buffer.from(await shoot(wish.logo, wish)).equals(png)).toBe(true);
});

test('an abort while waiting rejects at once; the one before it is drawn', async () => {
  const wish = await request();
  const cancel = new AbortController();
  const reason = new Error('too slow');
  const order: string[] = [];
  const first = renderer.render({ ...wish, size: 1024 }).then((shot) => {
    order.push('first');
    return shot;
  });
  const second = reasonOf(renderer.render(wish, { signal: cancel.signal })).then((error) => {
    order.push('second');
    return error;
  });
  cancel.abort(reason);
  expect(await second).toBe(reason);
  expect((await first).width).toBe(1024);
  expect(order).toEqual(['second', 'first']);
});

test('closing rejects what is drawn and what waits, and whatever is asked afterwards', async () => {
  const closing = new Renderer({ threads: 1 });
  const wish = await request();
  const begun = Promise.withResolvers<void>();
  const drawn = closing.render({ ...wish, size: 1024 }, { onProgress: () => begun.resolve() });
  const reasons = Promise.all([drawn, closing.render(wish), closing.render(wish)].map(reasonOf));
  await begun.promise;
  await closing[Symbol.asyncDispose]();
  for (const reason of await reasons) expect(reason).toMatchObject({ name: 'AbortError' });
  expect(await reasonOf(closing.render(wish))).toMatchObject({ name: 'AbortError' });
});
