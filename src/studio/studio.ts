import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from '#core/log.ts';
import { Renderer } from '#core/renderer/renderer.ts';
import { isLoopbackHost } from './access.ts';
import { createStudioApp } from './app.ts';
import { FileLinks } from './file-links.ts';
import { type FilePath, FileStore } from './file-store.ts';
import { InputPictures } from './input-pictures.ts';
import { closeServer, listen, localUrl } from './listen.ts';
import type { Machine } from './machines/machine.ts';
import { type ShotRenderer, TemplateRenderer } from './machines/template-renderer.ts';
import { Retention } from './retention.ts';
import { RunDispatcher } from './run-dispatcher.ts';
import { RunLedger } from './run-ledger.ts';
import { RunStore } from './run-store.ts';
import { StartError } from './start-error.ts';
import { WebhookSender } from './webhook-sender.ts';

export type StudioOptions = {
  /** A folder of the studio's own; made when missing. One studio at a time may use it. */
  readonly dataDir: string;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** What callers must show as Bearer. Without it the studio answers only this machine. */
  readonly token?: string;
  /** Origins whose web pages may call, e.g. `https://shop.example`. */
  readonly origins: readonly string[];
  /** Runs rendered at once. */
  readonly slots: number;
  readonly log: Logger;
  /** What carries out the runs; the caller disposes it. Absent = the template renderer. */
  readonly machine?: Machine;
  /** A renderer to share with the caller, who disposes it. Absent = one of the studio's own with as many threads as slots. */
  readonly renderer?: ShotRenderer;
  /** Where the studio is reached from outside, e.g. `https://studio.example`. Absent = wherever each caller reached it. */
  readonly publicUrl?: string;
  /** Private mode: how long URLs of files work, e.g. 3,600,000. Absent = as long as the files are kept. */
  readonly outputTtlMs?: number;
  /** From pick-up to the end of a run; 300,000 by default. */
  readonly runTimeoutMs?: number;
  /** How long files and ended runs are kept; 7 by default. */
  readonly retentionDays?: number;
  readonly webhookRetryDelaysMs?: readonly number[];
};

/** A listening studio. `url` is the base of its API, e.g. `http://127.0.0.1:3011/api`. Disposing it ends everything in order. */
export type Studio = AsyncDisposable & { readonly url: string; readonly port: number };

/**
 * Starts the ComfyDeploy-compatible server and takes up the runs an earlier one left. Disposed, or killed, it loses no run: what
 * waits goes on waiting, what was being rendered is rendered anew by the next start.
 * @throws {StartError} with one sentence for the person who starts it
 */
export async function startStudio(options: StudioOptions): Promise<Studio> {
  const { host, log, token } = options;
  const allowLoopback = isLoopbackHost(host);
  if (!allowLoopback && token === undefined) {
    throw new StartError(
      `On ${host} others can reach the studio, so it needs a token: set one, or listen on 127.0.0.1.`,
    );
  }
  await using stack = new AsyncDisposableStack();
  const { store, files } = await openState(options.dataDir, stack);
  const secret = store.setting('secret', () => randomBytes(32).toString('base64url'));
  const machineToken = store.setting('machineToken', () => randomBytes(32).toString('base64url'));

  const server = createServer();
  const port = await listen(server, host, options.port);
  stack.defer(() => closeServer(server));
  const origin = localUrl(host, port);
  const publicUrl = options.publicUrl?.replace(/\/+$/, '');
  const links = new FileLinks({
    secret,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(options.outputTtlMs === undefined ? {} : { ttlMs: options.outputTtlMs }),
  });

  const retryDelaysMs = options.webhookRetryDelaysMs;
  const webhooks = stack.use(new WebhookSender({ allowLoopback, log, ...(retryDelaysMs ? { retryDelaysMs } : {}) }));
  const locate = (url: string) => (url.startsWith('/') ? links.plain(url as FilePath, origin) : url);
  const ledger = new RunLedger({ store, webhooks, locate });
  const machine = options.machine ?? ownMachine(options, new InputPictures({ files, allowLoopback }), stack);
  const runTimeoutMs = options.runTimeoutMs ?? 300_000;
  const api = `${publicUrl ?? origin}/api`;
  const callbacks = { statusUrl: `${api}/update-run`, fileUploadUrl: `${api}/file-upload`, token: machineToken };
  const dispatcher = stack.use(
    new RunDispatcher({ ledger, files, machine, callbacks, slots: options.slots, runTimeoutMs, log }),
  );
  stack.use(new Retention({ files, store, days: options.retentionDays ?? 7, log }));

  const access = { machineToken, origins: options.origins, ...(token === undefined ? {} : { token }) };
  const app = createStudioApp({ access, ledger, dispatcher, files, links, runTimeoutMs, log });
  // The program around may use other HTTP libraries: their Request and Response stay theirs.
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  server.on('request', (incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => log.error({ err: error }, 'an answer could not be sent'));
  });
  dispatcher.resume();

  const started = stack.move();
  return { url: `${origin}/api`, port, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

async function openState(dataDir: string, stack: AsyncDisposableStack): Promise<{ store: RunStore; files: FileStore }> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    // The database first: it is the lock, so only its holder clears away half-written files.
    const store = stack.use(new RunStore(join(dataDir, 'runs.sqlite')));
    return { store, files: await FileStore.open(join(dataDir, 'files')) };
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    throw new StartError(`The studio cannot write to ${dataDir}.`, { cause });
  }
}

function ownMachine(options: StudioOptions, pictures: InputPictures, stack: AsyncDisposableStack): Machine {
  const renderer = options.renderer ?? stack.use(new Renderer({ threads: options.slots }));
  return new TemplateRenderer({ renderer, readPicture: (url, signal) => pictures.read(url, signal) });
}
