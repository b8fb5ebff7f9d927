import { expect, test } from 'vitest';
import { checkNumber, chooseInputs, discoverInputs } from '#core/comfydeploy/inputs.ts';
import { Deployment, DeploymentInput } from '#core/comfydeploy/schema.ts';
import { ConfigurationError } from '#core/errors.ts';
import { recorded } from '../../support/recorded.ts';

function input(kind: string, id: string, rest: object = {}) {
  return DeploymentInput.parse({ class_type: `ComfyUIDeployExternal${kind}`, input_id: id, ...rest });
}

function choose(inputs: DeploymentInput[], overrides = {}) {
  return chooseInputs(inputs, { deploymentName: 'red-cap', overrides });
}

/** The sentences an operator reads. */
function problemsOf(inputs: DeploymentInput[], overrides = {}): readonly string[] {
  try {
    choose(inputs, overrides);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

const logo = input('Image', 'input_image');

test('finds logo, prompt, size and the unlisted seed of the recorded deployment', () => {
  const inputs = discoverInputs(Deployment.parse(recorded('comfydeploy/deployment')));
  expect(inputs.map((each) => each.input_id)).toEqual(['input_image', 'input_text', 'input_number', 'input_seed']);
  expect(choose(inputs)).toEqual({
    image: { id: 'input_image', keepsAlpha: false },
    text: { id: 'input_text' },
    number: { id: 'input_number', integer: true, min: 512, max: 1024 },
    seed: { id: 'input_seed', integer: true, min: 1, max: 4_294_967_295 },
  });
});

test('finds nodes that are missing from the list, and bounds only the workflow knows', () => {
  const node = (kind: string, inputs: object) => ({ class_type: `ComfyUIDeployExternal${kind}`, inputs });
  const deployment = Deployment.parse({
    id: 'd',
    input_types: [{ class_type: 'ComfyUIDeployExternalNumberSlider', input_id: 'size' }],
    version: {
      workflow_api: {
        a: node('NumberSlider', { input_id: 'size', min_value: 64, max_value: 128, step: 8 }),
        b: node('Seed', { input_id: 'seed', min_value: 5, max_value: 9 }),
        c: node('Enum', { input_id: 'product', options: '["cap","mug"]' }),
        d: node('Enum', { input_id: 'finish', options: 'broken json' }),
        e: node('Image', { input_id: ['12', 0] }),
        f: node('Text', { input_id: '' }),
        g: { class_type: 'KSampler', inputs: { input_id: 'no' } },
        h: 'not a node',
      },
    },
  });
  expect(discoverInputs(deployment)).toMatchObject([
    { input_id: 'size', min_value: 64, max_value: 128, step: 8 },
    { input_id: 'seed', class_type: 'ComfyUIDeployExternalSeed', min_value: 5, max_value: 9 },
    { input_id: 'product', enum_options: ['cap', 'mug'] },
    { input_id: 'finish', enum_options: [] },
  ]);
});

test('takes the only input of a fitting class, whatever it is called', () => {
  expect(choose([input('ImageAlpha', 'picture'), input('TextAny', 'words'), input('Number', 'side')])).toMatchObject({
    image: { id: 'picture', keepsAlpha: true },
    text: { id: 'words' },
    number: { id: 'side', integer: false },
  });
});

test('prefers the usual id, if its class fits', () => {
  const texts = [input('Text', 'negative'), input('Text', 'input_text')];
  expect(choose([logo, ...texts]).text).toEqual({ id: 'input_text' });
  expect(choose([logo, input('Boolean', 'input_text'), input('Text', 'words')]).text).toEqual({ id: 'words' });
});

test('serves a deployment without prompt and size', () => {
  const chosen = choose([logo, input('Boolean', 'input_bool'), input('Lora', 'input_lora')]);
  expect(chosen).toEqual({ image: { id: 'input_image', keepsAlpha: false } });
});

test('never takes product, color or seed for prompt or size', () => {
  const chosen = choose([
    logo,
    input('Enum', 'product', { enum_options: ['cap', 'mug'] }),
    input('Text', 'colour'),
    input('Text', 'words'),
    input('NumberInt', 'noise_seed'),
    input('NumberInt', 'side'),
  ]);
  expect(chosen).toMatchObject({
    text: { id: 'words' },
    number: { id: 'side' },
    product: { id: 'product', options: ['cap', 'mug'] },
    color: { id: 'colour', options: [] },
    seed: { id: 'noise_seed', min: 0, max: 2_147_483_647 },
  });
});

test('a real Seed node comes before a number called seed, and a word that merely holds it is none', () => {
  expect(choose([logo, input('NumberInt', 'seed'), input('Seed', 'dice')]).seed?.id).toBe('dice');
  expect(choose([logo, input('NumberInt', 'unseeded')])).toMatchObject({ number: { id: 'unseeded' } });
});

test('one id on several nodes is one input that fits only what fits each', () => {
  const bounded = (kind: string, min: number, max: number) => input(kind, 'side', { min_value: min, max_value: max });
  expect(choose([logo, bounded('NumberSlider', 10, 900), bounded('NumberSliderInt', 64, 2000)]).number).toEqual({
    id: 'side',
    integer: true,
    min: 64,
    max: 900,
  });
  expect(choose([logo, input('ImageAlpha', 'input_image')]).image.keepsAlpha).toBe(false);
  expect(choose([logo, input('Text', 'mixed'), input('Boolean', 'mixed')]).text).toBeUndefined();
});

test('lists the choices and names the variable when several inputs fit', () => {
  const inputs = [input('Image', 'front'), input('Image', 'back'), input('Text', 'good'), input('Text', 'bad')];
  expect(problemsOf(inputs)).toEqual([
    'COMFY_INPUT_IMAGE_RED_CAP (or COMFY_INPUT_IMAGE for all deployments) must name the one that takes the logo, because deployment red-cap has several: front, back.',
    'COMFY_INPUT_TEXT_RED_CAP (or COMFY_INPUT_TEXT for all deployments) must name the one that takes the prompt, because deployment red-cap has several: good, bad.',
  ]);
  const chosen = choose(inputs, { image: 'back', text: 'good' });
  expect(chosen).toMatchObject({ image: { id: 'back' }, text: { id: 'good' } });
});

test.each([{ image: 'absent' }, { image: 'words' }])(
  'refuses the override %j and lists the inputs there are',
  (overrides) => {
    expect(problemsOf([logo, input('Text', 'words')], overrides)).toEqual([
      `COMFY_INPUT_IMAGE_RED_CAP (or COMFY_INPUT_IMAGE for all deployments) names "${overrides.image}", but deployment red-cap has no picture input of that name; its inputs are input_image (Image), words (Text).`,
    ]);
  },
);

test('an operator may use a special input for the prompt', () => {
  const chosen = choose([logo, input('Text', 'product')], { text: 'product' });
  expect(chosen).toEqual({ image: { id: 'input_image', keepsAlpha: false }, text: { id: 'product' } });
});

test('refuses a deployment that takes no logo, listing what it takes', () => {
  expect(problemsOf([input('Text', 'words'), input('ImageBatch', 'input_images')])).toEqual([
    'COMFY_DEPLOYMENT_ID_RED_CAP names a deployment that takes no picture, so it cannot show a logo; its inputs are words (Text), input_images (ImageBatch).',
  ]);
  expect(problemsOf([])[0]).toContain('it has no inputs at all');
});

test('numbers outside the bounds are refused, with the bounds', () => {
  const side = { id: 'side', integer: true, min: 512, max: 1024 };
  expect([512, 768, 1024].map((value) => checkNumber(side, value))).toEqual([undefined, undefined, undefined]);
  for (const value of [511, 1025, 768.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(checkNumber(side, value)).toEqual({ min: 512, max: 1024 });
  }
  expect(checkNumber({ ...side, integer: false }, 768.5)).toBeUndefined();
});

test('a NumberInt takes no negative number, because it would silently use its default', () => {
  const chosen = choose([logo, input('NumberInt', 'side', { min_value: -5 })]);
  expect(chosen.number && checkNumber(chosen.number, -1)).toEqual({ min: 0, max: 2_147_483_647 });
});
