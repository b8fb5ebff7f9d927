import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { isLoopbackHost } from '#studio/access.ts';
import { startStudio } from '#studio/studio.ts';
import { openStudio, silent, temporaryFolder, token } from './support/studio-fixture.ts';

const missing = { detail: 'Invalid or missing token' };
const wrong = { detail: 'Invalid or expired token' };

test('asks for the token before it routes or validates', async () => {
  await using studio = await openStudio();
  for (const path of ['', '/', '/nope', '/run/not-a-uuid', '/deployments']) {
    const answer = await fetch(`${studio.url}${path}`);
    expect([path, answer.status, await answer.json()]).toEqual([path, 401, missing]);
    expect(answer.headers.get('www-authenticate')).toBeNull();
  }
  const malformed = await fetch(`${studio.url}/run/deployment/queue`, { method: 'POST', body: '{' });
  expect([malformed.status, await malformed.json()]).toEqual([401, missing]);
});

test.each([
  ['Bearer header', '', { authorization: `Bearer ${token}` }, 200],
  ['x-api-key header', '', { 'x-api-key': token }, 200],
  ['cd_token in the query', `?cd_token=${token}`, {}, 200],
  ['lower-case bearer', '', { authorization: `bearer ${token}` }, 401],
  ['Bearer with two spaces', '', { authorization: `Bearer  ${token}` }, 401],
  ['a wrong query before a right header', '?cd_token=no', { authorization: `Bearer ${token}` }, 401],
  ['a wrong Bearer before a right x-api-key', '', { authorization: 'Bearer no', 'x-api-key': token }, 401],
  ['a part of the token', '', { authorization: `Bearer ${token.slice(0, -1)}` }, 401],
  ['an empty Bearer', '', { authorization: 'Bearer ' }, 401],
] as [string, string, Record<string, string>, number][])(
  'takes or refuses: %s',
  async (_name, query, headers, status) => {
    await using studio = await openStudio();
    const answer = await fetch(`${studio.url}/deployments${query}`, { headers });
    expect(answer.status).toBe(status);
  },
);

test('tells a wrong token from none', async () => {
  await using studio = await openStudio();
  const answer = await fetch(`${studio.url}/nope`, { headers: { authorization: 'Bearer wrong' } });
  expect([answer.status, await answer.json()]).toEqual([401, wrong]);
});

test("lets a machine's own token do nothing but report", async () => {
  await using studio = await openStudio();
  const id = await studio.queue();
  const { callbacks } = (await studio.machine.at(0)).run;
  const headers = { authorization: `Bearer ${callbacks.token}`, 'content-type': 'application/json' };
  const elsewhere = await fetch(`${studio.url}/run/${id}`, { headers });
  const detail = 'Token does not have permission to access this endpoint';
  expect([elsewhere.status, await elsewhere.json()]).toEqual([403, { detail }]);
  const body = JSON.stringify({ run_id: id, live_status: 'Executing KSampler', progress: 0.4 });
  const report = await fetch(callbacks.statusUrl, { method: 'POST', headers, body });
  expect([report.status, await report.json()]).toEqual([200, { status: 'success' }]);
  expect(await studio.run(id)).toMatchObject({ live_status: 'Executing KSampler', progress: 0.4 });
});

test('without a token answers this machine, but no web page and no foreign name', async () => {
  await using folder = await temporaryFolder();
  const options = { dataDir: folder.path, host: '127.0.0.1', port: 0, slots: 1, log: silent };
  await using studio = await startStudio({ ...options, origins: ['https://ours.example'] });
  const status = async (headers: Record<string, string>) =>
    (await fetch(`${studio.url}/deployments`, { headers })).status;
  expect(await status({})).toBe(200);
  expect(await status({ authorization: 'Bearer whatever' })).toBe(200);
  expect(await status({ origin: 'https://ours.example' })).toBe(200);
  expect(await status({ origin: 'https://evil.example' })).toBe(403);
  // A name that was pointed to loopback; fetch would not send such a Host header.
  const rebound = request(`${studio.url}/deployments`, { headers: { host: 'evil.example' } }).end();
  const { statusCode, body } = await new Promise<{ statusCode: number | undefined; body: string }>(
    (resolve, reject) => {
      rebound.on('error', reject).on('response', (answer) => {
        text(answer).then((body) => resolve({ statusCode: answer.statusCode, body }), reject);
      });
    },
  );
  expect(statusCode).toBe(403);
  expect(JSON.parse(body)).toEqual({ detail: 'A studio without a token answers only this machine' });
});

test('refuses to be public without a token', async () => {
  await using folder = await temporaryFolder();
  const options = { dataDir: folder.path, host: '0.0.0.0', port: 0, slots: 1, log: silent, origins: [] };
  await expect(startStudio(options)).rejects.toThrow(/needs a token/);
});

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['[::1]', true],
  ['::ffff:127.0.0.1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.4', false],
  ['localhost.evil.example', false],
])('knows whether %s is loopback', (host, isLoopback) => {
  expect(isLoopbackHost(host)).toBe(isLoopback);
});
