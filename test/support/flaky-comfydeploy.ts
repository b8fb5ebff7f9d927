import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { type Fault, faults, type Route, routeOf, seededRandom } from './faults.ts';

/** One request as it came and what became of it. */
export interface SeenRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly route: Route;
  readonly fault: string | undefined;
  /** Whether the upstream has carried it out. */
  forwarded: boolean;
  /** What the client was told; undefined while it waits and when the socket was dropped. */
  status: number | undefined;
}

export interface FlakyOptions {
  /** Base of the API behind, such as `http://127.0.0.1:3011/api`. */
  readonly upstream: string;
  /** Hurts this fraction of all requests, by draws that a seed repeats (in the order in which requests come). */
  readonly random?: { readonly seed: number; readonly fraction: number; readonly faults?: readonly Fault[] };
  /** Told of each request's head and body as they came. */
  readonly onBytes?: (headers: Readonly<Record<string, unknown>>, body: Buffer) => void;
  /** Makes the upstream's own URLs in answers lead through the front, so that files can be hurt too. */
  readonly rewriteUrls?: boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

const randomFaults: readonly Fault[] = [
  faults.delay(20),
  faults.tooMany(),
  faults.serverError(503),
  faults.badGateway(),
  faults.garbage(),
  faults.dropBefore(),
  faults.dropAfter(),
  faults.failAfter(),
  faults.truncate(),
  faults.slow(),
];

/** A front on a real socket that passes requests on to an API and hurts those it was told to. */
export async function startFlakyComfyDeploy(options: FlakyOptions): Promise<FlakyComfyDeploy> {
  const flaky = new FlakyComfyDeploy(options);
  await flaky.listen();
  return flaky;
}

export class FlakyComfyDeploy {
  readonly requests: SeenRequest[] = [];
  /** How far the API's clock is ahead of ours by its answers' own date, in ms. */
  clockOffsetMs = 0;
  readonly #upstream: URL;
  readonly #options: FlakyOptions;
  readonly #server: Server;
  readonly #agent = new Agent();
  readonly #closed = new AbortController();
  readonly #next = new Map<Route, Fault[]>();
  readonly #always = new Map<Route, Fault>();
  readonly #random: () => number;

  constructor(options: FlakyOptions) {
    this.#options = options;
    this.#upstream = new URL(options.upstream);
    this.#random = seededRandom(options.random?.seed ?? 0);
    this.#server = createServer((incoming, outgoing) => {
      // A client that gives up in the middle, or the front being closed: nobody is left to be told.
      this.#handle(incoming, outgoing).catch(() => drop(outgoing));
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** Origin of the front, without a path. */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Base of the API as the client should know it. */
  get apiUrl(): string {
    return `${this.origin}${this.#upstream.pathname.replace(/\/$/, '')}`;
  }

  /** The next requests of a route meet these faults, one each. */
  next(route: Route, ...planned: readonly Fault[]): void {
    this.#next.set(route, [...(this.#next.get(route) ?? []), ...planned]);
  }

  /** Every request of a route meets this fault, when none is planned by `next`. */
  always(route: Route, fault: Fault): void {
    this.#always.set(route, fault);
  }

  /** Nothing planned is left; random faults go on. */
  heal(): void {
    this.#next.clear();
    this.#always.clear();
  }

  /** Requests of a route, oldest first. */
  of(route: Route): SeenRequest[] {
    return this.requests.filter((seen) => seen.route === route);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await Promise.all([closed, this.#agent.destroy()]);
  }

  #choose(route: Route): Fault | undefined {
    const planned = this.#next.get(route)?.shift() ?? this.#always.get(route);
    const { random } = this.#options;
    if (planned || !random || this.#random() >= random.fraction) return planned;
    const pool = random.faults ?? randomFaults;
    return pool[Math.floor(this.#random() * pool.length)];
  }

  async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = incoming;
    const route = routeOf(method, new URL(url, this.origin).pathname);
    const fault = this.#choose(route);
    const seen: SeenRequest = { method, path: url, route, fault: fault?.name, forwarded: false, status: undefined };
    this.requests.push(seen);
    const body = await buffer(incoming);
    this.#options.onBytes?.(incoming.headers, body);
    if (fault?.kind === 'delay') await this.#pause(fault.ms);
    if (fault?.kind === 'hang') return;
    const isForwarded = fault === undefined || !('forwarded' in fault) || fault.forwarded;
    const answer = isForwarded ? await this.#forward(incoming, method, url, body) : undefined;
    seen.forwarded = isForwarded;
    await this.#answer(outgoing, seen, fault, answer);
  }

  async #forward(incoming: IncomingMessage, method: string, url: string, body: Buffer): Promise<Answer> {
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).flatMap(([name, value]) =>
        ['host', 'connection', 'transfer-encoding', 'accept-encoding', 'content-length'].includes(name) ||
        value === undefined
          ? []
          : [[name, value]],
      ),
    );
    const response = await request(new URL(url, this.#upstream.origin), {
      method: method as 'GET',
      headers,
      ...(body.length > 0 ? { body } : {}),
      dispatcher: this.#agent,
      signal: this.#closed.signal,
    });
    const bytes = Buffer.from(await response.body.arrayBuffer());
    const kept = Object.entries(response.headers).flatMap(([name, value]) =>
      ['connection', 'transfer-encoding', 'content-length', 'keep-alive'].includes(name) || value === undefined
        ? []
        : [[name, String(value)] as const],
    );
    return {
      status: response.statusCode,
      headers: { ...Object.fromEntries(kept), date: new Date(Date.now() + this.clockOffsetMs).toUTCString() },
      body: this.#ownUrls(bytes, response.headers),
    };
  }

  #ownUrls(body: Buffer, headers: Record<string, string | string[] | undefined>): Buffer {
    if (!this.#options.rewriteUrls || !String(headers['content-type']).includes('json')) return body;
    return Buffer.from(body.toString('utf8').replaceAll(this.#upstream.origin, this.origin));
  }

  async #answer(
    outgoing: ServerResponse,
    seen: SeenRequest,
    fault: Fault | undefined,
    answer: Answer | undefined,
  ): Promise<void> {
    if (fault?.kind === 'drop') return drop(outgoing);
    if (fault?.kind === 'answer') return this.#send(outgoing, seen, { ...fault, body: Buffer.from(fault.body) });
    if (!answer) throw new Error(`The fault ${fault?.name} has no answer.`);
    switch (fault?.kind) {
      case 'rewrite':
        return this.#send(outgoing, seen, rewritten(answer, fault.change));
      case 'truncate':
        outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
        outgoing.write(answer.body.subarray(0, answer.body.length / 2), () => drop(outgoing));
        return;
      case 'slow':
        return await this.#sendSlowly(outgoing, seen, answer, fault);
      default:
        return this.#send(outgoing, seen, answer);
    }
  }

  #send(outgoing: ServerResponse, seen: SeenRequest, { status, headers, body }: Answer | (Fault & Answer)): void {
    seen.status = status;
    outgoing.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
  }

  async #sendSlowly(
    outgoing: ServerResponse,
    seen: SeenRequest,
    { status, headers, body }: Answer,
    { pieces, pauseMs }: { readonly pieces: number; readonly pauseMs: number },
  ): Promise<void> {
    seen.status = status;
    outgoing.writeHead(status, { ...headers, 'content-length': body.length });
    const size = Math.max(1, Math.ceil(body.length / pieces));
    for (let at = 0; at < body.length; at += size) {
      outgoing.write(body.subarray(at, at + size));
      await this.#pause(pauseMs);
    }
    outgoing.end();
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#closed.signal });
  }
}

/** By the request's socket: a response that still waits behind an older one on its connection has none to destroy. */
function drop(outgoing: ServerResponse): void {
  outgoing.req.socket.destroy();
}

function rewritten(answer: Answer, change: (json: Record<string, unknown>) => Record<string, unknown>): Answer {
  if (answer.status !== 200) return answer;
  const json = JSON.parse(answer.body.toString('utf8')) as Record<string, unknown>;
  return { ...answer, body: Buffer.from(JSON.stringify(change(json))) };
}
