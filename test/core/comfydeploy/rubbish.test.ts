import { expect, test } from 'vitest';
import { failureReason } from '#core/comfydeploy/failure-reason.ts';
import { chooseInputs, discoverInputs } from '#core/comfydeploy/inputs.ts';
import { outputPictures } from '#core/comfydeploy/outputs.ts';
import { BackendError, ConfigurationError } from '#core/errors.ts';
import { connect, noAbort } from '../../support/comfydeploy-client.ts';
import { seededRandom } from '../../support/faults.ts';
import { recorded } from '../../support/recorded.ts';
import { startScriptedServer } from '../../support/scripted-server.ts';

const signal = noAbort;
const random = seededRandom(20_260_105);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;

const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'text',
  '2026-13-45T99:99:99',
  'https://f.example/a.png',
  'http://[broken',
  'ComfyUIDeployExternalImage',
  'RuntimeError: boom',
  [],
  {},
  [[[]]],
  { url: 'x', filename: 7 },
  { __proto__: null, constructor: 1 },
];

const fixtures = {
  '/api/run/deployment/queue': recorded('comfydeploy/queue-answer'),
  '/api/run/': recorded('comfydeploy/run-success-many-outputs'),
  '/api/deployment/': recorded('comfydeploy/deployment'),
  '/api/deployments': recorded('comfydeploy/deployments-fluid'),
  '/api/workflow/': recorded('comfydeploy/workflow-runs'),
  '/api/v2/': recorded('comfydeploy/run-logs-failed'),
  '/api/file/': recorded('comfydeploy/upload-answer'),
};

/** Mostly what belongs to the path, so that answers get far enough to be used. */
function fixtureFor(path: string): unknown {
  const fitting = Object.entries(fixtures).find(([start]) => path.startsWith(start))?.[1];
  return random() < 0.8 ? fitting : pick(Object.values(fixtures));
}

/** A recorded payload with some of its parts replaced, lost or doubled. */
function mutated(value: unknown): unknown {
  if (random() < 0.06) return pick(oddValues);
  if (Array.isArray(value))
    return value.flatMap((entry) => (random() < 0.05 ? [] : random() < 0.05 ? [entry, entry] : [mutated(entry)]));
  if (typeof value === 'object' && value !== null) {
    const kept = Object.entries(value).filter(() => random() > 0.05);
    return Object.fromEntries(kept.map(([key, entry]) => [key, mutated(entry)]));
  }
  return value;
}

function rubbish(path: string): string | Buffer {
  const text = JSON.stringify(mutated(fixtureFor(path))) ?? '';
  switch (Math.floor(random() * 8)) {
    case 0:
      return text.slice(0, Math.floor(random() * text.length));
    case 1:
      return `<html><head><title>${text.slice(0, 80)}</title></head>`;
    case 2:
      return Buffer.from(Array.from({ length: 200 }, () => Math.floor(random() * 256)));
    case 3:
      return `${'['.repeat(5000)}${']'.repeat(5000)}`;
    case 4:
      return JSON.stringify({ detail: mutated(fixtureFor(path)) });
    default:
      return text;
  }
}

test('whatever a server answers, calls end with a value or a BackendError, and what uses the value holds', {
  timeout: 30_000,
}, async () => {
  await using server = await startScriptedServer(({ path }) => ({
    status: pick([200, 200, 200, 200, 201, 204, 302, 304, 400, 401, 403, 404, 422, 429, 500, 502]),
    headers: pick([{}, { 'content-type': 'text/html' }, { location: 'http://[' }, { 'retry-after': 'Wed, nonsense' }]),
    body: rubbish(path),
  }));
  await using api = connect(`${server.origin}/api`, { retry: { attempts: 1 } });
  const tally = { values: 0, refusals: 0 };
  const verbs = [
    async () => outputPictures((await api.getRun('r', { signal })).outputs),
    async () => {
      const inputs = discoverInputs(await api.getDeployment('d', { signal }));
      expect(chooseInputs(inputs, { deploymentName: 'd', overrides: {} }).image.id).not.toBe('');
    },
    () => api.listDeployments({ signal }),
    () => api.listWorkflowRuns('w', { limit: 1, offset: 0, signal }),
    async () => failureReason(await api.runLogs('r', { signal })),
    () => api.queue({ deploymentId: 'd', inputs: {}, signal }),
    () => api.cancel('r', { signal }),
    () => api.upload({ bytes: Buffer.alloc(8), fileName: 'a', contentType: 'image/png', signal }),
    () => api.isStillThere(`${server.origin}/a`, { signal }),
    () => api.download(`${server.origin}/a`, { maxBytes: 10_000, signal }),
  ];
  for (let round = 0; round < 120; round += 1) {
    for (const verb of verbs) {
      try {
        await verb();
        tally.values += 1;
      } catch (error) {
        const isExpected = error instanceof BackendError || error instanceof ConfigurationError;
        if (!isExpected) throw error;
        expect(error.message.length).toBeLessThan(3000);
        tally.refusals += 1;
      }
    }
  }
  expect(tally.values).toBeGreaterThan(200);
  expect(tally.refusals).toBeGreaterThan(200);
});
