import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { studioDeploymentId } from '#studio/deployment.ts';
import { drawLogo, temporaryFolder } from './support/studio-fixture.ts';

const program = fileURLToPath(new URL('../../src/studio/main.ts', import.meta.url));

function start(cwd: string, env: Record<string, string>): ChildProcess & AsyncDisposable {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [program], {
    cwd,
    env: { PATH, STUDIO_PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const dispose = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return Object.assign(child, { [Symbol.asyncDispose]: dispose });
}

async function outcome(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  if (!child.stdout || !child.stderr) throw new Error('The output of the program is not piped');
  const [[code], out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}

/** What the program has said once it has said `wanted`. */
async function said(child: ChildProcess, wanted: RegExp): Promise<string> {
  let output = '';
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    if (wanted.test(output)) return output;
  }
  throw new Error(`The program ended having said: ${output}`);
}

test('says where it is and how to point the bot at it', async () => {
  await using folder = await temporaryFolder();
  await using child = start(folder.path, {});
  const greeting = await said(child, /CUSTOM=.*\n/);
  const url = /COMFY_API_URL=(\S+)/.exec(greeting)?.[1] ?? '';
  expect(greeting).toContain('No token is needed');
  expect(greeting).toContain(`COMFY_DEPLOYMENT_ID_CUSTOM=${studioDeploymentId}`);
  expect((await fetch(`${url}/deployments`)).status).toBe(200);
});

test('says that a token is needed, without saying the token', async () => {
  await using folder = await temporaryFolder();
  await using child = start(folder.path, { STUDIO_TOKEN: 'very-secret-token', STUDIO_HOST: '0.0.0.0' });
  const greeting = await said(child, /CUSTOM=.*\n/);
  expect(greeting).toContain('COMFY_API_TOKEN=');
  expect(greeting).not.toContain('very-secret-token');
  const url = /COMFY_API_URL=(\S+)/.exec(greeting)?.[1] ?? '';
  expect((await fetch(`${url}/deployments`)).status).toBe(401);
});

test('names every bad variable at once and ends with 1', async () => {
  await using folder = await temporaryFolder();
  const bad = { STUDIO_PORT: '99999', STUDIO_TOKEN: 'short', STUDIO_ORIGINS: 'shop.example', LOG_LEVEL: 'loud' };
  await using child = start(folder.path, bad);
  const { code, out, err } = await outcome(child);
  expect([code, out]).toEqual([1, '']);
  const lines = err.trim().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual([
    'STUDIO_PORT',
    'STUDIO_TOKEN',
    'STUDIO_ORIGINS',
    'LOG_LEVEL',
  ]);
  expect(err).not.toContain('short ');
});

test('says in one sentence that the port is in use, the host is not its own, or a token is missing', async () => {
  await using folder = await temporaryFolder();
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const cases = [
    [{ STUDIO_PORT: String(port) }, /^Port \d+ on 127\.0\.0\.1 is in use already.*\n$/],
    [{ STUDIO_HOST: '192.0.2.1', STUDIO_TOKEN: 'long-enough-token' }, /^This machine has no address 192\.0\.2\.1.*\n$/],
    [{ STUDIO_HOST: '0.0.0.0' }, /^On 0\.0\.0\.0 others can reach the studio, so it needs a token.*\n$/],
    [{ DATA_DIR: program }, /^The studio cannot write to .*\n$/],
  ] as const;
  for (const [env, sentence] of cases) {
    await using child = start(folder.path, env);
    const { code, err } = await outcome(child);
    expect(err).toMatch(sentence);
    expect(code).toBe(1);
  }
  taken.close();
});

test.each(['SIGTERM', 'SIGINT'] as const)('ends in order on %s', async (signal) => {
  await using folder = await temporaryFolder();
  await using child = start(folder.path, {});
  await said(child, /CUSTOM=.*\n/);
  const exited = once(child, 'exit');
  child.kill(signal);
  expect(await exited).toEqual([0, null]);
});

test('finishes after a restart what it was killed at', async () => {
  await using folder = await temporaryFolder();
  const ids: string[] = [];
  {
    await using child = start(folder.path, {});
    const url = /COMFY_API_URL=(\S+)/.exec(await said(child, /CUSTOM=.*\n/))?.[1] ?? '';
    const form = new FormData();
    form.append('file', new Blob([await drawLogo(1024)]), 'logo.png');
    const { file_url } = JSON.parse(await (await fetch(`${url}/file/upload`, { method: 'POST', body: form })).text());
    for (let i = 0; i < 4; i++) {
      const inputs = { input_image: file_url, input_number: 1024, input_seed: 1 };
      const answer = await fetch(`${url}/run/deployment/queue`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ deployment_id: studioDeploymentId, inputs }),
      });
      ids.push(JSON.parse(await answer.text()).run_id);
    }
    const status = async (id = ''): Promise<string> =>
      JSON.parse(await (await fetch(`${url}/run/${id}`)).text()).status;
    await expect.poll(() => status(ids[0]), { interval: 1 }).not.toBe('not-started');
    expect(await status(ids[3])).not.toBe('success');
    // Leaving the block kills it by SIGKILL.
  }
  await using child = start(folder.path, {});
  const url = /COMFY_API_URL=(\S+)/.exec(await said(child, /CUSTOM=.*\n/))?.[1] ?? '';
  for (const id of ids) {
    const read = async () => JSON.parse(await (await fetch(`${url}/run/${id}`)).text());
    await expect.poll(async () => (await read()).status, { timeout: 12_000 }).toBe('success');
    const { outputs } = await read();
    expect(outputs).toHaveLength(1);
    const answer = await fetch(outputs[0].data.images[0].url);
    expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).width).toBe(1024);
  }
});
