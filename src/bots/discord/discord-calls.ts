import { type RawFile, REST, type RequestMethod } from 'discord.js';
import type { z } from 'zod';
import { Deadline } from '#core/fetch.ts';
import { type RetryPolicy, retry } from '#core/retry.ts';
import { unlessAborted } from '#core/unless-aborted.ts';
import { DiscordError } from './discord-error.ts';
import { RequestGuard } from './request-guard.ts';

/** The library keeps what it knows of the limits of each place and each interaction. */
const mostHandlers = 500;

export interface DiscordCallsOptions {
  readonly token: string;
  /** Base of the REST API without its version; Discord's own when not given. */
  readonly apiUrl?: string;
  /** How long one request may take, in ms. */
  readonly callMs?: number;
  readonly retry?: Partial<RetryPolicy>;
  /** Makes the requests, and is disposed with these calls. */
  readonly guard?: RequestGuard;
}

export interface DiscordCall<T> {
  /** The request in words, without ids: `list of the commands`. */
  readonly what: string;
  readonly method: `${RequestMethod}`;
  readonly route: `/${string}`;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly files?: readonly RawFile[];
  /** False for what an interaction's token opens: the bot's own is not sent along, and is not doubted when that one has run out. */
  readonly auth?: false;
  /** What the answer has to be. */
  readonly answer: z.ZodType<T>;
  readonly signal: AbortSignal;
}

/**
 * Requests to Discord's REST API with the bot's token, for what is done before or beside the running client. Each has a deadline, and is
 * tried again after an answer 5xx, no answer, or a 429, as soon as Discord allows it; the library alone would try again at once, and wait
 * for as long as it is told. So it is only for requests that may arrive twice.
 */
export class DiscordCalls implements AsyncDisposable {
  readonly #guard: RequestGuard;
  readonly #rest: REST;
  readonly #token: string;
  readonly #callMs: number;
  readonly #retry: RetryPolicy;

  constructor({ token, apiUrl, callMs = 10_000, retry = {}, guard = new RequestGuard() }: DiscordCallsOptions) {
    this.#guard = guard;
    this.#callMs = callMs;
    this.#token = token;
    this.#retry = { attempts: 4, baseDelayMs: 500, maxDelayMs: 60_000, ...retry };
    this.#rest = new REST({
      ...(apiUrl === undefined ? {} : { api: apiUrl }),
      timeout: callMs,
      retries: 0,
      rejectOnRateLimit: () => true,
      makeRequest: guard.once,
      // No timers: it is swept when there is something to sweep.
      hashSweepInterval: 0,
      handlerSweepInterval: 0,
    }).setToken(token);
  }

  /** Closes its connections; calls under way fail. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#guard[Symbol.asyncDispose]();
  }

  /** @throws {DiscordError} without an answer that fits; when the signal fires, its reason */
  async call<T>(call: DiscordCall<T>): Promise<T> {
    return retry(async () => this.#once(call), {
      ...this.#retry,
      signal: call.signal,
      shouldRetry: (error) => error instanceof DiscordError && error.retryable && error.status !== 401,
    });
  }

  async #once<T>({ what, method, route, query, body, files, auth, answer, signal }: DiscordCall<T>): Promise<T> {
    using deadline = new Deadline(signal, this.#callMs);
    const request = {
      fullRoute: route,
      // The library's enum has exactly these values.
      method: method as RequestMethod,
      ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
      ...(body === undefined ? {} : { body }),
      ...(files ? { files: [...files] } : {}),
      ...(auth === false ? { auth } : {}),
      signal: deadline.signal,
    };
    if (this.#rest.handlers.size > mostHandlers) this.#rest.handlers.sweep(({ inactive }) => inactive);
    // The library forgets its token after an answer 401, and every call after that would fail.
    this.#rest.setToken(this.#token);
    let given: unknown;
    try {
      // The library waits for its own turns whatever the signal says.
      given = await unlessAborted(this.#rest.request(request), deadline.signal);
    } catch (error) {
      signal.throwIfAborted();
      throw DiscordError.from(error, what);
    }
    const parsed = answer.safeParse(given);
    if (parsed.success) return parsed.data;
    throw new DiscordError(`Discord answered the ${what} with something else.`, { reason: 'refused' });
  }
}
