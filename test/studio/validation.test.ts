import { expect, test } from 'vitest';
import { studioDeploymentId } from '#studio/deployment.ts';
import { bodyOf, type Call, openStudio } from './support/studio-fixture.ts';

const id = studioDeploymentId;

test('refuses a null or an object among the inputs once per kind it could have been', async () => {
  await using studio = await openStudio();
  for (const value of [null, { nested: true }]) {
    const answer = await studio.postJson('/run/deployment/queue', { deployment_id: id, inputs: { input_text: value } });
    const { detail } = await bodyOf(answer);
    expect(answer.status).toBe(422);
    const kinds = [
      ['str', 'string_type', 'Input should be a valid string'],
      ['int', 'int_type', 'Input should be a valid integer'],
      ['float', 'float_type', 'Input should be a valid number'],
      ['bool', 'bool_type', 'Input should be a valid boolean'],
      ['list[any]', 'list_type', 'Input should be a valid list'],
    ];
    expect(detail).toEqual(
      kinds.map(([arm, type, msg]) => ({ type, loc: ['body', 'inputs', 'input_text', arm], msg, input: value })),
    );
  }
});

test.each([
  [
    'a missing field',
    { inputs: {} },
    { type: 'missing', loc: ['body', 'deployment_id'], msg: 'Field required', input: { inputs: {} } },
  ],
  [
    'a camelCase key',
    { deploymentId: id },
    { type: 'missing', loc: ['body', 'deployment_id'], input: { deploymentId: id } },
  ],
  ['null inputs', { deployment_id: id, inputs: null }, { type: 'dict_type', loc: ['body', 'inputs'], input: null }],
  ['no UUID', { deployment_id: 'nope' }, { type: 'uuid_parsing', loc: ['body', 'deployment_id'], input: 'nope' }],
  ['a short UUID', { deployment_id: 'abc' }, { type: 'uuid_parsing', loc: ['body', 'deployment_id'], input: 'abc' }],
  ['an unknown gpu', { deployment_id: id, gpu: 'RTX' }, { type: 'enum', loc: ['body', 'gpu'], input: 'RTX' }],
  [
    'a number as webhook',
    { deployment_id: id, webhook: 5 },
    { type: 'string_type', loc: ['body', 'webhook'], input: 5 },
  ],
  ['a list as body', [1], { type: 'model_attributes_type', loc: ['body'], input: [1] }],
])('refuses %s with one entry', async (_name, body, entry) => {
  await using studio = await openStudio();
  const answer = await studio.postJson('/run/deployment/queue', body);
  expect([answer.status, await answer.json()]).toEqual([422, { detail: [expect.objectContaining(entry)] }]);
});

test('refuses JSON that is sent as text, broken JSON, and no body at all', async () => {
  await using studio = await openStudio();
  const post = async (body: string | null, type: string) => {
    const answer = await studio.call('/run/deployment/queue', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    return [answer.status, (await bodyOf(answer)).detail[0]];
  };
  const text = JSON.stringify({ deployment_id: id });
  expect(await post(text, 'text/plain')).toEqual([
    422,
    expect.objectContaining({ type: 'model_attributes_type', loc: ['body'], input: text }),
  ]);
  expect(await post('{"deployment_id" 1}', 'application/json')).toEqual([
    422,
    expect.objectContaining({ type: 'json_invalid', loc: ['body', 17], msg: 'JSON decode error' }),
  ]);
  expect(await post(null, 'application/json')).toEqual([
    422,
    expect.objectContaining({ type: 'missing', loc: ['body'] }),
  ]);
});

test.each([
  ['lists', '[', ']'],
  ['objects', '{"a":', '}'],
])('refuses inputs of %s in one another to any depth, and goes on serving', async (_, open, close) => {
  await using studio = await openStudio();
  const depth = 200_000;
  const nested = `${open.repeat(depth)}1${close.repeat(depth)}`;
  const headers = { 'content-type': 'application/json' };
  for (const inputs of [`{"input_text":${nested}}`, nested]) {
    for (const path of ['/run/deployment/queue', '/run']) {
      const body = `{"deployment_id":"${id}","inputs":${inputs}}`;
      const answer = await studio.call(path, { method: 'POST', body, headers });
      expect([answer.status, await answer.json()]).toEqual([
        422,
        {
          detail: [
            {
              type: 'json_invalid',
              loc: ['body', expect.any(Number)],
              msg: 'JSON decode error',
              input: {},
              ctx: { error: 'recursion limit exceeded' },
            },
          ],
        },
      ]);
    }
  }
  expect((await studio.run(await studio.queue({ input_text: 'still here' }))).workflow_inputs).toEqual({
    input_text: 'still here',
  });
});

test('takes inputs that only look deep, and those that are a little', async () => {
  await using studio = await openStudio();
  const deep: unknown = JSON.parse(`${'['.repeat(150)}${']'.repeat(150)}`);
  const text = `${'['.repeat(1000)}\\"${'{"a":'.repeat(1000)}\\`;
  const inputs = { input_text: text, [text]: [[], {}, text], deep: [deep, deep] };
  expect((await studio.run(await studio.queue(inputs))).workflow_inputs).toEqual(inputs);
});

test('refuses a path or a query that makes no sense', async () => {
  await using studio = await openStudio();
  const detail = async (path: string) => {
    const answer = await studio.call(path);
    return [answer.status, (await bodyOf(answer)).detail];
  };
  expect(await detail('/run/nope')).toEqual([
    422,
    [expect.objectContaining({ type: 'uuid_parsing', loc: ['path', 'run_id'], input: 'nope' })],
  ]);
  expect(await detail('/run')).toEqual([
    422,
    [{ type: 'missing', loc: ['query', 'run_id'], msg: 'Field required', input: null }],
  ]);
  expect(await detail(`/run/${id}?queue_position=maybe`)).toEqual([
    422,
    [expect.objectContaining({ type: 'bool_parsing', loc: ['query', 'queue_position'], input: 'maybe' })],
  ]);
});

test('keeps the types of inputs and the keys nobody knows', async () => {
  await using studio = await openStudio();
  const inputs = {
    input_number: 768,
    text: '768',
    flag: true,
    ratio: 0.5,
    list: [1, null, { a: 1 }],
    mockup_mark: 'x',
  };
  const run = await studio.queue(inputs, { flags: ['runpod_v2'], unknown: null, gpu: 'L40S' });
  expect((await studio.run(run)).workflow_inputs).toEqual(inputs);
});

test('says not found, wrong method and too large the way the service does', async () => {
  await using studio = await openStudio();
  const outcome = async (path: string, init?: Call) => {
    const answer = await studio.call(path, init);
    return [answer.status, await answer.json()];
  };
  expect(await outcome('/nope')).toEqual([404, { detail: 'Not Found' }]);
  expect(await outcome('/run/deployment/queue')).toEqual([405, { detail: 'Method Not Allowed' }]);
  expect(await outcome(`/run/${id}`)).toEqual([404, { detail: 'Run not found' }]);
  const unknown = await studio.postJson('/run/deployment/queue', {
    deployment_id: '00000000-0000-4000-8000-000000000000',
  });
  expect([unknown.status, await unknown.json()]).toEqual([404, { detail: 'Deployment not found' }]);
  expect(await outcome('/deployment/unknown')).toEqual([500, { detail: 'Internal server error' }]);
  const body = JSON.stringify({ deployment_id: id, inputs: { a: 'x'.repeat(33 * 1024 * 1024) } });
  const large = await outcome('/run/deployment/queue', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  expect(large).toEqual([413, { detail: 'Request body too large' }]);
});

test('describes its routes without a token', async () => {
  await using studio = await openStudio();
  const [atRoot, underApi] = await Promise.all(
    [`${studio.origin}/openapi.json`, `${studio.url}/doc`].map(async (url) => bodyOf(await fetch(url))),
  );
  expect(underApi).toEqual(atRoot);
  expect(Object.keys(atRoot.paths)).toEqual(
    expect.arrayContaining([
      '/api/run/deployment/queue',
      '/api/run/{run_id}',
      '/api/run/{run_id}/cancel',
      '/api/file/upload',
    ]),
  );
  expect(
    atRoot.paths['/api/run/deployment/queue'].post.requestBody.content['application/json'].schema.required,
  ).toEqual(['deployment_id']);
});
