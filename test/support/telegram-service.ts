import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { studioDeploymentId } from '#studio/deployment.ts';
import { BenchMachine } from './bench-machine.ts';
import { startBenchStudio } from './bench-studio.ts';
import { type FlakyComfyDeploy, startFlakyComfyDeploy } from './flaky-comfydeploy.ts';
import { drawDisc } from './pictures.ts';
import { openServiceProcesses, type ServiceProcesses } from './service-processes.ts';
import { type FakeTelegram, type FakeTelegramOptions, startFakeTelegram } from './telegram/fake-telegram.ts';
import { temporaryFolder } from './temporary-folder.ts';

const apiToken = 'key-of-the-studio';

/** With these settings Telegram brings updates, instead of being asked for them. */
export const webhookSettings = {
  PUBLIC_URL: 'https://bot.example',
  TELEGRAM_WEBHOOK_SECRET: 'a-secret-of-the-operator',
} as const;

/** The service as an operator starts it, in a process of its own, between a Telegram and a deployment of the test's. */
export interface TelegramService
  extends AsyncDisposable,
    Pick<ServiceProcesses, 'process' | 'start' | 'end' | 'said' | 'get' | 'address'> {
  readonly telegram: FakeTelegram;
  /** What makes the shots, whatever process asked for them. */
  readonly machine: BenchMachine;
  /** Before the studio: can hurt every call to it. */
  readonly front: FlakyComfyDeploy;
  /** Heads and bodies of everything the studio was sent. */
  readonly toStudio: readonly string[];
  /** A picture that can be a logo. */
  readonly logo: { readonly bytes: Buffer; readonly fileName: string };
  /** Until the process is connected. What Telegram brings to the public address reaches it then. */
  connected(): Promise<void>;
  /** All files of the data directory, by name. */
  files(): readonly (readonly [name: string, bytes: Buffer])[];
}

export async function openTelegramService(
  options: FakeTelegramOptions & {
    readonly env?: Readonly<Record<string, string>>;
    readonly prepare?: (telegram: FakeTelegram) => void;
  } = {},
): Promise<TelegramService> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const telegram = stack.use(await startFakeTelegram(options));
  options.prepare?.(telegram);
  const machine = new BenchMachine();
  const studio = stack.use(await startBenchStudio(folder.path, machine, { token: apiToken, slots: 4 }));
  const toStudio: string[] = [];
  const onBytes = (headers: unknown, body: Buffer): void =>
    void toStudio.push(JSON.stringify(headers), body.toString('latin1'));
  const front = stack.use(await startFlakyComfyDeploy({ upstream: studio.url, rewriteUrls: true, onBytes }));
  const dataDirectory = path.join(folder.path, 'data');
  const env = {
    DATA_DIR: dataDirectory,
    LOG_LEVEL: 'info',
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    COMFY_API_URL: front.apiUrl,
    COMFY_API_TOKEN: apiToken,
    COMFY_DEPLOYMENT_ID_CUSTOM: studioDeploymentId,
    ...options.env,
  };
  const processes = stack.use(openServiceProcesses(folder.path, env));
  processes.start();
  const logo = { bytes: await drawDisc(48), fileName: 'logo.png' };
  const opened = stack.move();
  return {
    telegram,
    machine,
    front,
    toStudio,
    logo,
    get process() {
      return processes.process;
    },
    said: processes.said,
    start: processes.start,
    end: processes.end,
    get: processes.get,
    address: processes.address,
    connected: async () => {
      telegram.webhook.proxy(webhookSettings.PUBLIC_URL, await processes.address());
      const isConnected = async () =>
        (await processes.get('/metrics')).includes('chat_platform_connected{platform="telegram"} 1');
      await processes.until(isConnected, 'connected');
    },
    files: () =>
      readdirSync(dataDirectory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => [name, readFileSync(path.join(parentPath, name))] as const),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
