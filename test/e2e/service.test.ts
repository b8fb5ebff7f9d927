import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type RunningCommand, startProgram } from '../support/mockup-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { send } from '../support/webhook-bench.ts';

function startService(folder: string, env: Readonly<Record<string, string>> = {}): RunningCommand {
  return startProgram('src/main.ts', [], {
    cwd: folder,
    env: { DATA_DIR: path.join(folder, 'data'), PORT: '0', LOG_LEVEL: 'warn', ...env },
  });
}

/** The address it says it listens on. */
async function addressOf(service: RunningCommand): Promise<string> {
  await expect.poll(() => service.stderr(), { timeout: 20_000 }).toContain('Listening on');
  return /Listening on (\S+)/.exec(service.stderr())?.[1] ?? '';
}

test('says what is configured and what to do, answers its health checks, and stops in order', async () => {
  using folder = temporaryFolder();
  const service = startService(folder.path);
  const address = await addressOf(service);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${address}/readyz`)).json()).toMatchObject({ status: 'ready' });
  expect(await (await fetch(`${address}/metrics`)).text()).toMatch(/^mockup_queue_waiting 0$/m);
  expect(service.stderr()).toContain('shots are rendered from built-in templates');
  expect(service.stderr()).toContain('No chat platform is connected');
  service.process.kill('SIGTERM');
  expect(await service.finished).toMatchObject({ code: 0, signal: null });
});

test('with a public address webhooks are taken in, and what stands behind the service is told', async () => {
  using folder = temporaryFolder();
  const service = startService(folder.path, { PUBLIC_URL: 'https://bot.example.com/', LOG_LEVEL: 'info' });
  const address = await addressOf(service);
  const url = `${address}/webhooks/comfydeploy/${'z'.repeat(40)}`;
  expect((await send('GET', url, '{"run_id":"r","status":"success"}')).status).toBe(404);
  expect(await (await fetch(`${address}/metrics`)).text()).toContain('comfydeploy_webhooks_total{result="unknown"} 1');
  expect(await (await fetch(`${address}/metrics`)).text()).toContain(
    'comfydeploy_calls_total{verb="deployment",outcome="ok"} 1',
  );
  expect(await (await fetch(`${address}/readyz`)).json()).toEqual({
    status: 'ready',
    waiting: 0,
    active: 0,
    mockups: {},
    platforms: {},
    backend: { lastAnswer: 'ok', isPaused: false, templateRenders: true },
  });
  service.process.kill('SIGTERM');
  const { stdout } = await service.finished;
  expect(stdout.split('\n').filter((line) => line.includes('webhook not taken'))).toHaveLength(1);
  expect(stdout).not.toContain('zzz');
});

test('Telegram is said to be connected to, and its token is told nobody', async () => {
  using folder = temporaryFolder();
  const service = startService(folder.path, {
    TELEGRAM_BOT_TOKEN: '1:tell-nobody',
    // Nobody listens there.
    TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
  });
  await addressOf(service);
  service.process.kill('SIGTERM');
  const { stderr, stdout } = await service.finished;
  expect(stderr).toContain('Connecting to Telegram.');
  expect(stderr + stdout).not.toContain('tell-nobody');
});

test('a port in use is one sentence and exit code 1', async () => {
  using folder = temporaryFolder();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await startService(folder.path, { PORT: String(port) }).finished;
  other.close();
  expect(code).toBe(1);
  expect(stderr.trim()).toMatch(/^PORT \d+ on 127\.0\.0\.1 is in use by another program\.[^\n]*$/);
});

test('a second service on the same data waits, then refuses with a sentence', async () => {
  using folder = temporaryFolder();
  const first = startService(folder.path);
  await addressOf(first);
  const { code, stderr } = await startService(folder.path).finished;
  expect(code).toBe(1);
  expect(stderr).toMatch(/is in use by another process/);
  first.process.kill('SIGTERM');
  await first.finished;
});

test('the command line works beside the service', async () => {
  using folder = temporaryFolder();
  const service = startService(folder.path);
  await addressOf(service);
  const logo = path.join(import.meta.dirname, '..', '..', 'examples', 'logos', 'volt.jpg');
  const command = startProgram('src/bots/terminal/main.ts', [logo, '--size', '512', '--quiet'], {
    cwd: folder.path,
    env: { DATA_DIR: path.join(folder.path, 'data') },
  });
  expect(await command.finished).toMatchObject({ code: 0, stderr: '' });
  service.process.kill('SIGKILL');
  await service.finished;
});

test('a data directory that cannot be is one sentence, for the service and for the command line', async () => {
  using folder = temporaryFolder({ file: 'no folder' });
  const env = { DATA_DIR: path.join(folder.path, 'file', 'data') };
  for (const script of ['src/main.ts', 'src/bots/terminal/main.ts']) {
    const { code, stdout, stderr } = await startProgram(script, script === 'src/main.ts' ? [] : ['x.png'], { env })
      .finished;
    expect({ script, code, stdout }).toEqual({ script, code: 1, stdout: '' });
    expect(stderr).toMatch(/cannot be used .*set DATA_DIR to another folder/);
    expect(stderr).not.toMatch(/\n\s+at /);
  }
});
