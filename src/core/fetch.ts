import { Agent, FormData, fetch, type Response } from 'undici';
import { readCapped } from '#core/images/read-capped.ts';

// The one HTTP stack. Node's own fetch is another copy of undici: handing one's FormData or Agent to the other's fetch fails,
// the form even silently, as the text "[object FormData]".
export { Agent, FormData, fetch, type Response };

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

/** Fires when the caller's signal fires or after `ms` milliseconds from now, whatever comes first. */
export function withDeadline(signal: AbortSignal, ms: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ms)]);
}

/**
 * The body, decompressed, of at most `maxBytes` bytes. The time it may take is that of the signal the request was made with.
 * @throws {TooLargeError} the body is larger; the rest was not read
 */
export async function readBody(response: Response, maxBytes: number): Promise<Buffer> {
  return response.body ? await readCapped(response.body, maxBytes) : Buffer.alloc(0);
}

/** Lets go of a body nobody wants, so that its connection is free again. */
export async function discardBody(response: Response): Promise<void> {
  try {
    await response.body?.cancel();
  } catch {
    // The connection broke before it was given up: nothing is left to let go of.
  }
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

/** What an error of `fetch` says about the request. */
export interface NetworkFailure {
  /** The innermost error code, such as `ECONNREFUSED`; never a text that could hold a URL. */
  readonly code: string;
  /** True when surely no byte of the request left: the name did not resolve, or no connection came about. */
  readonly notSent: boolean;
  /** True when the other side's certificate was refused: asking again does not help. */
  readonly badCertificate: boolean;
}

const certificateCode = /^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** Reads the cause chain of an error that `fetch`, or the reading of its body, threw. */
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
