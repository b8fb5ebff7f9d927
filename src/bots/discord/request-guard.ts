import { setTimeout as sleep } from 'node:timers/promises';
import type { RESTOptions } from 'discord.js';
import { type Agent, createAgent, Deadline } from '#core/fetch.ts';
import { readCapped } from '#core/images/read-capped.ts';
import type { Logger } from '#core/log.ts';
import { backoffMs } from '#core/retry.ts';
import { DiscordError } from './discord-error.ts';
import { InvalidRequests } from './invalid-requests.ts';
import { makeRequestWith } from './make-request.ts';

type MakeRequest = RESTOptions['makeRequest'];
type Request = Parameters<MakeRequest>[1];
type Answer = Awaited<ReturnType<MakeRequest>>;

/** Discord waits 3 s for a first answer: about half of that is left for a second attempt. */
const firstAnswerMs = 1400;
/** An upload of 25 MiB over a slow line, and its answer. */
const usualMs = 120_000;
const maxAnswerBytes = 8 * 1024 * 1024;
const attempts = 3;
const repeatPause = { baseDelayMs: 400, maxDelayMs: 2000 };
/** How long a shut-out is respected that does not say how long it lasts. */
const usualShutOutMs = 60_000;

/**
 * Makes the library's requests. Holds them back when too many were invalid, or when the proxy before the API has shut us out; reads answers
 * to their end, under a time and a size of their own; and tries again, with a pause, what may be tried again.
 */
export class RequestGuard implements AsyncDisposable {
  readonly #agent: Agent = createAgent();
  readonly #send: MakeRequest = makeRequestWith(this.#agent);
  readonly #invalid: InvalidRequests;
  readonly #log: Logger | undefined;
  /** Until when what must not be asked; the empty key is for everything. */
  readonly #limitedUntil = new Map<string, number>();
  #isHolding = false;

  constructor({
    invalid = new InvalidRequests(),
    log,
  }: { readonly invalid?: InvalidRequests; readonly log?: Logger } = {}) {
    this.#invalid = invalid;
    this.#log = log;
  }

  /** For the library's option `makeRequest`. @throws {DiscordError} when the request is held back */
  readonly once: MakeRequest = async (url, init) => {
    const isFirst = isFirstAnswer(url);
    const place = placeOf(url, init);
    this.#assertFree(place, isFirst);
    const answer = await this.#ask(url, init, isFirst ? firstAnswerMs : usualMs);
    const { status, headers } = answer;
    this.#invalid.note(status, headers.get('x-ratelimit-scope'));
    if (status === 429) this.#noteLimit(headers, place);
    return answer;
  };

  /**
   * As `once`, but what is asked about the answer to an interaction is asked again when Discord does not answer or answers 5xx, if it does
   * the same when it arrives twice.
   */
  readonly patiently: MakeRequest = async (url, init) => {
    const most = isRepeatable(url, init) ? attempts : 1;
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await this.once(url, init);
        if (answer.status < 500 || attempt >= most) return answer;
      } catch (error) {
        if (error instanceof DiscordError || init.signal?.aborted || attempt >= most) throw error;
      }
      await sleep(backoffMs(attempt, repeatPause), undefined, init.signal ? { signal: init.signal } : {});
    }
  };

  /** Closes its connections; requests under way fail. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy();
  }

  async #ask(url: string, init: Request, ms: number): Promise<Answer> {
    using deadline = new Deadline(init.signal ?? new AbortController().signal, ms);
    const { status, headers, body } = await this.#send(url, { ...init, signal: deadline.signal });
    // The library leaves the body of many an answer unread, which would hold its connection.
    const bytes = body ? await readCapped(body, maxAnswerBytes) : undefined;
    return new Response(bytes?.length ? new Uint8Array(bytes) : null, { status, headers: [...headers] });
  }

  #noteLimit(headers: Answer['headers'], place: string): void {
    const now = performance.now();
    for (const [old, until] of this.#limitedUntil) if (until < now) this.#limitedUntil.delete(old);
    const askedMs = Number(headers.get('retry-after')) * 1000;
    // The API itself answers in JSON; what stands before it shuts out all of us.
    const isByProxy = !headers.get('content-type')?.startsWith('application/json');
    const key = isByProxy || headers.has('x-ratelimit-global') ? '' : place;
    this.#limitedUntil.set(key, now + (askedMs > 0 ? askedMs : isByProxy ? usualShutOutMs : 0));
  }

  #assertFree(place: string, isFirst: boolean): void {
    const now = performance.now();
    const heldMs = this.#invalid.pauseMs(isFirst ? 'firstAnswers' : 'ordinary');
    if (heldMs > 0 && !this.#isHolding) {
      this.#log?.error({ pauseMs: Math.ceil(heldMs) }, 'Discord refused too many requests, leaving it alone');
    }
    if (heldMs > 0 || !isFirst) this.#isHolding = heldMs > 0;
    const limits = ['', place].map((key) => (this.#limitedUntil.get(key) ?? 0) - now);
    const retryAfterMs = Math.ceil(Math.max(0, heldMs, ...limits));
    if (retryAfterMs === 0) return;
    throw new DiscordError('Discord is left alone for now.', { reason: 'unavailable', status: 429, retryAfterMs });
  }
}

function isFirstAnswer(url: string): boolean {
  return /\/interactions\/\d+\/[^/]+\/callback(?:\?|$)/.test(url);
}

function isRepeatable(url: string, { method }: Request): boolean {
  return ['GET', 'PATCH', 'DELETE'].includes(method ?? '') && /\/webhooks\/\d+\/[^/]+\/messages\//.test(url);
}

/** What has a limit of its own, as far as can be known. */
function placeOf(url: string, { method }: Request): string {
  return `${method} ${url.replace(/\?.*$/, '')}`;
}
