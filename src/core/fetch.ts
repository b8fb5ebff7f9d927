import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, FormData, fetch, interceptors, request } from 'undici';
import { readCapped } from '#core/images/read-capped.ts';
import { unlessAborted } from './unless-aborted.ts';

// The one HTTP stack. Node's own fetch is another copy of undici: handing one's FormData or Agent to the other's fetch fails,
// the form even silently, as the text "[object FormData]".
// `fetch` is for libraries that want one handed in; everything of ours goes through `send`.
export { Agent, FormData, fetch };

/** Time for the name look-up, the connection and its TLS handshake. */
const connectTimeoutMs = 10_000;

/**
 * Connections for calls that carry their own deadline. undici's own limits (300 s for headers, 300 s between bytes) are off,
 * because they would cut a long answer short. HTTP/1.1 only: a refused HTTP/2 stream is one more way to be unsure whether a
 * request arrived. Whoever makes an agent closes it.
 */
export function createAgent({ keepAlive = true }: { readonly keepAlive?: boolean } = {}): Agent {
  return new Agent({
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
    connect: { timeout: connectTimeoutMs },
    ...(keepAlive ? {} : { pipelining: 0 }),
  });
}

/**
 * Its signal fires when the caller's does or `ms` milliseconds from now, whatever comes first. Dispose it when the work is over: nothing of it
 * is left then, where a timed-out signal of the platform lives on until its time has come, thousands of them after thousands of calls.
 */
export class Deadline implements Disposable {
  readonly #outer: AbortSignal;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #giveUp = (): void => this.#controller.abort(this.#outer.reason);

  constructor(signal: AbortSignal, ms: number) {
    this.#outer = signal;
    this.#timer = setTimeout(() => {
      this.#controller.abort(new DOMException('The time for this is over.', 'TimeoutError'));
    }, ms).unref();
    if (signal.aborted) this.#giveUp();
    else signal.addEventListener('abort', this.#giveUp, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#giveUp);
  }
}

export interface Sending {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
  readonly agent: Agent;
  /** Follow where the address sends us, a few times. Only for requests that carry no token. */
  readonly followRedirects?: boolean;
  /** Ends the request and the reading of the answer's body. */
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** The first header of that name (in lower case); null when there is none. */
  header(name: string): string | null;
  /** Decompressed. Destroy it when nobody wants it, so that its connection is free again. */
  readonly body: Readable;
}

const maxRedirections = 5;

/**
 * Sends one request and resolves with the head of its answer, whatever its status. undici's `request` and not its `fetch`, which makes weakly
 * held objects for each call: thousands of questions about runs then fill the old part of the heap instead of dying young.
 * @throws what undici says of a failed connection, as `networkFailure` reads it; when the signal fires, its reason
 */
export async function send(url: string, sending: Sending): Promise<Answer> {
  const { agent, body, headers, method = 'GET', followRedirects = false, signal } = sending;
  const dispatcher = followRedirects ? agent.compose(interceptors.redirect({ maxRedirections })) : agent;
  // Answers are short or pictures: nothing is won by compressing them.
  const answering = request(url, {
    method,
    headers: { 'accept-encoding': 'identity', ...headers },
    ...(body === undefined ? {} : { body }),
    dispatcher,
    signal,
  });
  // While it connects, undici does not listen to the signal. What comes of it later is let go of.
  const answer = await unlessAborted(answering, signal).catch((error: unknown) => {
    if (signal.aborted) answering.then(({ body: late }) => late.on('error', () => {}).destroy()).catch(() => {});
    throw error;
  });
  const header = (name: string): string | null => [answer.headers[name]].flat()[0] ?? null;
  const content = decoded(answer.body, header('content-encoding'));
  // Whoever reads sees the error; one that comes after the reading, or without any, must not end the process.
  content.on('error', () => {});
  return { status: answer.statusCode, header, body: content };
}

const decoders: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** Some proxies compress whatever was asked for. */
function decoded(body: Readable, encoding: string | null): Readable {
  const decoder = decoders.get(encoding?.trim().toLowerCase() ?? '');
  // An error of either shows in the decoder, whose reader sees it.
  return decoder ? pipeline(body, decoder(), () => {}) : body;
}

/**
 * The body, decompressed, of at most `maxBytes` bytes. The time it may take is that of the signal the request was made with.
 * @throws {TooLargeError} the body is larger; the rest was not read
 */
export async function readBody(answer: Answer, maxBytes: number): Promise<Buffer> {
  return await readCapped(answer.body, maxBytes);
}

const longestWaitMs = 24 * 60 * 60 * 1000;

/**
 * The wait a `Retry-After` header asks for, in milliseconds from `nowMs`: a number of seconds or an HTTP date. Never negative, at
 * most a day; undefined when there is no header or it says neither.
 */
export function parseRetryAfter(header: string | null, nowMs: number = Date.now()): number | undefined {
  const text = header?.trim() ?? '';
  // Date.parse takes almost any text with a digit in it for a date; every HTTP date begins with the name of a day.
  const ms = /^\d+(?:\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)
      ? Date.parse(text) - nowMs
      : Number.NaN;
  return Number.isNaN(ms) ? undefined : Math.min(longestWaitMs, Math.max(0, Math.round(ms)));
}

/** What an error of `send` says about the request. */
export interface NetworkFailure {
  /** The innermost error code, such as `ECONNREFUSED`; never a text that could hold a URL. */
  readonly code: string;
  /** True when surely no byte of the request left: the name did not resolve, or no connection came about. */
  readonly notSent: boolean;
  /** True when the other side's certificate was refused: asking again does not help. */
  readonly badCertificate: boolean;
}

const certificateCode = /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** Reads the cause chain of an error that `send`, or the reading of its body, threw. */
export function networkFailure(error: unknown): NetworkFailure {
  let [code, notSent, badCertificate] = ['', false, false];
  for (const cause of causes(error)) {
    const { code: own, syscall } = cause as { readonly code?: unknown; readonly syscall?: unknown };
    if (typeof own === 'string' && /^[\w-]{1,64}$/.test(own)) code = own;
    badCertificate ||= certificateCode.test(code);
    notSent ||=
      badCertificate || syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT';
  }
  return { code: code || 'connection failed', notSent, badCertificate };
}

/** An error, its causes, and the first of each bundle (one per address of a name), at most ten deep. */
function causes(error: unknown): Error[] {
  const found: Error[] = [];
  let next = error;
  while (next instanceof Error && found.length < 10) {
    found.push(next);
    next = next.cause ?? (next instanceof AggregateError ? next.errors[0] : undefined);
  }
  return found;
}
