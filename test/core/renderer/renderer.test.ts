import { afterAll, expect, test } from 'vitest';
import { Renderer, type ShotRequest } from '#core/renderer/renderer.ts';
import { drawDisc } from '../../support/pictures.ts';
import { shoot } from './frames.ts';

const renderer = new Renderer({ threads: 1 });
afterAll(async () => await renderer[Symbol.asyncDispose]());

async function request(more: Partial<ShotRequest> = {}): Promise<ShotRequest> {
  return { logo: await drawDisc(200), product: 'mug', color: '#ffffff', size: 512, ...more };
}

/** What a promise was rejected with; it must be. */
async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  const [settled] = await Promise.allSettled([promise]);
  if (settled.status === 'fulfilled') throw new Error('It was not rejected');
  return settled.reason;
}

test('a thread draws the same bytes as the caller would', async () => {
  const wish = await request({ seed: 5 });
  const { png, width, height } = await renderer.render(wish);
  expect([width, height]).toEqual([512, 512]);
  expect(Buffer.from(await shoot(wish.logo, wish)).equals(png)).toBe(true);
});

test('progress rises and ends at 1', async () => {
  const seen: number[] = [];
  await renderer.render(await request(), { onProgress: (done) => seen.push(done) });
  expect(seen.length).toBeGreaterThan(5);
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
  expect(seen[0]).toBeGreaterThan(0);
  expect(seen.at(-1)).toBe(1);
});

test('a signal that is aborted already rejects with its reason, and nothing is drawn', async () => {
  const reason = new Error('never mind');
  const seen: number[] = [];
  const render = renderer.render(await request(), {
    signal: AbortSignal.abort(reason),
    onProgress: (done) => seen.push(done),
  });
  expect(await reasonOf(render)).toBe(reason);
  expect(seen).toEqual([]);
});

test('a logo that is no picture rejects, and the thread goes on', async () => {
  await expect(renderer.render(await request({ logo: Buffer.from('no picture') }))).rejects.toThrow(
    /unsupported image/i,
  );
  expect((await renderer.render(await request())).width).toBe(512);
});

test.for([
  [{ color: 'red' }, /color/],
  [{ color: '#fff' }, /color/],
  [{ color: '#ffffff<script>' }, /color/],
  [{ seed: -1 }, /seed/],
  [{ seed: 1.5 }, /seed/],
  [{ seed: 4_294_967_296 }, /seed/],
  [{ background: 'white' }, /color/],
  [{ scale: 0.2 }, /scale/],
  [{ scale: 2.1 }, /scale/],
  [{ scale: Number.NaN }, /scale/],
  [{ offset: [0, 1.5] }, /offset/],
  [{ offset: [Number.NaN, 0] }, /offset/],
  [{ rotation: 181 }, /rotation/],
  [{ rotation: Number.NaN }, /rotation/],
] as const)('a wish that is not of its form is refused: %j', async ([more, message]) => {
  const error = await reasonOf(renderer.render(await request(more)));
  expect(error).toBeInstanceOf(RangeError);
  expect((error as Error).message).toMatch(message);
});

test.for([0, -1, 1.5, Number.NaN])('a renderer of %d threads cannot be', (threads) => {
  expect(() => new Renderer({ threads })).toThrow(RangeError);
});

test('a renderer that has drawn nothing is closed at once', async () => {
  const idle = new Renderer({ threads: 2 });
  await idle[Symbol.asyncDispose]();
  expect(await reasonOf(idle.render(await request()))).toMatchObject({ name: 'AbortError' });
});
