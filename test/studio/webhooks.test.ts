import { expect, test } from 'vitest';
import { startReceiver } from './support/http-receiver.ts';
import { openStudio } from './support/studio-fixture.ts';

const picture = { fileName: 'shot.png', bytes: Buffer.from('x'), nodeId: '8', outputId: 'output_images' };

test('tells every status, and outputs with the last, but progress only when asked', async () => {
  await using receiver = await startReceiver((_request, response) => response.end('{}'));
  await using studio = await openStudio();
  const id = await studio.queue({}, { webhook: `${receiver.url}/hook?sig=a.b%2Bc` });
  const { context, finish } = await studio.machine.at(0);
  context.onProgress(0.5, 'Executing x');
  await context.onPicture(picture);
  finish();
  await expect.poll(() => receiver.received.length).toBe(4);
  const bodies = receiver.bodies();
  // Deliveries are independent of each other, so their order means nothing.
  expect(new Set(bodies.map(({ status }) => status))).toEqual(new Set(['queued', 'started', 'running', 'success']));
  expect(bodies.every(({ event_type, run_id }) => event_type === 'run.updated' && run_id === id)).toBe(true);
  const last = bodies.find(({ status }) => status === 'success');
  expect(Object.keys(last).toSorted()).toEqual([
    'event_type',
    'live_status',
    'outputs',
    'progress',
    'run_id',
    'status',
  ]);
  expect(last).toMatchObject({ live_status: 'Executing x', progress: 0.5 });
  expect(last.outputs[0].data.images[0]).toMatchObject({
    output_id: 'output_images',
    url: expect.stringMatching(/^http:/),
  });
  const [first] = receiver.received;
  expect(first).toMatchObject({ method: 'POST', url: '/hook?sig=a.b%2Bc' });
  expect(first?.headers['content-type']).toBe('application/json');
});

test('tells each change of progress when asked, without outputs', async () => {
  await using receiver = await startReceiver((_request, response) => response.end());
  await using studio = await openStudio();
  await studio.queue({}, { webhook: receiver.url, webhook_intermediate_status: true });
  const { context } = await studio.machine.at(0);
  await context.onPicture(picture);
  context.onProgress(0.25, 'Executing x');
  context.onProgress(0.25, 'Executing x');
  context.onProgress(0.75, 'Executing x');
  await expect.poll(() => receiver.received.length).toBe(5);
  const progress = receiver.bodies().filter((body) => body.live_status === 'Executing x');
  expect(progress.map((body) => [body.progress, body.outputs]).toSorted(([a], [b]) => a - b)).toEqual([
    [0.25, []],
    [0.75, []],
  ]);
});

test('tells each output when the query asks for it, and only when its comma stands undecoded', async () => {
  await using receiver = await startReceiver((_request, response) => response.end());
  await using studio = await openStudio({ slots: 3 });
  const events = ['a=1&target_events=run.output,run.updated', 'target_events=run.updated%2Crun.output', 'a=run.output'];
  for (const query of events) await studio.queue({}, { webhook: `${receiver.url}/?${query}` });
  await studio.machine.at(2);
  for (const { context } of studio.machine.started) await context.onPicture(picture);
  await expect.poll(() => receiver.received.length).toBe(10);
  const outputs = receiver.bodies().filter(({ event_type }) => event_type === 'run.output');
  expect(outputs).toHaveLength(1);
  expect(outputs[0]).toMatchObject({ status: 'running', outputs: [{ data: { images: [{ filename: 'shot.png' }] } }] });
});

test('tries three times, the later ones as GET with the same body, and notes the outcome in the log', async () => {
  await using receiver = await startReceiver((_request, response) => response.writeHead(500).end());
  await using studio = await openStudio();
  const id = await studio.queue({}, { webhook: receiver.url });
  await studio.machine.at(0);
  await expect.poll(() => receiver.received.length).toBe(9);
  const queued = receiver.received.filter(({ body }) => JSON.parse(body).status === 'queued');
  expect(queued.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
  expect(new Set(queued.map(({ body }) => body)).size).toBe(1);
  await expect
    .poll(async () => (await studio.json(`/v2/clickhouse-run-logs/${id}`)).map((line: { log: string }) => line.log))
    .toEqual(Array(3).fill('webhook answered 500 at attempt 3'));
});

test('stops trying once it was taken', async () => {
  await using receiver = await startReceiver(({ method }, response) =>
    response.writeHead(method === 'POST' ? 503 : 204).end(),
  );
  await using studio = await openStudio();
  const id = await studio.queue({}, { webhook: receiver.url });
  await expect
    .poll(async () => (await studio.json(`/v2/clickhouse-run-logs/${id}`)).map((line: { log: string }) => line.log))
    .toEqual(Array(3).fill('webhook answered 204 at attempt 2'));
  expect(receiver.received).toHaveLength(6);
});

test('follows redirects, which turn a POST into a GET without body', async () => {
  await using receiver = await startReceiver(({ url }, response) => {
    if (url === '/303') response.writeHead(303, { location: '/end' });
    if (url === '/307') response.writeHead(307, { location: '/end' });
    response.end();
  });
  await using studio = await openStudio({ slots: 2 });
  await studio.queue({}, { webhook: `${receiver.url}/303` });
  await expect.poll(() => receiver.received.filter(({ url }) => url === '/end').length).toBe(3);
  expect(
    receiver.received.filter(({ url }) => url === '/end').every(({ method, body }) => method === 'GET' && body === ''),
  ).toBe(true);
  await studio.queue({}, { webhook: `${receiver.url}/307` });
  await expect.poll(() => receiver.received.filter(({ url }) => url === '/end').length).toBe(6);
  expect(
    receiver.received
      .filter(({ url }) => url === '/end')
      .slice(3)
      .every(({ method, body }) => method === 'POST' && body !== ''),
  ).toBe(true);
});

test('never makes a run wait for a receiver that hangs, and lets go of it when the studio stops', async () => {
  await using receiver = await startReceiver(() => {});
  const studio = await openStudio();
  const id = await studio.queue({}, { webhook: receiver.url });
  (await studio.machine.at(0)).finish();
  expect((await studio.settled(id)).status).toBe('success');
  await studio[Symbol.asyncDispose]();
  expect(receiver.received.length).toBeGreaterThan(0);
});

test('sends nothing into a private network', async () => {
  await using studio = await openStudio();
  const id = await studio.queue({}, { webhook: 'http://10.1.2.3/hook' });
  await expect
    .poll(async () => (await studio.json(`/v2/clickhouse-run-logs/${id}`)).map((line: { log: string }) => line.log))
    .toEqual(Array(3).fill('webhook refused at attempt 1: The address leads into a private network.'));
});
