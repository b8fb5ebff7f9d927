import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { studioDeploymentId, studioWorkflowId } from '#studio/deployment.ts';
import { openStudio, token } from '../studio/support/studio-fixture.ts';
import { exampleLogos, type Finished, mockup, startMockup } from '../support/mockup-command.ts';
import { ShotMachine } from '../support/shot-machine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const logo = path.join(exampleLogos, 'volt.jpg');

function desk() {
  const folder = temporaryFolder();
  const options = { cwd: folder.path, env: { DATA_DIR: path.join(folder.path, 'data') } };
  return {
    path: folder.path,
    options,
    run: (...args: readonly string[]): Promise<Finished> => mockup(args, options),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

const parse = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

test('what was made is in the history, is saved again by its id, made again without its logo, and forgotten', async () => {
  using at = desk();
  await at.run(logo, '--size', '512', '--quiet');
  const [listed] = parse((await at.run('history', '--json')).stdout);
  const id = String(listed?.['id']);
  expect((await at.run('history')).stdout).toMatch(new RegExp(`^${id} .* UTC, 1 of 1 made: Alone in the frame`));

  rmSync(path.join(at.path, 'mockups'), { recursive: true });
  const saved = await at.run('history', id);
  expect(saved.code).toBe(0);
  expect(readdirSync(path.join(at.path, 'mockups'))).toEqual([path.basename(saved.stdout.trim())]);

  const again = await at.run('again', '--json');
  expect(again.code).toBe(0);
  expect(parse(again.stdout)).toMatchObject([{ status: 'delivered', size: 512, logo: 'volt.jpg' }]);
  expect(readdirSync(path.join(at.path, 'mockups'))).toHaveLength(2);

  expect((await at.run('status')).stdout).toBe('Nothing is being made for you right now.\n');
  expect((await at.run('forget')).stdout).toMatch(/^2 requests of yours were removed/);
  expect((await at.run('history')).stdout).toBe('You have not asked for anything here yet.\n');
});

/** A desk whose runs are made by a machine in the test's hands. */
async function heldDesk() {
  await using stack = new AsyncDisposableStack();
  const at = stack.use(desk());
  const machine = new ShotMachine();
  const studio = stack.use(await openStudio({ machine, slots: 4 }));
  const env = {
    ...at.options.env,
    COMFY_API_URL: studio.url,
    COMFY_API_TOKEN: token,
    COMFY_DEPLOYMENT_ID_CUSTOM: studioDeploymentId,
  };
  const options = { cwd: at.path, env };
  const open = stack.move();
  return {
    machine,
    start: (...args: readonly string[]) => startMockup(args, options),
    run: (...args: readonly string[]) => mockup(args, options),
    runs: async (): Promise<string[]> =>
      (await studio.json(`/workflow/${studioWorkflowId}/runs`)).map(({ status }: { status: string }) => status),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

test('a command sees what another running one makes, and cancels it there', async () => {
  await using at = await heldDesk();
  const running = at.start(logo);
  await at.machine.nth(0);
  await expect
    .poll(async () => (await at.run('status')).stdout, { timeout: 20_000 })
    .toMatch(/ volt\.jpg: rendering\n$/);
  expect((await at.run('status', '--of', 'queue')).stdout).toBe('One run is under way, and nobody waits.\n');
  expect((await at.run('cancel')).stdout).toMatch(/cancel/);
  expect(await running.finished).toMatchObject({ code: 1, stdout: '' });
  expect(await at.runs()).toEqual(['cancelled']);
});

test('forget stops what another running command makes, and says to ask again', async () => {
  await using at = await heldDesk();
  const running = at.start(logo);
  await at.machine.nth(0);
  expect((await at.run('forget')).stdout).toContain('One belongs to a command that is still running');
  expect(await running.finished).toMatchObject({ code: 1, stdout: '' });
  expect((await at.run('forget')).stdout).toContain('One request of yours was removed');
});

test('what a killed command left is told, and cancelled without anything else being taken up', async () => {
  await using at = await heldDesk();
  const [one, other] = [at.start(logo), at.start(logo)];
  await Promise.all([at.machine.nth(0), at.machine.nth(1)]);
  await expect
    .poll(async () => (await at.run('status')).stdout.split(': rendering').length, { timeout: 20_000 })
    .toBe(3);
  for (const { process, finished } of [one, other]) {
    process.kill('SIGKILL');
    await finished;
  }
  expect((await at.run('status')).stdout).toMatch(/^(?:Left by an earlier command, which .*\n){2}$/);
  expect(await at.run('cancel')).toMatchObject({ code: 0, stdout: 'The mockup was cancelled.\n' });
  expect((await at.runs()).toSorted()).toEqual(['cancelled', 'running']);
});

test('an id that is none is refused, and looking needs no image service', async () => {
  using at = desk();
  const { code, stderr } = await at.run('history', 'nosuchbatch1');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'There is nothing of yours with this id here. See history for what there is.\n',
  });
  const env = {
    ...at.options.env,
    COMFY_API_URL: 'http://127.0.0.1:9/api',
    COMFY_DEPLOYMENT_ID_CUSTOM: '3f2a1c9e-0b1d-4c2a-9e8f-1a2b3c4d5e6f',
  };
  expect(await mockup(['status'], { cwd: at.path, env })).toMatchObject({
    code: 0,
    stdout: 'Nothing is being made for you right now.\n',
  });
});
