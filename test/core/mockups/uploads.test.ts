import { expect, test, vi } from 'vitest';
import { type Fault, faults } from '../../support/faults.ts';
import { openMockupBench, soon } from '../../support/mockup-bench.ts';
import { drawDisc } from '../../support/pictures.ts';

// Most of a test's time is waiting.
vi.setConfig({ maxConcurrency: 20 });

const gone: Fault = { name: 'gone', kind: 'answer', forwarded: false, status: 404, headers: {}, body: 'Not Found' };

test.concurrent('the same logo is uploaded once, side by side, one after another and over a restart', async () => {
  await using bench = await openMockupBench();
  await bench.make({}, {}, {});
  await bench.make();
  await bench.restart();
  await bench.make();
  expect(bench.front.of('upload')).toHaveLength(1);
  const urls = new Set((await bench.runs()).map((run) => run.workflow_inputs['input_image']));
  expect([(await bench.runs()).length, urls.size]).toEqual([5, 1]);
});

test.concurrent('another logo is another upload', async () => {
  await using bench = await openMockupBench();
  bench.messenger.logos.set('other.png', await drawDisc(48, { color: '#2040d0' }));
  await bench.make({}, { logo: 'other.png' });
  expect(bench.front.of('upload')).toHaveLength(2);
});

test.concurrent('an upload that is gone is made again just before the run is queued, and the run gets the new one', async () => {
  await using bench = await openMockupBench({ limits: { maxActive: 1, maxActivePerPerson: 1 } });
  const release = bench.machine.hold();
  await bench.ask();
  await soon(() => bench.machine.runs.length).toBe(1);
  const { id, first } = await bench.ask();
  await bench.reaches(id, 'queued');
  await soon(() => bench.messenger.last(first.id).ahead).toBe(0);
  expect(bench.front.of('upload')).toHaveLength(1);
  bench.front.next('file', gone);
  release();
  await bench.service.finished(id);
  // The download of the first one's shot may have met the fault instead; then the look at the upload comes after it.
  const urls = (await bench.runs()).map((run) => run.workflow_inputs['input_image']);
  expect(bench.front.of('upload').length).toBe(new Set(urls).size);
  expect(bench.messenger.sentOf(first.id)).toHaveLength(1);
});

test.concurrent('a known upload is looked at with a request for its first byte, and sent again when it is gone', async () => {
  await using bench = await openMockupBench();
  await bench.make();
  const before = bench.front.of('file').length;
  bench.front.next('file', gone);
  await bench.make();
  expect(bench.front.of('upload')).toHaveLength(2);
  const [first, second] = await bench.runs();
  expect(second?.workflow_inputs['input_image']).not.toBe(first?.workflow_inputs['input_image']);
  expect(bench.front.of('file')[before]?.status).toBe(404);
  expect(bench.messenger.sent).toHaveLength(2);
});

test.concurrent.each([
  ['a web page', { ...gone, status: 200, headers: { 'content-type': 'text/html' }, body: '<html>login</html>' }],
  ['nothing', { ...gone, status: 200, body: '' }],
  ['a broken connection', faults.dropBefore()],
])('an upload that answers with %s counts as gone', async (_, fault) => {
  await using bench = await openMockupBench();
  await bench.make();
  bench.front.next('file', fault);
  await bench.make();
  expect(bench.front.of('upload')).toHaveLength(2);
  expect(bench.messenger.sent).toHaveLength(2);
});

test.concurrent('an upload made with another account is not used', async () => {
  await using bench = await openMockupBench();
  await bench.make();
  await bench.restart('another-account');
  await bench.make();
  expect(bench.front.of('upload')).toHaveLength(2);
});
