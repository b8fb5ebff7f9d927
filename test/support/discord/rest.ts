import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrokenHow, type DiscordFault, FaultPlan } from './discord-faults.ts';
import { parseBody, type UploadedFile } from './multipart.ts';
import { InvalidRequests, RateLimits } from './rate-limits.ts';
import { Refusal, refusals } from './refusals.ts';
import type { Route, RouteAnswer, RouteName } from './routes/route.ts';
import { RouteTable } from './routes/route-table.ts';
import type { World } from './world.ts';

/** The ceiling of a whole request, whatever its files may have. */
const maxRequestBytes = 25 * 1024 * 1024;

/** One request as it came and what became of it. */
export interface RecordedRequest {
  readonly method: string;
  readonly route: RouteName;
  /** As `/channels/:channel/messages`. */
  readonly pattern: string;
  /** Below `/api/v10`, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly at: number;
  readonly fault: string | undefined;
  json: unknown;
  files: readonly UploadedFile[];
  /** What the client was told; undefined while it waits and when the socket was dropped. */
  status: number | undefined;
  /** Discord's own code of a refusal. */
  code: number | undefined;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
  readonly code?: number;
}

/** The HTTP side: finds the route, hurts what is to be hurt, asks for rights and limits, and answers. */
export class FakeRest {
  readonly requests: RecordedRequest[] = [];
  readonly faults = new FaultPlan<RouteName>();
  readonly limits: RateLimits;
  readonly invalid: InvalidRequests;
  /** What went wrong in this server itself. */
  readonly broken: unknown[] = [];
  readonly #world: World;
  readonly #table: RouteTable;
  readonly #closed = new AbortController();

  constructor(world: World, routes: readonly Route[]) {
    this.#world = world;
    this.#table = new RouteTable(routes);
    this.limits = new RateLimits(world.clock, world.limits);
    this.invalid = new InvalidRequests(world.clock, world.limits);
  }

  /** Whatever still waits is let go. */
  close(): void {
    this.#closed.abort();
  }

  async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://discord');
    const method = incoming.method ?? 'GET';
    const path = url.pathname.replace(/^\/api\/v10(?=\/)/, '');
    const found = this.#table.find(method, path);
    const name = found?.route.name ?? (isFile(path) ? 'file' : 'unknown');
    const fault = this.faults.take(name);
    const recorded: RecordedRequest = {
      method,
      route: name,
      pattern: found?.route.pattern ?? path,
      path,
      query: url.searchParams,
      headers: incoming.headers,
      at: this.#world.clock.now(),
      fault: fault?.name,
      json: undefined,
      files: [],
      status: undefined,
      code: undefined,
    };
    this.requests.push(recorded);
    const body = await buffer(incoming);
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'drop' && !fault.isCarriedOut) return drop(outgoing, fault.how);
    if (fault?.kind === 'answer' && !fault.isCarriedOut) return this.#send(outgoing, recorded, fault);
    const answer = isFile(path) ? this.#fileAnswer(path, url) : await this.#answer(recorded, found, body, url, fault);
    if (fault?.kind === 'drop') return drop(outgoing, fault.how);
    const isSlow = fault?.kind === 'slow' && (!fault.uploadsOnly || recorded.files.length > 0);
    if (isSlow) await sleep(fault.ms, undefined, { signal: this.#closed.signal });
    this.#send(outgoing, recorded, fault?.kind === 'answer' ? fault : answer);
  }

  async #answer(
    recorded: RecordedRequest,
    found: ReturnType<RouteTable['find']>,
    body: Buffer,
    url: URL,
    fault: DiscordFault | undefined,
  ): Promise<Answer> {
    let headers: Record<string, string> = {};
    try {
      if (this.invalid.isBanned) return banned();
      const parsed = await parseBody(recorded.headers['content-type'], body).catch((error: unknown) => ({ error }));
      if (!('error' in parsed)) Object.assign(recorded, parsed);
      if (!url.pathname.startsWith('/api/v10/')) {
        throw url.pathname.startsWith('/api/v') ? refusals.invalidApiVersion() : refusals.notFound();
      }
      if (!/^DiscordBot \(.+, .+\)/.test(recorded.headers['user-agent'] ?? '')) throw refusals.badUserAgent();
      if (!found) throw this.#table.knows(recorded.path) ? refusals.methodNotAllowed() : refusals.notFound();
      this.#assertRight(found.route, recorded.headers.authorization);
      const taken = this.limits.take(found.route, found.params, this.#channelOf(found.params));
      ({ headers } = taken);
      if (taken.refusal) throw taken.refusal;
      if (fault?.kind === 'refuse') throw fault.refusal;
      if (body.length > maxRequestBytes) throw refusals.tooLarge();
      if ('error' in parsed) throw parsed.error;
      const request = { world: this.#world, params: found.params, query: url.searchParams, ...parsed };
      return jsonAnswer(found.route.handle(request), headers);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        this.broken.push(error);
        return { ...jsonAnswer({ status: 500, body: { message: String(error), code: 0 } }, headers) };
      }
      if (found?.route.name === 'callback') this.#world.interaction(found.params['token'] ?? '')?.refuse(error.code);
      return { ...jsonAnswer(error, { ...headers, ...error.headers }), code: error.code };
    }
  }

  /** The token of an interaction is in the path, where its route looks at it. */
  #assertRight(route: Route, authorization: string | undefined): void {
    if (route.needs === 'bot' && authorization !== `Bot ${this.#world.token}`) throw refusals.unauthorized();
  }

  #channelOf({ token }: Readonly<Record<string, string>>): string | undefined {
    return token === undefined ? undefined : this.#world.interaction(token)?.channel.id;
  }

  #fileAnswer(path: string, url: URL): Answer {
    const file = this.#world.cdn.open(path, url.searchParams);
    if (!file) {
      return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'This content is no longer available.' };
    }
    return {
      status: 200,
      headers: { 'content-type': file.contentType ?? 'application/octet-stream' },
      body: file.bytes,
    };
  }

  #send(outgoing: ServerResponse, recorded: RecordedRequest, { status, headers, body, code }: Answer): void {
    recorded.status = status;
    recorded.code = code;
    if (recorded.route !== 'file') this.invalid.note(status, headers['x-ratelimit-scope']);
    const date = new Date(this.#world.clock.now()).toUTCString();
    outgoing.writeHead(status, { date, ...headers }).end(body);
  }
}

function isFile(path: string): boolean {
  return /^\/(?:ephemeral-)?attachments\//.test(path);
}

function jsonAnswer({ status, body }: RouteAnswer, headers: Readonly<Record<string, string>>): Answer {
  if (body === undefined) return { status, headers, body: undefined };
  return { status, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** What an address gets that sent too many invalid requests: a ban by the proxy before the API. */
function banned(): Answer {
  return {
    status: 429,
    headers: { 'content-type': 'text/html', 'retry-after': '600' },
    body: '<html><body>error code: 1015</body></html>',
  };
}

/** By the request's socket: a response that still waits behind an older one on its connection has none to destroy. */
function drop(outgoing: ServerResponse, how: BrokenHow): void {
  const { socket } = outgoing.req;
  if (how === 'reset') socket.resetAndDestroy();
  else socket.destroy();
}
