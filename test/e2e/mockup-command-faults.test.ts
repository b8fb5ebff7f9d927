import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { studioDeploymentId, studioWorkflowId } from '#studio/deployment.ts';
import { openStudio, token } from '../studio/support/studio-fixture.ts';
import { faults } from '../support/faults.ts';
import { startFlakyComfyDeploy } from '../support/flaky-comfydeploy.ts';
import { exampleLogos, mockup, startMockup, startProgram } from '../support/mockup-command.ts';
import { startScriptedServer } from '../support/scripted-server.ts';
import { ShotMachine } from '../support/shot-machine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const logo = path.join(exampleLogos, 'summit.png');

/** A ComfyDeploy API on a machine in the test's hands, and a folder to run the command in. */
async function desk() {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const machine = new ShotMachine();
  const studio = stack.use(await openStudio({ machine, slots: 4 }));
  const open = stack.move();
  const env = {
    DATA_DIR: path.join(folder.path, 'data'),
    COMFY_API_URL: studio.url,
    COMFY_API_TOKEN: token,
    COMFY_DEPLOYMENT_ID_CUSTOM: studioDeploymentId,
  };
  const options = { cwd: folder.path, env };
  return {
    machine,
    studio,
    env,
    path: folder.path,
    start: (args: readonly string[]) => startMockup(args, options),
    run: (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
      mockup(args, { ...options, env: { ...env, ...more } }),
    /** As `run`, by a person who waits for nothing. */
    impatient: (args: readonly string[], more: Readonly<Record<string, string>>) =>
      startProgram('test/support/impatient-mockup.ts', args, { ...options, env: { ...env, ...more } }).finished,
    runs: async (): Promise<{ status: string }[]> => studio.json(`/workflow/${studioWorkflowId}/runs`),
    shots: () => readdirSync(path.join(folder.path, 'mockups')).filter((name) => name.endsWith('.png')),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

test('Ctrl-C cancels the run behind it, says so and ends with 130', async () => {
  await using at = await desk();
  const command = at.start([logo]);
  await at.machine.nth(0);
  command.process.kill('SIGINT');
  const { code, stdout, stderr } = await command.finished;
  expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
  expect(stderr).toContain('Cancelled: the run was stopped.');
  expect((await at.runs()).map((run) => run.status)).toEqual(['cancelled']);
});

test('killed in the middle, the next command finishes what was left, with the same run', async () => {
  await using at = await desk();
  const killed = at.start([logo]);
  const first = await at.machine.nth(0);
  killed.process.kill('SIGKILL');
  await killed.finished;
  const next = at.start([path.join(exampleLogos, 'volt.jpg')]);
  const second = await at.machine.nth(1);
  await at.machine.finishWithShot(first);
  await at.machine.finishWithShot(second);
  const { code, stderr } = await next.finished;
  expect(code).toBe(0);
  expect(stderr).toContain('Also finishing a mockup that an earlier command left.');
  expect(stderr).toContain('from an earlier command: mockups/summit-shot.png');
  expect(at.shots().sort()).toEqual(['summit-shot.png', 'volt-shot.png']);
  expect(await at.runs()).toHaveLength(2);
});

test('SIGTERM leaves the run alone for the next command', async () => {
  await using at = await desk();
  const command = at.start([logo]);
  await at.machine.nth(0);
  command.process.kill('SIGTERM');
  const { code, stderr } = await command.finished;
  expect({ code, left: stderr.includes('the next mockup command here takes it up again') }).toEqual({
    code: 143,
    left: true,
  });
  expect((await at.runs()).map((run) => run.status)).toEqual(['running']);
});

test('two commands work side by side', async () => {
  await using at = await desk();
  const commands = [at.start([logo, '--out', 'a']), at.start([logo, '--out', 'b'])];
  for (const index of [0, 1]) await at.machine.finishWithShot(await at.machine.nth(index));
  const codes = await Promise.all(commands.map(async (command) => (await command.finished).code));
  expect(codes).toEqual([0, 0]);
  expect(await at.runs()).toHaveLength(2);
});

test.each([
  [{ COMFY_API_TOKEN: 'key-nobody-knows' }, /COMFY_API_TOKEN was not accepted/],
  [
    { COMFY_DEPLOYMENT_ID_CUSTOM: '00000000-0000-4000-8000-000000000000' },
    /COMFY_DEPLOYMENT_ID_CUSTOM names a deployment that is not there/,
  ],
  [{ COMFY_INPUT_IMAGE: 'photo' }, /COMFY_INPUT_IMAGE_CUSTOM .*"photo".*input_image/],
  [{ COMFY_API_URL: 'http://127.0.0.1:1/api' }, /image service cannot be used/],
])('%j: a sentence, exit code 1, and no run', async (env, sentence) => {
  await using at = await desk();
  const { code, stdout, stderr } = await at.run([logo], env);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/\n\s+at |key-nobody-knows/);
  expect(await at.runs()).toEqual([]);
});

test('a server that answers HTML is told apart from a run that failed', async () => {
  await using at = await desk();
  await using server = await startScriptedServer(() => ({
    status: 200,
    body: '<html>Bad gateway</html>',
    headers: { 'content-type': 'text/html' },
  }));
  const { code, stderr } = await at.run([logo], { COMFY_API_URL: `${server.origin}/api` });
  expect(code).toBe(1);
  expect(stderr).toMatch(/image service cannot be used/);
  expect(stderr).not.toContain('<html>');
});

test('a server that hangs is waited for only so long', async () => {
  await using at = await desk();
  await using server = await startScriptedServer(() => undefined);
  const { code, stderr } = await at.impatient([logo], { COMFY_API_URL: `${server.origin}/api` });
  expect(code).toBe(1);
  expect(stderr).toMatch(/image service cannot be used: no answer/);
});

test('a server that dies midway: the command says so and goes; the next one takes the run up', async () => {
  await using at = await desk();
  await using front = await startFlakyComfyDeploy({ upstream: at.studio.url });
  const env = { COMFY_API_URL: front.apiUrl };
  front.next('run', faults.delay(0));
  front.always('run', faults.dropBefore());
  const { code, stdout, stderr } = await at.impatient([logo], env);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('has not answered');
  front.heal();
  await at.machine.finishWithShot(await at.machine.nth(0));
  const next = await at.run(['missing.png'], env);
  expect(next.stderr).toContain('from an earlier command: mockups/summit-shot.png');
  expect(await at.runs()).toHaveLength(1);
});

test('shows a proof of the named product while the shot is being made', async () => {
  await using at = await desk();
  const command = at.start([logo, '--product', 'mug', '--color', 'white', '--size', '512']);
  await expect.poll(() => command.stderr(), { timeout: 20_000 }).toContain('A proof, drawn from a template');
  expect(at.shots()).toEqual(['summit-proof-mug-white-512-template-render.png']);
  await at.machine.finishWithShot(await at.machine.nth(0));
  const { code, stdout } = await command.finished;
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'mockups/summit-shot.png\n' });
});
