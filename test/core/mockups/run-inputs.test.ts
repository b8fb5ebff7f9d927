import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { say } from '#core/messages/sentence-ref.ts';
import type { Mockup, MockupRequest } from '#core/mockups/batch.ts';
import { markInput, runInputs } from '#core/mockups/run-inputs.ts';
import { type Fault, faults } from '../../support/faults.ts';
import { openMockupBench } from '../../support/mockup-bench.ts';
import { colorDistance, drawDisc, probe } from '../../support/pictures.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

const node = (kind: string, input_id: string, rest: Record<string, unknown> = {}) => ({
  type: 'string',
  class_type: `ComfyUIDeployExternal${kind}`,
  input_id,
  ...rest,
});
const imageInput = node('ImageAlpha', 'input_image');

/** The deployment as if its workflow had these inputs. */
function withInputs(...inputs: readonly Record<string, unknown>[]): Fault {
  return faults.rewrite('inputs', (deployment) => ({
    ...deployment,
    input_types: inputs,
    version: { workflow_api: {} },
  }));
}

test.concurrent('a deployment with all inputs gets logo, prompt, size, seed, product, color and our mark', async () => {
  await using bench = await openMockupBench();
  const { id, first } = await bench.make({
    prompt: 'a mug',
    product: 'mug',
    color: { name: 'Navy', hex: '#1b2a4a' },
    size: 512,
  });
  const [run] = await bench.runs();
  const seed = (await bench.record(id)).first.request.seed;
  expect(run?.workflow_inputs).toEqual({
    input_image: expect.stringMatching(/^http:\/\/127\.0\.0\.1/),
    input_text: 'a mug',
    input_number: 512,
    input_seed: seed,
    product: 'mug',
    color: '#1b2a4a',
    [markInput]: first.id,
  });
});

test.concurrent('product and color go nowhere when they were not asked for', async () => {
  await using bench = await openMockupBench();
  await bench.make({ prompt: 'a navy mug' });
  expect(Object.keys((await bench.runs())[0]?.workflow_inputs ?? {}).toSorted()).toEqual(
    ['input_image', 'input_number', 'input_seed', 'input_text', markInput].toSorted(),
  );
});

test.concurrent('a deployment that takes only a picture gets only that, and the person is told what has no effect', async () => {
  await using bench = await openMockupBench();
  bench.front.always('deployment', withInputs(imageInput));
  const { first } = await bench.make({ product: 'mug', color: { name: 'Navy', hex: '#1b2a4a' } });
  expect(Object.keys((await bench.runs())[0]?.workflow_inputs ?? {})).toEqual(['input_image', markInput]);
  expect(bench.messenger.last(first.id).notes.map((note) => say(note, 'en'))).toEqual([
    'The deployment studio takes no prompt, so the prompt has no effect.',
    'The deployment studio takes no size, so the size has no effect.',
  ]);
  expect(bench.messenger.sent[0]?.notes).toEqual(['note.noPromptInput', 'note.noSizeInput']);
});

test.concurrent('a prompt without a product known here is told where the product decides the picture', async () => {
  await using bench = await openMockupBench();
  const { mockups } = await bench.make({ prompt: 'a teapot' }, { prompt: 'a hoodie' }, { prompt: 'x', product: 'mug' });
  const notes = mockups.map(({ id }) => bench.messenger.last(id).notes.map(({ key }) => key));
  expect(notes).toEqual([['note.unknownProduct'], [], []]);
});

test.concurrent.each([
  [
    { min_value: 768, max_value: 1024 },
    'The deployment studio makes sizes from 768 to 1024, not 512. Please choose another size.',
  ],
  [
    { min_value: 64, max_value: 256 },
    'The deployment studio makes sizes from 64 to 256, not 512. Please choose another size.',
  ],
])('a size outside %j is refused before anything is uploaded or queued', async (bounds, refusal) => {
  await using bench = await openMockupBench();
  bench.front.always('deployment', withInputs(imageInput, node('NumberInt', 'input_number', bounds)));
  const { first } = await bench.make({ size: 512 });
  const { state, reason } = bench.messenger.last(first.id);
  expect(state).toBe('failed');
  expect(reason && say(reason, 'en')).toBe(refusal);
  expect(bench.front.of('upload')).toEqual([]);
  expect(await bench.runs()).toEqual([]);
});

test.concurrent('a deployment that cannot serve fails with a reference that the log explains', async () => {
  await using bench = await openMockupBench();
  bench.front.always('deployment', withInputs(node('Text', 'input_text')));
  const { first } = await bench.make();
  const { reason } = bench.messenger.last(first.id);
  expect(reason?.key).toBe('mockup.misconfigured');
  const line = bench.log.find(({ reference }) => reference === reason?.params['reference']);
  expect(JSON.stringify(line)).toContain('takes no picture');
});

test.concurrent.each([
  ['Image', '#d02030', '#ffffff'],
  ['Image', '#fafafa', '#262626'],
])('where the %s input drops alpha a %s logo is uploaded on a color that suits it', async (kind, ink, background) => {
  await using bench = await openMockupBench();
  bench.messenger.logos.set('logo.png', await drawDisc(64, { color: ink }));
  bench.front.always('deployment', withInputs(node(kind, 'input_image')));
  await bench.make();
  const uploaded = await uploadedLogo((await bench.runs())[0]?.workflow_inputs['input_image']);
  expect((await sharp(uploaded).metadata()).hasAlpha).toBe(false);
  expect(colorDistance(await probe(uploaded, 0.02, 0.02), background)).toBeLessThan(3);
  expect(colorDistance(await probe(uploaded, 0.5, 0.5), ink)).toBeLessThan(3);
});

test.concurrent('where the input keeps alpha the logo is uploaded with it', async () => {
  await using bench = await openMockupBench();
  bench.front.always('deployment', withInputs(imageInput));
  await bench.make();
  const uploaded = await uploadedLogo((await bench.runs())[0]?.workflow_inputs['input_image']);
  expect((await probe(uploaded, 0.02, 0.02))[3]).toBe(0);
  expect((await probe(uploaded, 0.5, 0.5))[3]).toBe(255);
});

const request: MockupRequest = { prompt: 'p', size: 768, deployment: 'd', seed: 4_000_000_000 };
const mockup: Mockup = {
  id: 'batch-1',
  request: { ...request, product: 'mug', color: { name: 'Navy', hex: '#1b2a4a' } },
  logo: { fileName: 'logo.png', data: null },
  backend: 'b',
  cancelRequested: false,
  notes: [],
  stage: { state: 'received' },
};
const image = { id: 'input_image', keepsAlpha: true };
const logoUrl = 'http://127.0.0.1/logo.png';

test.concurrent('an input with options gets nothing that is not among them', () => {
  const some = { image, product: { id: 'product', options: ['cap'] }, color: { id: 'color', options: ['red'] } };
  expect(runInputs(mockup, some, logoUrl)).toEqual({ input_image: logoUrl, [markInput]: 'batch-1' });
  const fitting = { image, product: { id: 'product', options: ['cap', 'mug'] } };
  expect(runInputs(mockup, fitting, logoUrl)).toMatchObject({ product: 'mug' });
});

test.concurrent('a seed always fits its input, because one that does not would become the default and make every shot the same', () => {
  const sent = (seed: number, min: number, max: number) =>
    Number(
      runInputs(
        { ...mockup, request: { ...request, seed } },
        { image, seed: { id: 's', integer: true, min, max } },
        logoUrl,
      )['s'],
    );
  expect(sent(4_000_000_000, 1, 4_294_967_295)).toBe(4_000_000_000);
  for (const seed of [1, 2, 5_000, 2_147_483_648, 4_294_967_294]) {
    expect(sent(seed, 0, 2_147_483_647)).toBeLessThanOrEqual(2_147_483_647);
    expect(sent(seed, 10, 20)).toBeGreaterThanOrEqual(10);
    expect(sent(seed, 10, 20)).toBeLessThanOrEqual(20);
  }
  expect(sent(2_147_483_650, 0, 2_147_483_647)).not.toBe(sent(2_147_483_651, 0, 2_147_483_647));
});

async function uploadedLogo(url: unknown): Promise<Buffer> {
  return Buffer.from(await (await fetch(String(url))).arrayBuffer());
}

test.concurrent('details of a shot reach inputs of their names, as far as these take them', async () => {
  await using bench = await openMockupBench();
  const scene = node('Enum', 'scene', { enum_options: ['studio', 'desk'] });
  const view = node('Enum', 'input_view', { enum_options: ['front'] });
  bench.front.always('deployment', withInputs(imageInput, scene, view, node('Text', 'scale')));
  await bench.make({ details: { scene: 'desk', view: 'three-quarter', scale: '150', rotation: '5' } });
  const [run] = await bench.runs();
  expect(run?.workflow_inputs).toMatchObject({ scene: 'desk', scale: '150' });
  expect(Object.keys(run?.workflow_inputs ?? {})).not.toContain('input_view');
  expect(Object.keys(run?.workflow_inputs ?? {})).not.toContain('rotation');
});

test.concurrent('the person is told which details the deployment does not take, and the prompt still says them', async () => {
  await using bench = await openMockupBench();
  const [text, number] = [node('Text', 'input_text'), node('NumberInt', 'input_number')];
  const view = node('Enum', 'view', { enum_options: ['front'] });
  bench.front.always('deployment', withInputs(imageInput, text, number, view));
  const prompt = 'Black cap on a wooden desk';
  const { first } = await bench.make({ prompt, details: { scene: 'desk', view: 'three-quarter' } });
  expect((await bench.runs())[0]?.workflow_inputs).toMatchObject({ input_text: prompt });
  const { notes } = bench.messenger.last(first.id);
  expect(notes.map((note) => say(note, 'en'))).toEqual([
    'The deployment studio does not take view, scene, so only the prompt can ask for it.',
  ]);
  await bench.make({ prompt, details: { view: 'front' } });
  expect(bench.messenger.sent.at(-1)?.notes).toEqual([]);
});

test.concurrent.each([
  [{ product: 'hoodie', details: { placement: 'back' } }, 'placement back'],
  [{ product: 'mug', details: { placement: 'left-chest' } }, 'placement left-chest'],
  [{ prompt: 'a mug', details: { technique: 'engraving', placement: 'back' } }, 'technique engraving, placement back'],
  [{ product: 'hoodie', details: { view: 'three-quarter', placement: 'left-chest' } }, undefined],
  [{ product: 'mug', details: { placement: 'front' } }, undefined],
] as const)('the person is told what a product does not have: %j', async (wish, choices) => {
  await using bench = await openMockupBench();
  const all = ['product', 'view', 'technique', 'placement'].map((name) => node('Text', name));
  const number = node('NumberInt', 'input_number');
  bench.front.always('deployment', withInputs(imageInput, node('Text', 'input_text'), number, ...all));
  const { first } = await bench.make(wish);
  expect(bench.messenger.last(first.id).notes.map((note) => say(note, 'en'))).toEqual(
    choices === undefined ? [] : [`This product is not available with “${choices}” here, so it is shown as usual.`],
  );
});
