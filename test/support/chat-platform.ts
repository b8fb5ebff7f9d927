import { z } from 'zod';
import type { Bot } from '#bots/bot.ts';
import { PlatformError, type PlatformReason } from '#core/errors.ts';
import type { LogoSource, Thread } from '#core/mockups/batch.ts';
import type { BatchView, DeliverOptions, Part } from '#core/mockups/messenger.ts';
import type { PlatformFault } from '../contract/bot.ts';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

const answers = {
  'server-error': { status: 502, body: '<html>Bad Gateway</html>' },
  'too-many': { status: 429, headers: { 'retry-after': '2' }, body: 'slow down' },
  'bad-token': { status: 401, body: 'unauthorized' },
  forbidden: { status: 403, body: 'bot was blocked by the user' },
} satisfies Record<Exclude<PlatformFault, 'hang-up'>, ScriptedAnswer>;

/** A small chat platform on a real socket: files to be fetched, a message that can be changed, pictures that are sent. */
export async function startChatPlatform(): Promise<ChatPlatform> {
  const platform = new ChatPlatform();
  await platform.listen();
  return platform;
}

export class ChatPlatform implements AsyncDisposable {
  readonly files = new Map<string, Buffer>();
  /** Pictures that arrived, in order. */
  readonly pictures: Buffer[] = [];
  /** What every call meets from now on. */
  fault: PlatformFault | undefined;
  /** Answers for the next calls, one each, before anything else. */
  readonly next: ScriptedAnswer[] = [];
  #server: ScriptedServer | undefined;

  async listen(): Promise<void> {
    this.#server = await startScriptedServer(({ method, path, body }, response) => {
      const planned = this.next.shift();
      if (planned) return planned;
      if (this.fault === 'hang-up') {
        response.destroy();
        return undefined;
      }
      if (this.fault) return answers[this.fault];
      if (method === 'POST') {
        this.pictures.push(body);
        return { body: { id: `message ${this.pictures.length}` } };
      }
      if (method === 'PUT') return { body: { id: 'card' } };
      const file = this.files.get(path.replace('/files/', ''));
      return file ? { body: file } : { status: 404, body: 'no such file' };
    });
  }

  get origin(): string {
    return this.#open.origin;
  }

  /** How many calls have come. */
  get calls(): number {
    return this.#open.requests.length;
  }

  get #open(): ScriptedServer {
    if (!this.#server) throw new Error('The platform does not listen yet.');
    return this.#server;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }
}

/** The adapter of that platform, as small as one can be. */
export class ChatBot implements Bot {
  readonly platform = 'telegram';
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async start(): Promise<void> {}

  async fetchLogo(source: LogoSource, { signal }: { readonly signal: AbortSignal }): Promise<Buffer> {
    return await this.#call('GET', `/files/${z.string().parse(source.data)}`, undefined, signal);
  }

  async show(thread: Thread, view: BatchView, { signal }: { readonly signal: AbortSignal }): Promise<Thread> {
    await this.#call('PUT', '/card', Buffer.from(JSON.stringify(view)), signal);
    return thread;
  }

  async deliver(thread: Thread, parts: readonly Part[], { signal, sent, onSent }: DeliverOptions): Promise<Thread> {
    for (const { key, picture } of parts) {
      if (sent.has(key)) continue;
      signal.throwIfAborted();
      await onSent(key, [await this.send(await picture.read(), signal)]);
    }
    return thread;
  }

  /** Sends one picture. Gives what the platform calls it. */
  async send(bytes: Buffer, signal: AbortSignal): Promise<string> {
    return String(await this.#call('POST', '/messages', bytes, signal));
  }

  async #call(method: string, path: string, body: Buffer | undefined, signal: AbortSignal): Promise<Buffer> {
    let status: number;
    let retryAfterMs: number | undefined;
    try {
      const response = await fetch(`${this.#origin}${path}`, { method, signal, ...(body ? { body } : {}) });
      const answer = Buffer.from(await response.arrayBuffer());
      if (response.ok) return answer;
      ({ status } = response);
      const seconds = response.headers.get('retry-after');
      if (seconds !== null) retryAfterMs = Number(seconds) * 1000;
    } catch (error) {
      signal.throwIfAborted();
      throw new PlatformError('no answer', { service: 'telegram', reason: 'unavailable', cause: error });
    }
    const reason = reasonOf(status);
    throw new PlatformError(`answered ${status}`, { service: 'telegram', reason, status, retryAfterMs });
  }
}

function reasonOf(status: number): PlatformReason {
  if (status === 401 || status === 429 || status >= 500) return 'unavailable';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'gone';
  return status === 413 ? 'too-big' : 'refused';
}
