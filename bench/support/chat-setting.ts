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

const Manifest = z.object({ scripts: z.object({ start: z.string() }) });
const Answer = z.object({ id: z.number(), value: z.unknown().optional(), error: z.string().optional() });
const Environment = z.record(z.string(), z.string());

/** A chat platform in a process of its own. */
export interface Platform {
  /** The variables that tell the service where the platform is, and with which token. */
  readonly env: Readonly<Record<string, string>>;
  /** Has something done there; gives what came of it. */
  tell(what: string, count?: number): Promise<unknown>;
}

/** Chat platforms, and an API at which every run goes on for ever. */
export interface ChatSetting extends AsyncDisposable {
  /** How many runs are under way. */
  readonly runs: number;
  /** Starts a platform: a script of this folder, which says where it is. */
  startPlatform(name: string): Promise<Platform>;
  /** Starts the service as an operator does, and waits until it is connected to these platforms. */
  startService(...platforms: readonly Platform[]): Promise<Started>;
  /** Starts a script of this folder with where the platforms are, and waits until it says something. */
  startScript(name: string, ...platforms: readonly Platform[]): Promise<Started>;
}

/** A process of the bench's. */
export interface Started extends AsyncDisposable {
  /** What it holds of the machine's memory, in MB. */
  memoryMb(): Promise<number>;
}

export async function openChatSetting(): Promise<ChatSetting> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const machine = new EndlessMachine();
  const studio = stack.use(await startBenchStudio(folder.path, machine, { slots: 1000, token: apiToken }));
  let services = 0;
  const opened = stack.move();
  return {
    get runs() {
      return machine.runs;
    },
    startPlatform: async (name) => {
      const server = fork(path.join(import.meta.dirname, `${name}.ts`));
      opened.defer(() => void server.kill('SIGKILL'));
      const [said] = (await once(server, 'message')) as unknown[];
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
      return { env: Environment.parse(said), tell };
    },
    startService: async (...platforms) => {
      const env = {
        ...process.env,
        ...envOf(platforms),
        DATA_DIR: path.join(folder.path, `data-${services++}`),
        PORT: '0',
        LOG_LEVEL: 'silent',
        COMFY_API_URL: studio.url,
        COMFY_API_TOKEN: apiToken,
        COMFY_DEPLOYMENT_ID_CUSTOM: studioDeploymentId,
        MAX_ACTIVE_RUNS: '1000',
        MAX_RUNS_PER_DAY: '100000',
      };
      const started = start(await startArguments(), folder.path, env);
      await Promise.all(platforms.map((platform) => platform.tell('registered')));
      return started;
    },
    startScript: async (name, ...platforms) => {
      const script = path.join(import.meta.dirname, `${name}.ts`);
      const started = start([script], root, { ...process.env, ...envOf(platforms) });
      await once(started.stdout, 'data', { signal: AbortSignal.timeout(30_000) });
      return started;
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function envOf(platforms: readonly Platform[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...platforms.map(({ env }) => env)) as Record<string, string>;
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
