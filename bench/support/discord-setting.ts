import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { studioDeploymentId } from '#studio/deployment.ts';
import type { Machine } from '#studio/machines/machine.ts';
import { startBenchStudio } from '../../test/support/bench-studio.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';

const root = path.resolve(import.meta.dirname, '../..');
const apiToken = 'key-of-the-studio';
const progressMs = 2000;

const Whereabouts = z.object({ apiUrl: z.string(), token: z.string(), applicationId: z.string() });
const Manifest = z.object({ scripts: z.object({ start: z.string() }) });
const Answer = z.object({ id: z.number(), value: z.unknown().optional(), error: z.string().optional() });

/** A Discord in a process of its own, and an API at which every run goes on for ever. */
export interface DiscordSetting extends AsyncDisposable {
  readonly apiUrl: string;
  readonly token: string;
  readonly applicationId: string;
  /** How many runs are under way. */
  readonly runs: number;
  /** Has something done on that Discord; gives what came of it. */
  tell(what: string, count?: number): Promise<unknown>;
  /** Starts the service as an operator does, and waits until it is connected. */
  startService(): Promise<Started>;
  /** Starts a script of this folder with where Discord is, and waits until it says something. */
  startScript(name: string): Promise<Started>;
}

/** A process of the bench's. */
export interface Started extends AsyncDisposable {
  /** What it holds of the machine's memory, in MB. */
  memoryMb(): Promise<number>;
}

export async function openDiscordSetting(): Promise<DiscordSetting> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const machine = new EndlessMachine();
  const studio = stack.use(await startBenchStudio(folder.path, machine, { slots: 1000, token: apiToken }));
  const server = fork(path.join(import.meta.dirname, 'discord-server.ts'));
  stack.defer(() => void server.kill('SIGKILL'));
  const [said] = (await once(server, 'message')) as unknown[];
  const discord = Whereabouts.parse(said);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  server.on('message', (message) => {
    const { id, value, error } = Answer.parse(message);
    if (error === undefined) waiting.get(id)?.resolve(value);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });
  let told = 0;
  const tell = (what: string, count = 1): Promise<unknown> => {
    const answer = Promise.withResolvers<unknown>();
    waiting.set(++told, answer);
    server.send({ id: told, what, count });
    return answer.promise;
  };
  let services = 0;
  const startService = async (): Promise<Started> => {
    const env = {
      ...process.env,
      DATA_DIR: path.join(folder.path, `data-${services++}`),
      PORT: '0',
      LOG_LEVEL: 'silent',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      COMFY_API_URL: studio.url,
      COMFY_API_TOKEN: apiToken,
      COMFY_DEPLOYMENT_ID_CUSTOM: studioDeploymentId,
      MAX_ACTIVE_RUNS: '1000',
      MAX_RUNS_PER_DAY: '100000',
    };
    const started = start(await startArguments(), folder.path, env);
    await tell('registered');
    return started;
  };
  const startScript = async (name: string): Promise<Started> => {
    const env = { ...process.env, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
    const started = start([path.join(import.meta.dirname, `${name}.ts`)], root, env);
    await once(started.stdout, 'data', { signal: AbortSignal.timeout(30_000) });
    return started;
  };
  const opened = stack.move();
  return {
    ...discord,
    get runs() {
      return machine.runs;
    },
    tell,
    startService,
    startScript,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** What `npm start` gives to node. */
async function startArguments(): Promise<readonly string[]> {
  const text = await readFile(path.join(root, 'package.json'), 'utf8');
  const [, ...args] = Manifest.parse(JSON.parse(text)).scripts.start.split(' ');
  return args.map((arg) => (arg.endsWith('.ts') ? path.join(root, arg) : arg));
}

function start(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  return {
    stdout: child.stdout,
    memoryMb: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Every run tells of a little progress now and then, and never ends. */
class EndlessMachine implements Machine {
  runs = 0;

  async start(
    _: Parameters<Machine['start']>[0],
    { onProgress, signal }: Parameters<Machine['start']>[1],
  ): Promise<void> {
    this.runs++;
    for (let step = 1; ; step++) {
      onProgress(1 - 0.99 ** step, 'Executing KSampler');
      await sleep(progressMs, undefined, { signal });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
