import { expect, test, vi } from 'vitest';
import { Renderer } from '#core/renderer/renderer.ts';
import type { Shot, ShotRequest } from '#core/renderer/shot.ts';
import { drawShot } from '../../support/bench-machine.ts';
import { openMockupBench, soon } from '../../support/mockup-bench.ts';
import { probe } from '../../support/pictures.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

/** A renderer in the test's hands; `Renderer` itself is a class with private parts, of which only this much is used. */
function scriptedRenderer(render: (request: ShotRequest) => Promise<Shot>) {
  const requests: ShotRequest[] = [];
  const renderer = {
    render: async (request: ShotRequest) => {
      requests.push(request);
      return await render(request);
    },
  } as unknown as Renderer;
  return { renderer, requests };
}

async function picture(): Promise<Shot> {
  return { png: new Uint8Array(await drawShot(7)), width: 24, height: 24, notes: [] };
}

test.concurrent('the proof is there while the shots are made, says what it is, and shows the logo on the product', async () => {
  await using renderer = new Renderer({ threads: 1 });
  await using bench = await openMockupBench({ proofRenderer: renderer });
  const release = bench.machine.hold();
  const { id, first } = await bench.ask({ prompt: 'a white mug', size: 512 });
  await soon(() => bench.messenger.last(first.id).proof?.width).toBe(512);
  const { proof, state } = bench.messenger.last(first.id);
  expect(state).toBe('running');
  expect(proof).toMatchObject({ mime: 'image/png', fileName: expect.stringMatching(/^proof-.*mug.*\.png$/) });
  expect(proof?.altText).toBe('Proof drawn from a template, with the logo logo.png: a white mug');
  const bytes = (await proof?.read()) ?? Buffer.alloc(0);
  expect(bytes).toHaveLength(proof?.bytes ?? 0);
  const red = await Promise.all(
    Array.from({ length: 11 }, async (_, step) => {
      const [r, g, b] = await probe(bytes, step / 10, 0.5);
      return r - Math.max(g, b);
    }),
  );
  expect(Math.max(...red)).toBeGreaterThan(60);
  release();
  await bench.service.finished(id);
  expect(bench.messenger.sent).toHaveLength(1);
});

test.concurrent('product and color come from the request first, then from the prompt', async () => {
  const { renderer, requests } = scriptedRenderer(picture);
  await using bench = await openMockupBench({ proofRenderer: renderer });
  await bench.make({ prompt: 'a red hoodie' });
  await bench.make({ prompt: 'a red hoodie', product: 'mug', color: { name: 'Navy', hex: '#1b2a4a' } });
  await bench.make({ prompt: 'a mug' });
  expect(requests.map(({ product }) => product)).toEqual(['hoodie', 'mug', 'mug']);
  expect(requests.map(({ color }) => color).slice(1)).toEqual(['#1b2a4a', '#000000']);
});

test.concurrent('without a product there is no proof', async () => {
  const { renderer, requests } = scriptedRenderer(picture);
  await using bench = await openMockupBench({ proofRenderer: renderer });
  const { first } = await bench.make({ prompt: 'a teapot on a table' });
  expect(requests).toEqual([]);
  expect(bench.messenger.last(first.id)).not.toHaveProperty('proof');
});

test.concurrent('a proof that comes after the shots is dropped', async () => {
  const gate = Promise.withResolvers<Shot>();
  const { renderer } = scriptedRenderer(() => gate.promise);
  await using bench = await openMockupBench({ proofRenderer: renderer });
  const { id, first } = await bench.make();
  gate.resolve(await picture());
  for (let trip = 0; trip < 10; trip++) await bench.runs();
  expect((await bench.record(id)).first).not.toHaveProperty('proof');
  expect(bench.messenger.seen(first.id).filter(({ proof }) => proof)).toEqual([]);
  expect(bench.service.view(id)).toBeUndefined();
});

test.concurrent('a proof that cannot be drawn hurts nothing', async () => {
  const { renderer } = scriptedRenderer(() => Promise.reject(new Error('no template')));
  await using bench = await openMockupBench({ proofRenderer: renderer });
  await bench.make();
  expect(bench.messenger.sent).toHaveLength(1);
  expect(bench.log.some(({ msg }) => msg === 'proof not drawn')).toBe(true);
});
