import path from 'node:path';
import { commands } from '#commands/index.ts';
import { studioDeploymentId } from '#studio/deployment.ts';
import { BenchMachine } from './bench-machine.ts';
import { startBenchStudio } from './bench-studio.ts';
import { type FakeDiscord, type FakeDiscordOptions, startFakeDiscord } from './discord/fake-discord.ts';
import { drawDisc } from './pictures.ts';
import { openServiceProcesses, type ServiceProcesses } from './service-processes.ts';
import { temporaryFolder } from './temporary-folder.ts';

const apiToken = 'key-of-the-studio';

/** The service as an operator starts it, in a process of its own, between a Discord and a deployment of the test's. */
export interface DiscordService
  extends AsyncDisposable,
    Pick<ServiceProcesses, 'process' | 'start' | 'end' | 'said' | 'get'> {
  readonly discord: FakeDiscord;
  /** What makes the shots, whatever process asked for them. */
  readonly machine: BenchMachine;
  readonly logo: { readonly bytes: Buffer; readonly fileName: string };
  /** Until the process is connected and its commands are registered. */
  connected(): Promise<void>;
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
    LOG_LEVEL: 'info',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    COMFY_API_URL: studio.url,
    COMFY_API_TOKEN: apiToken,
    COMFY_DEPLOYMENT_ID_CUSTOM: studioDeploymentId,
    ...options.env,
  };
  const processes = stack.use(openServiceProcesses(folder.path, env));
  processes.start();
  const logo = { bytes: await drawDisc(48), fileName: 'logo.png' };
  const opened = stack.move();
  return {
    discord,
    machine,
    logo,
    get process() {
      return processes.process;
    },
    said: processes.said,
    start: processes.start,
    end: processes.end,
    connected: async () => {
      const isConnected = async () =>
        (await processes.get('/metrics')).includes('chat_platform_connected{platform="discord"} 1');
      await processes.until(isConnected, 'connected');
      // Beside those that are typed there is the one in the menu of a message.
      await processes.until(() => discord.commands().length > commands.length, 'commands registered');
    },
    get: processes.get,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
