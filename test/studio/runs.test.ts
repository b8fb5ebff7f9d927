import { expect, test } from 'vitest';
import { productNames } from '#core/catalog/catalog.ts';
import { studioDeploymentId, studioWorkflowId } from '#studio/deployment.ts';
import { MachineError } from '#studio/machines/machine.ts';
import { bodyOf, openStudio } from './support/studio-fixture.ts';

const picture = { fileName: 'shot.png', bytes: Buffer.from('picture'), nodeId: '8', outputId: 'output_images' };

test('carries a run from the queue to its output', async () => {
  await using studio = await openStudio();
  const id = await studio.queue({ input_text: 'a cap' });
  const { run, context, finish } = await studio.machine.at(0);
  expect(run).toMatchObject({ id, inputs: { input_text: 'a cap' } });
  expect(await studio.run(id)).toMatchObject({
    status: 'running',
    progress: 0,
    outputs: [],
    ended_at: null,
    duration: null,
  });
  context.onProgress(0.424, 'Executing TemplateProductShot');
  expect(await studio.run(id)).toMatchObject({ progress: 0.42, live_status: 'Executing TemplateProductShot' });
  context.onProgress(0.2, 'Executing TemplateProductShot');
  expect((await studio.run(id)).progress).toBe(0.42);
  await context.onPicture(picture);
  finish();
  const done = await studio.settled(id);
  const times = [done.created_at, done.queued_at, done.started_at, done.ended_at].map((at) => Date.parse(at ?? ''));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(done).toMatchObject({
    status: 'success',
    progress: 0.42,
    live_status: 'Executing TemplateProductShot',
    duration: ((times[3] ?? 0) - (times[0] ?? 0)) / 1000,
    run_duration: ((times[3] ?? 0) - (times[2] ?? 0)) / 1000,
    origin: 'api',
    modal_function_call_id: expect.stringMatching(/^fc-./),
    workflow_id: studioWorkflowId,
    queue_position: null,
    outputs: [{ run_id: id, output_id: 'output_images', node_meta: { node_id: '8' }, type: null, node_id: null }],
  });
  expect(done).not.toHaveProperty('workflow_api');
  const [item] = done.outputs[0]?.data['images'] ?? [];
  expect(item).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/outputs\/[\w-]{24}\/shot\.png$/),
    type: 'output',
    filename: 'shot.png',
    is_public: true,
    subfolder: '',
    upload_duration: expect.any(Number),
  });
  const file = await fetch((item as { url: string }).url);
  expect([file.status, await file.text()]).toEqual([200, 'picture']);
});

test('has as many runs under way as it has slots, first come first served, and knows who waits where', async () => {
  await using studio = await openStudio({ slots: 2 });
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.push(await studio.queue({ i }));
  await studio.machine.at(1);
  const state = async () =>
    Promise.all(
      ids.map(async (id) => {
        const run = await studio.run(id);
        return [run.status, run.queue_position];
      }),
    );
  expect(await state()).toEqual([
    ['running', null],
    ['running', null],
    ['not-started', 0],
    ['not-started', 1],
    ['not-started', 2],
  ]);
  expect((await studio.json(`/run/${ids[3]}`)).queue_position).toBeNull();
  (await studio.machine.at(1)).finish();
  await studio.machine.at(2);
  expect(studio.machine.started.map(({ run }) => run.id)).toEqual(ids.slice(0, 3));
  expect((await state()).slice(3)).toEqual([
    ['not-started', 0],
    ['not-started', 1],
  ]);
});

test('cancels a run that waits and never gives it to the machine', async () => {
  await using studio = await openStudio();
  await studio.queue();
  const first = await studio.machine.at(0);
  const waiting = await studio.queue();
  const last = await studio.queue();
  const answer = await studio.call(`/run/${waiting}/cancel`, { method: 'POST' });
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'success', message: 'Function cancelled' }]);
  expect(await studio.run(waiting)).toMatchObject({
    status: 'cancelled',
    ended_at: expect.any(String),
    started_at: null,
  });
  expect((await studio.run(last)).queue_position).toBe(0);
  first.finish();
  expect((await studio.machine.at(1)).run.id).toBe(last);
});

test('cancels a run that is being rendered, stops the machine and frees the slot', async () => {
  await using studio = await openStudio();
  const id = await studio.queue();
  const next = await studio.queue();
  const { context } = await studio.machine.at(0);
  expect((await studio.call(`/run/${id}/cancel`, { method: 'POST' })).status).toBe(200);
  expect(context.signal.aborted).toBe(true);
  await expect(context.onPicture(picture)).rejects.toThrow();
  context.onProgress(0.9, 'Executing late');
  expect(await studio.run(id)).toMatchObject({
    status: 'cancelled',
    outputs: [],
    progress: 0,
    ended_at: expect.any(String),
  });
  expect((await studio.machine.at(1)).run.id).toBe(next);
});

test('leaves an ended run as it is when it is cancelled, and knows no others', async () => {
  await using studio = await openStudio();
  const id = await studio.queue();
  (await studio.machine.at(0)).finish();
  await studio.settled(id);
  const cancel = async (run: string) => {
    const answer = await studio.call(`/run/${run}/cancel`, { method: 'POST' });
    return [answer.status, await answer.json()];
  };
  expect(await cancel(id)).toEqual([200, { status: 'success', message: 'Function cancelled' }]);
  expect((await studio.run(id)).status).toBe('success');
  const unknown = 'Error cancel function 404: Run not found or has no modal function call ID';
  expect(await cancel(studioDeploymentId)).toEqual([500, { detail: unknown }]);
  expect(await cancel('nope')).toEqual([500, { detail: expect.stringMatching(/^Error cancel function /) }]);
});

test('ends a run that takes too long as timeout and keeps what it had made', async () => {
  await using studio = await openStudio({ runTimeoutMs: 300 });
  const id = await studio.queue();
  const { context } = await studio.machine.at(0);
  await context.onPicture(picture);
  const run = await studio.settled(id);
  expect(run).toMatchObject({ status: 'timeout', outputs: [{ output_id: 'output_images' }] });
  expect(context.signal.aborted).toBe(true);
  expect((await studio.json(`/deployment/${studioDeploymentId}`)).run_timeout).toBe(1);
});

test('tells why a run failed in its log and its raw outputs, never in the run itself', async () => {
  await using studio = await openStudio();
  const id = await studio.queue({ input_text: 'x' });
  const { context, fail } = await studio.machine.at(0);
  context.onLog('looked at the logo');
  fail(new MachineError('The logo is not a picture.'));
  const run = await studio.settled(id);
  expect(run).toMatchObject({ status: 'failed', outputs: [] });
  expect(JSON.stringify(run)).not.toContain('not a picture');
  const logs = await studio.json(`/v2/clickhouse-run-logs/${id}`);
  expect(logs.map((line: { log: string; log_type: string }) => [line.log_type, line.log])).toEqual([
    ['info', 'looked at the logo'],
    ['error', 'The logo is not a picture.'],
  ]);
  const [listed] = await studio.json(`/workflow/${studioWorkflowId}/runs`);
  expect(listed).toMatchObject({
    id,
    workflow_inputs: { input_text: 'x' },
    outputs: [{ data: { error: { message: 'The logo is not a picture.' } } }],
  });
});

test('keeps the reason of a fault of its own to itself', async () => {
  await using studio = await openStudio();
  const id = await studio.queue();
  (await studio.machine.at(0)).fail(new Error('secret detail'));
  expect((await studio.settled(id)).status).toBe('failed');
  const logs = await studio.json(`/v2/clickhouse-run-logs/${id}`);
  expect(logs.map((line: { log: string }) => line.log)).toEqual([
    expect.stringMatching(/failed to render .*reference/),
  ]);
  expect(JSON.stringify(logs)).not.toContain('secret detail');
});

test('lists runs newest first, with and without inputs and outputs, in pages', async () => {
  await using studio = await openStudio();
  const ids = [await studio.queue({ n: 1 }), await studio.queue({ n: 2 }), await studio.queue({ n: 3 })];
  const list = async (query: string) => studio.json(`/workflow/${studioWorkflowId}/runs?${query}`);
  const all = await list('');
  expect(all.map((run: { id: string }) => run.id)).toEqual(ids.toReversed());
  expect(all[0]).toMatchObject({ workflow_inputs: { n: 3 }, outputs: [] });
  const [bare, ...rest] = await list('limit=1&offset=1&with_outputs=false&with_inputs=false');
  expect(rest).toEqual([]);
  expect(bare.id).toBe(ids[1]);
  expect(Object.keys(bare)).not.toEqual(expect.arrayContaining(['workflow_inputs']));
  expect(Object.keys(bare)).not.toEqual(expect.arrayContaining(['outputs']));
  const unknown = await studio.call(`/workflow/${studioDeploymentId}/runs`);
  expect([unknown.status, await unknown.json()]).toEqual([404, { detail: 'Workflow not found' }]);
});

test('takes what a machine reports over the network', async () => {
  await using studio = await openStudio();
  const id = await studio.queue();
  const next = await studio.queue();
  const { context, run } = await studio.machine.at(0);
  const headers = { authorization: `Bearer ${run.callbacks.token}` };
  const asked = await fetch(
    `${run.callbacks.fileUploadUrl}?file_name=a%2F..%2FComfyUI_00001_.webp&run_id=${id}&type=image/webp&version=v2`,
    { headers },
  );
  const target = await bodyOf(asked);
  expect(target).toEqual({
    url: expect.any(String),
    download_url: expect.stringMatching(/\/outputs\/[\w-]{24}\/ComfyUI_00001_\.webp$/),
    include_acl: false,
    is_public: true,
  });
  const put = await fetch(target.url, { method: 'PUT', body: 'webp bytes', headers: { 'content-type': 'image/webp' } });
  expect(put.status).toBe(200);
  const report = async (body: Record<string, unknown>) =>
    (await studio.postJson('/update-run', { run_id: id, ...body })).status;
  const item = {
    url: target.download_url,
    type: 'output',
    filename: 'ComfyUI_00001_.webp',
    output_id: 'mine',
    format: 'webp',
  };
  expect(await report({ ws_event: { event: 'x' }, status: 'failed' })).toBe(200);
  expect(await report({ output_data: { images: [item] }, node_meta: { node_id: '9' } })).toBe(200);
  expect(await report({ output_data: [{ node: '9', seconds: 1 }] })).toBe(200);
  expect(await report({ output_data: { text: 'a bare string' } })).toBe(200);
  expect(await report({ logs: [{ logs: 'loading', timestamp: 1 }] })).toBe(200);
  expect((await studio.run(id)).status).toBe('running');
  expect(await report({ status: 'success' })).toBe(200);
  const done = await studio.run(id);
  expect(done.status).toBe('success');
  expect(done.outputs).toHaveLength(1);
  expect(done.outputs[0]).toMatchObject({ output_id: 'mine', node_meta: { node_id: '9' } });
  expect(done.outputs[0]?.data['images']?.[0]).toEqual({
    url: target.download_url,
    type: 'output',
    filename: 'ComfyUI_00001_.webp',
  });
  expect(await (await fetch(target.download_url)).text()).toBe('webp bytes');
  expect((await studio.json(`/workflow/${studioWorkflowId}/runs`))[1].outputs).toHaveLength(3);
  expect(context.signal.aborted).toBe(true);
  expect((await studio.machine.at(1)).run.id).toBe(next);
  expect(await report({ status: 'failed' })).toBe(200);
  expect((await studio.run(id)).status).toBe('success');
  const unknown = await studio.postJson('/update-run', { run_id: 'nobody', status: 'failed' });
  expect([unknown.status, await unknown.json()]).toEqual([404, { detail: 'WorkflowRun not found' }]);
  expect(await report({ status: 'exploded' })).toBe(422);
});

test('has one deployment, listed among the ordinary ones, with every input discoverable', async () => {
  await using studio = await openStudio();
  const [listed, ...others] = await studio.json('/deployments');
  expect(others).toEqual([]);
  expect(listed).toEqual(await studio.json(`/deployment/${studioDeploymentId}`));
  expect(await studio.json('/deployments?is_fluid=true')).toEqual([]);
  expect(await studio.json('/deployments?environment=staging')).toEqual([]);
  const kinds = listed.input_types.map((input: { input_id: string; class_type: string; type: string }) => [
    input.input_id,
    input.class_type,
    input.type,
  ]);
  expect(kinds).toEqual([
    ['input_image', 'ComfyUIDeployExternalImageAlpha', 'string'],
    ['input_text', 'ComfyUIDeployExternalText', 'string'],
    ['input_number', 'ComfyUIDeployExternalNumberInt', 'integer'],
    ['product', 'ComfyUIDeployExternalEnum', 'string'],
    ['color', 'ComfyUIDeployExternalText', 'string'],
    ['view', 'ComfyUIDeployExternalEnum', 'string'],
    ['scene', 'ComfyUIDeployExternalEnum', 'string'],
    ['background', 'ComfyUIDeployExternalText', 'string'],
    ['technique', 'ComfyUIDeployExternalEnum', 'string'],
    ['placement', 'ComfyUIDeployExternalEnum', 'string'],
    ['scale', 'ComfyUIDeployExternalText', 'string'],
    ['offset', 'ComfyUIDeployExternalText', 'string'],
    ['rotation', 'ComfyUIDeployExternalText', 'string'],
  ]);
  expect(listed.input_types[3].enum_options).toEqual(productNames);
  const nodes = Object.values<{ class_type: string; inputs: { input_id?: string } }>(listed.version.workflow_api);
  expect(nodes.find(({ inputs }) => inputs.input_id === 'input_seed')?.class_type).toBe('ComfyUIDeployExternalSeed');
  expect(nodes.map(({ class_type }) => class_type)).toContain('ComfyDeployOutputImage');
});
