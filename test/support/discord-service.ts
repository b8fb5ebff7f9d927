import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commands } from '#commands/index.ts';
import { studioDeploymentId } from '#studio/deployment.ts';
import { BenchMachine } from './bench-machine.ts';
import { startBenchStudio } from './bench-studio.ts';
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from './discord/fake-discord.ts';
import { type RunningCommand, startProgram } from './mockup-command.ts';
import { drawDisc } from './pictures.ts';
import { temporaryFolder } from './temporary-folder.ts';

const apiToken = 'key-of-the-studio';

/** The service as an operator starts it, in a process of its own, between a Discord and a deployment of the test's. */
export interface DiscordService extends AsyncDisposable {
  readonly discord: FakeDiscord;
  /** What makes the shots, whatever process asked for them. */
  readonly machine: BenchMachine;
  readonly logo: { readonly bytes: Buffer; readonly fileName: string };
  readonly process: RunningCommand;
  /** Everything that all processes have said. */
  said(): Promise<string>;
  start(): void;
  /** Ends the process with this signal. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** Until the process is connected and its commands are registered. */
  connected(): Promise<void>;
  get(route: '/readyz' | '/metrics'): Promise<string>;
}

export async function openDiscordService(
  options: FakeDiscordOptions & {
    readonly env?: Readonly<Record<string, string>>;
    readonly prepare?: (discord: FakeDiscord) => void;
  } = {},
): Promise<DiscordService> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const discord = stack.use(await startFakeDiscord(options));
  options.prepare?.(discord);
  const machine = new BenchMachine();
  const studio = stack.use(await startBenchStudio(folder.path, machine, { token: apiToken, slots: 4 }));
  const env = {
    DATA_DIR: path.join(folder.path, 'data'),
    PORT: '0',
    LOG_LEVEL: 'info',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    COMFY_API_URL: studio.url,
    COMFY_API_TOKEN: apiToken,
    COMFY_DEPLOYMENT_ID_CUSTOM: studioDeploymentId,
    ...options.env,
  };
  const processes: RunningCommand[] = [];
  const start = (): void => void processes.push(startProgram('src/main.ts', [], { cwd: folder.path, env }));
  const current = (): RunningCommand => {
    const running = processes.at(-1);
    if (!running) throw new Error('No process was started.');
    return running;
  };
  const until = async (isSo: () => boolean | Promise<boolean>, what: string): Promise<void> => {
    for (let left = 2000; !(await isSo()); left--) {
      if (left === 0) throw new Error(`Not in time: ${what}. ${current().stderr()}`);
      await sleep(10);
    }
  };
  const address = async (): Promise<string> => {
    const pattern = /Listening on (\S+)/;
    await until(() => pattern.test(current().stderr()), 'listening');
    return pattern.exec(current().stderr())?.[1] ?? '';
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    current().process.kill(signal);
    await current().finished;
  };
  start();
  const logo = { bytes: await drawDisc(48), fileName: 'logo.png' };
  const opened = stack.move();
  const get = async (route: string): Promise<string> => (await fetch(`${await address()}${route}`)).text();
  return {
    discord,
    machine,
    logo,
    get process() {
      return current();
    },
    said: async () => {
      const all = await Promise.all(processes.map(({ finished }) => finished));
      return all.map(({ stdout, stderr }) => stdout + stderr).join('\n');
    },
    start,
    end,
    connected: async () => {
      const isConnected = async () => (await get('/metrics')).includes('chat_platform_connected{platform="discord"} 1');
      await until(isConnected, 'connected');
      // Beside those that are typed there is the one in the menu of a message.
      await until(() => discord.commands().length > commands.length, 'commands registered');
    },
    get,
    [Symbol.asyncDispose]: async () => {
      for (const running of processes) running.process.kill('SIGKILL');
      await Promise.all(processes.map(({ finished }) => finished));
      await opened.disposeAsync();
    },
  };
}
