import type { z } from 'zod';
import { ConfigurationError } from '#core/errors.ts';
import { type Agent, createAgent, FormData } from '#core/fetch.ts';
import type { Logger } from '#core/log.ts';
import { type RetryPolicy, retry } from '#core/retry.ts';
import { ComfyDeployError, type ErrorReason } from './comfydeploy-error.ts';
import { exchange } from './exchange.ts';
import { safeText } from './safe-text.ts';
import { ServerClock } from './server-clock.ts';
import { type BreakerPolicy, defaultBreakerPolicy, isSick, SicknessBreaker } from './sickness-breaker.ts';

/** How long each kind of call may take, answer included, in milliseconds. */
export interface Timeouts {
  readonly readMs: number;
  /** Queueing can rebuild the machine's app inside the call, which takes minutes. */
  readonly queueMs: number;
  readonly cancelMs: number;
  readonly transferMs: number;
}

/** What a request is for, in one word. */
export type ApiVerb = 'queue' | 'run' | 'cancel' | 'upload' | 'deployment' | 'deployments' | 'runs' | 'logs';

/** One request and what came of it; `aborted` when its caller gave it up. */
export interface ApiCall {
  readonly verb: ApiVerb;
  readonly outcome: 'ok' | 'aborted' | ErrorReason;
}

export interface ApiOptions {
  /** Base with its `/api`, without a slash at the end, as `resolveApiUrl` gives it. */
  readonly apiUrl: string;
  /** API key; none is needed by a studio on loopback. */
  readonly token?: string;
  readonly log: Logger;
  readonly timeouts?: Partial<Timeouts>;
  readonly retry?: Partial<RetryPolicy>;
  readonly breaker?: Partial<BreakerPolicy>;
  /** Told of each request, also of those not sent while the API is left alone. */
  readonly onCall?: (call: ApiCall) => void;
}

/** What every call takes: its end. */
export interface Call {
  readonly signal: AbortSignal;
}

interface BoundedCall extends Call {
  readonly verb: ApiVerb;
  /** Largest answer; 1 MB unless told. */
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
}

export interface ReadCall extends BoundedCall {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
}

export interface WriteCall extends BoundedCall {
  /** An object is sent as JSON. */
  readonly body?: FormData | Readonly<Record<string, unknown>>;
  /** Use a connection of its own, so that a kept one the server has just closed cannot swallow the request. */
  readonly freshConnection?: boolean;
}

interface ApiRequest<T> extends WriteCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly search: string;
  readonly schema: z.ZodType<T>;
  readonly attempt: number;
  readonly timeoutMs: number;
}

const megabyte = 1024 * 1024;
const defaultTimeouts: Timeouts = { readMs: 30_000, queueMs: 10 * 60_000, cancelMs: 60_000, transferMs: 5 * 60_000 };
const defaultRetry: RetryPolicy = { attempts: 3, baseDelayMs: 300, maxDelayMs: 10_000 };

/** Speaks JSON with the API: adds the token, parses what arrives, tries again what is safe to try again. */
export class Api {
  readonly timeouts: Timeouts;
  readonly serverClock = new ServerClock();
  readonly #options: ApiOptions;
  readonly #retry: RetryPolicy;
  readonly #agent: Agent = createAgent();
  readonly #freshAgent: Agent = createAgent({ keepAlive: false });
  readonly #breaker: SicknessBreaker;
  #lastAnswer: 'ok' | 'failed' | 'unknown' = 'unknown';

  /** @throws {ConfigurationError} the token cannot be sent in a header */
  constructor(options: ApiOptions) {
    if (options.token !== undefined && !/^[\x21-\x7e]+$/.test(options.token)) {
      throw new ConfigurationError(['COMFY_API_TOKEN must not contain spaces, line breaks or special characters.']);
    }
    this.#options = options;
    this.timeouts = { ...defaultTimeouts, ...options.timeouts };
    this.#retry = { ...defaultRetry, ...options.retry };
    this.#breaker = new SicknessBreaker({ ...defaultBreakerPolicy, ...options.breaker });
  }

  /** Reads. Tried again when the network, the server or its answer failed; not after the time ran out. */
  async get<T>(path: string, schema: z.ZodType<T>, { query = {}, ...call }: ReadCall): Promise<T> {
    const parameters = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) if (value !== undefined) parameters.set(key, String(value));
    const search = parameters.size > 0 ? `?${parameters.toString()}` : '';
    return await this.#try(call.signal, shouldReadAgain, (attempt) =>
      this.#call({ method: 'GET', path, search, schema, attempt, timeoutMs: this.timeouts.readMs, ...call }),
    );
  }

  /** Writes. Tried again only when the request surely was not carried out: never connected, or refused as too many. */
  async post<T>(path: string, schema: z.ZodType<T>, call: WriteCall): Promise<T> {
    return await this.#try(call.signal, shouldWriteAgain, (attempt) =>
      this.#call({ method: 'POST', path, search: '', schema, attempt, timeoutMs: this.timeouts.transferMs, ...call }),
    );
  }

  /** A file wherever it lies. The token is never sent along: files are public or carry their permission in the URL. */
  async download(
    url: string,
    { signal, maxBytes }: { readonly signal: AbortSignal; readonly maxBytes: number },
  ): Promise<Buffer> {
    return await this.#try(signal, shouldReadAgain, () =>
      exchange({
        method: 'GET',
        url: checkedFileUrl(url),
        label: 'GET of a file',
        agent: this.#agent,
        timeoutMs: this.timeouts.transferMs,
        maxBytes,
        followRedirects: true,
        signal,
      }),
    );
  }

  /** Connections for requests that carry no token. */
  get agent(): Agent {
    return this.#agent;
  }

  /** Whether the last request was answered; a refusal is an answer. */
  get lastAnswer(): 'ok' | 'failed' | 'unknown' {
    return this.#lastAnswer;
  }

  /** True while nothing is sent, because it failed many times in a row. */
  get isPaused(): boolean {
    return this.#breaker.isOpen;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#agent.destroy(), this.#freshAgent.destroy()]);
  }

  async #try<T>(
    signal: AbortSignal,
    shouldRetry: (error: unknown) => boolean,
    task: (attempt: number) => Promise<T>,
  ): Promise<T> {
    const onRetry = (error: unknown, attempt: number, delayMs: number) =>
      this.#options.log.warn({ attempt, delayMs, reason: String(error) }, 'ComfyDeploy call is tried again');
    return await retry(task, { ...this.#retry, signal, shouldRetry, onRetry });
  }

  async #call<T>(request: ApiRequest<T>): Promise<T> {
    try {
      const answer = await this.#breaker.call(() => this.#send(request));
      this.#note(request.verb, 'ok');
      return answer;
    } catch (error) {
      this.#note(request.verb, error instanceof ComfyDeployError ? error.reason : 'aborted');
      throw error;
    }
  }

  #note(verb: ApiVerb, outcome: ApiCall['outcome']): void {
    if (outcome !== 'aborted' && outcome !== 'paused') this.#lastAnswer = isSick(outcome) ? 'failed' : 'ok';
    this.#options.onCall?.({ verb, outcome });
  }

  async #send<T>(call: ApiRequest<T>): Promise<T> {
    const { apiUrl, token, log } = this.#options;
    const body = call.body === undefined || call.body instanceof FormData ? call.body : JSON.stringify(call.body);
    const label = `${call.method} ${call.path}`;
    const startedAt = performance.now();
    const bytes = await exchange({
      method: call.method,
      url: `${apiUrl}${call.path}${call.search}`,
      label,
      headers: {
        accept: 'application/json',
        // The server takes the word Bearer only in exactly this casing.
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      },
      ...(body === undefined ? {} : { body }),
      secret: token,
      agent: call.freshConnection ? this.#freshAgent : this.#agent,
      timeoutMs: call.timeoutMs,
      maxBytes: call.maxBytes ?? megabyte,
      onAnswer: (answer) => this.serverClock.note(answer.header('date')),
      signal: call.signal,
    });
    log.debug(
      { call: label, attempt: call.attempt, ms: Math.round(performance.now() - startedAt) },
      'ComfyDeploy answered',
    );
    return parseAnswer(label, call.schema, bytes);
  }
}

function shouldReadAgain(error: unknown): boolean {
  return (
    error instanceof ComfyDeployError && error.retryable && error.reason !== 'timed-out' && error.reason !== 'paused'
  );
}

function shouldWriteAgain(error: unknown): boolean {
  return (
    error instanceof ComfyDeployError &&
    error.reason !== 'paused' &&
    ((error.notSent && error.retryable) || error.reason === 'busy')
  );
}

function parseAnswer<T>(label: string, schema: z.ZodType<T>, bytes: Buffer): T {
  const text = bytes.toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const what = text.trimStart().startsWith('<') ? 'a web page' : text ? 'something that is not JSON' : 'nothing';
    throw unreadable(`ComfyDeploy answered ${label} with ${what}; check COMFY_API_URL.`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadable(
    `ComfyDeploy's answer to ${label} lacks what it should hold (${safeText(issue?.path.join('.') ?? '', 60)}).`,
  );
}

function unreadable(message: string): ComfyDeployError {
  return new ComfyDeployError(message, { reason: 'unreadable', retryable: true, outcomeUnknown: true, status: 200 });
}

function checkedFileUrl(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url.href;
  const message = 'ComfyDeploy names a file by something that is not a web address.';
  throw new ComfyDeployError(message, { reason: 'unreadable', retryable: false, outcomeUnknown: false });
}
