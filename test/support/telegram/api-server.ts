import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from './json.ts';
import type { Method } from './methods/method.ts';
import { Params } from './params.ts';
import { TelegramRefusal } from './refusals.ts';
import { parseRequest, type UploadedFile } from './request-body.ts';
import { FaultPlan } from './telegram-faults.ts';
import type { World } from './world.ts';

/** One call as it came and what became of it. A download is recorded with `file` for its method. */
export interface RecordedCall {
  readonly method: string;
  readonly at: number;
  readonly fault: string | undefined;
  params: Json;
  files: readonly UploadedFile[];
  /** 200, or the `error_code` (or HTTP status) it was answered with; undefined while it waits and when the socket was dropped. */
  code: number | undefined;
  description: string | undefined;
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly description?: string;
}

/** The HTTP side: reads the call, hurts what is to be hurt, and answers as the Bot API does. */
export class ApiServer {
  readonly calls: RecordedCall[] = [];
  readonly faults = new FaultPlan();
  readonly #world: World;
  readonly #methods: Readonly<Record<string, Method>>;

  constructor(world: World, methods: Readonly<Record<string, Method>>) {
    this.#world = world;
    this.#methods = methods;
  }

  async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://telegram');
    const path = decodeURIComponent(url.pathname);
    const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(path);
    const call = /^\/bot([^/]+)\/(\w+)$/.exec(path);
    const method = file ? 'file' : (call?.[2] ?? '');
    const fault = this.faults.take(method);
    const recorded: RecordedCall = {
      method,
      at: this.#world.clock.now(),
      fault: fault?.name,
      params: file ? { file_path: file[2] } : {},
      files: [],
      code: undefined,
      description: undefined,
    };
    this.calls.push(recorded);
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    const bytes = await buffer(incoming);
    const parsed = attempt(() => parseRequest(url.searchParams, incoming.headers['content-type'], bytes));
    if (!file && !(parsed instanceof TelegramRefusal)) Object.assign(recorded, parsed);
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'drop' && !fault.isCarriedOut) return drop(outgoing);
    if (fault?.kind === 'answer' && !fault.isCarriedOut) return send(outgoing, recorded, fault);
    const signal = AbortSignal.any([gone.signal, this.#world.closed.signal]);
    const answer = await this.#answer(file ?? call, () => {
      if (fault?.kind === 'refuse') throw fault.refusal;
      if (parsed instanceof TelegramRefusal) throw parsed;
      const limit = (this.#world.isLocal ? 2100 : 60) * 2 ** 20;
      if (bytes.length > limit) throw new TelegramRefusal(413, 'Request Entity Too Large');
      return file ? this.#file(file[2] ?? '') : this.#call(method, new Params(parsed.params, parsed.files), signal);
    });
    if (fault?.kind === 'drop') return drop(outgoing);
    if (fault?.kind === 'slow') await sleep(fault.ms, undefined, { signal: this.#world.closed.signal });
    send(outgoing, recorded, fault?.kind === 'answer' ? fault : answer);
  }

  /** A call that came as the answer to a webhook; its result is lost. */
  async reply({ method, ...params }: Json): Promise<void> {
    const name = String(method);
    const recorded: RecordedCall = {
      method: name,
      at: this.#world.clock.now(),
      fault: undefined,
      params,
      files: [],
      code: undefined,
      description: undefined,
    };
    this.calls.push(recorded);
    const isTaken = !/^(?:get|setWebhook$|deleteWebhook$|close$|logOut$)/.test(name);
    const answer = await this.#answer(['', this.#world.token], () => {
      if (!isTaken) throw new TelegramRefusal(400, `Bad Request: ${name} can't be called in a webhook's answer`);
      return this.#call(name, new Params(params), this.#world.closed.signal);
    });
    recorded.code = answer.status;
    recorded.description = answer.description;
  }

  async #answer(address: readonly string[] | null, carryOut: () => unknown): Promise<Answer> {
    try {
      if (!address) throw new TelegramRefusal(404, 'Not Found');
      if (address[1] !== this.#world.token) throw new TelegramRefusal(401, 'Unauthorized');
      const result = await carryOut();
      if (result instanceof Buffer) return { status: 200, contentType: 'application/octet-stream', body: result };
      return { status: 200, contentType: 'application/json', body: JSON.stringify({ ok: true, result }) };
    } catch (error) {
      const refusal =
        error instanceof TelegramRefusal ? error : new TelegramRefusal(500, `The fake broke: ${String(error)}`);
      if (!(error instanceof TelegramRefusal)) this.#world.broken.push(error);
      const body = JSON.stringify(refusal.body);
      return { status: refusal.code, contentType: 'application/json', body, description: refusal.message };
    }
  }

  #call(name: string, params: Params, gone: AbortSignal): unknown {
    // Names of methods are read without regard to case.
    const found = Object.keys(this.#methods).find((one) => one.toLowerCase() === name.toLowerCase());
    const method = found === undefined ? undefined : this.#methods[found];
    if (!method) throw new TelegramRefusal(404, 'Not Found');
    return method({ world: this.#world, params, gone });
  }

  #file(path: string): Buffer {
    const file = this.#world.files.open(path);
    if (!file) throw new TelegramRefusal(404, 'Not Found');
    return file.bytes;
  }
}

function attempt<Value>(make: () => Value): Value | TelegramRefusal {
  try {
    return make();
  } catch (error) {
    if (error instanceof TelegramRefusal) return error;
    throw error;
  }
}

function send(
  outgoing: ServerResponse,
  recorded: RecordedCall,
  { status, contentType, body, description }: Answer,
): void {
  recorded.code = status;
  recorded.description = description;
  outgoing.writeHead(status, { 'content-type': contentType }).end(body);
}

/** By the request's socket: a response that still waits behind an older one on its connection has none to destroy. */
function drop(outgoing: ServerResponse): void {
  outgoing.req.socket.resetAndDestroy();
}
