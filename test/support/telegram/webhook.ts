import { setTimeout as sleep } from 'node:timers/promises';
import { isObject, type Json, present } from './json.ts';
import type { Params } from './params.ts';
import { badRequest } from './refusals.ts';
import type { TelegramClock } from './telegram-clock.ts';
import type { QueuedUpdate, UpdateQueue } from './update-queue.ts';

/** One delivery. */
export interface WebhookAttempt {
  readonly updateId: number;
  readonly at: number;
  /** Undefined when there was no answer. */
  readonly status: number | undefined;
}

const ports = new Set(['', '443', '80', '88', '8443']);
const goneForMs = 23 * 3_600_000;

/** Brings updates to an address: one at a time for each chat or pressing person, again until a 2xx says it has arrived. */
export class Webhook {
  url = '';
  secret: string | undefined;
  maxConnections = 40;
  readonly attempts: WebhookAttempt[] = [];
  /** What a second of Telegram's is here: the first retry is at once, the next after 1 s, 2 s … 64 s. `Retry-After` counts in it too. */
  secondMs = 5;
  /** How long an answer is waited for. */
  patienceMs = 5000;
  /** Does what a 2xx answer asks for, one call by `method`. */
  onReply: (call: Json) => Promise<void> = async () => {};
  readonly #proxied = new Map<string, string>();
  readonly #busy = new Set<string>();
  readonly #updates: UpdateQueue;
  readonly #clock: TelegramClock;
  readonly #isLocal: boolean;
  readonly #closed: AbortSignal;
  #lastError: { readonly at: number; readonly message: string } | undefined;
  #goneSince: number | undefined;

  constructor(updates: UpdateQueue, clock: TelegramClock, isLocal: boolean, closed: AbortSignal) {
    this.#updates = updates;
    this.#clock = clock;
    this.#isLocal = isLocal;
    this.#closed = closed;
    updates.onAdded = () => this.#pump();
  }

  /** Stands for the proxy in front of a bot: what goes to one origin, `https://bot.example`, is brought to another, `http://127.0.0.1:8080`. */
  proxy(from: string, to: string): void {
    this.#proxied.set(from, to);
  }

  get info(): Json {
    return present({
      url: this.url,
      has_custom_certificate: false,
      pending_update_count: this.#updates.pending,
      ...(this.#lastError
        ? { last_error_date: Math.floor(this.#lastError.at / 1000), last_error_message: this.#lastError.message }
        : {}),
      ...(this.url === '' ? {} : { max_connections: this.maxConnections, ip_address: '127.0.0.1' }),
      allowed_updates: this.#updates.allowed,
    });
  }

  set(params: Params): void {
    const url = params.text('url') ?? '';
    if (url !== '') this.#assertAddress(url);
    const secret = params.text('secret_token');
    if (secret !== undefined && !/^[\w-]{1,256}$/.test(secret))
      throw badRequest('secret token contains unallowed characters');
    const most = this.#isLocal ? 100_000 : 100;
    const connections = params.integer('max_connections') ?? 40;
    this.#updates.allow(params);
    if (params.claim('drop_pending_updates')) this.#updates.drop();
    if (url !== '') this.#updates.endPoll('setWebhook');
    this.url = url;
    this.secret = secret;
    this.maxConnections = Math.min(Math.max(connections, 1), most);
    this.#lastError = undefined;
    this.#goneSince = undefined;
    this.#pump();
  }

  delete(params: Params): void {
    if (params.claim('drop_pending_updates')) this.#updates.drop();
    this.url = '';
    this.secret = undefined;
  }

  #assertAddress(url: string): void {
    if (!URL.canParse(url)) throw badRequest('bad webhook: invalid webhook URL specified');
    const { protocol, port } = new URL(url);
    if (this.#isLocal && protocol === 'http:') return;
    if (protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
    if (!this.#isLocal && !ports.has(port)) {
      throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
    }
  }

  #pump(): void {
    if (this.url === '' || this.#closed.aborted) return;
    for (const update of this.#updates.deliverable) {
      if (this.#busy.size >= this.maxConnections) return;
      if (this.#busy.has(update.key)) continue;
      this.#busy.add(update.key);
      // What it throws is the server being closed.
      void this.#bring(update)
        .catch(() => {})
        .finally(() => {
          this.#busy.delete(update.key);
          this.#pump();
        });
    }
  }

  async #bring(update: QueuedUpdate): Promise<void> {
    for (let retry = 0; this.url !== ''; retry += 1) {
      if (!this.#updates.deliverable.includes(update)) return;
      const { isAccepted, retryAfterSeconds } = await this.#attempt(update);
      if (isAccepted) {
        this.#updates.acknowledge(update);
        return;
      }
      const doubling = retry === 0 ? 0 : 2 ** Math.min(retry - 1, 6);
      await sleep((retryAfterSeconds ?? doubling) * this.secondMs, undefined, { signal: this.#closed });
    }
  }

  async #attempt({ id, json }: QueuedUpdate): Promise<{ isAccepted: boolean; retryAfterSeconds?: number | undefined }> {
    const at = this.#clock.now();
    const { origin, href } = new URL(this.url);
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (this.secret !== undefined) headers['x-telegram-bot-api-secret-token'] = this.secret;
    try {
      const response = await fetch(href.replace(origin, this.#proxied.get(origin) ?? origin), {
        method: 'POST',
        headers,
        body: JSON.stringify(json),
        signal: AbortSignal.any([this.#closed, AbortSignal.timeout(this.patienceMs)]),
      });
      const body = await response.text();
      this.attempts.push({ updateId: id, at, status: response.status });
      if (response.ok) {
        this.#goneSince = undefined;
        const call: unknown = body.startsWith('{') ? JSON.parse(body) : undefined;
        if (isObject(call) && typeof call['method'] === 'string') await this.onReply(call);
        return { isAccepted: true };
      }
      this.#failed(`Wrong response from the webhook: ${response.status} ${response.statusText}`);
      this.#noteGone(response.status === 410);
      const wanted = Number(response.headers.get('retry-after'));
      return { isAccepted: false, retryAfterSeconds: wanted > 0 ? Math.min(wanted, 3600) : undefined };
    } catch {
      this.attempts.push({ updateId: id, at, status: undefined });
      this.#failed('Connection failed');
      return { isAccepted: false };
    }
  }

  #failed(message: string): void {
    this.#lastError = { at: this.#clock.now(), message };
  }

  /** An address that says for 23 hours that it is gone is taken away. */
  #noteGone(isGone: boolean): void {
    this.#goneSince = isGone ? (this.#goneSince ?? this.#clock.now()) : undefined;
    if (this.#goneSince !== undefined && this.#clock.now() - this.#goneSince >= goneForMs) this.url = '';
  }
}
