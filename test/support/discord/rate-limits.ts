import { createHash } from 'node:crypto';
import type { DiscordClock } from './discord-clock.ts';
import { tooManyRequests } from './discord-faults.ts';
import type { DiscordLimits, Limit } from './limits.ts';
import type { Refusal } from './refusals.ts';
import type { Route, RouteName } from './routes/route.ts';

interface Window {
  startedAt: number;
  count: number;
}

/** What no route needs to wait for: Discord's own numbers are to be read from the headers. */
const generous: Limit = { limit: 1000, perMs: 1000 };

/** How often what may be asked, and the headers that tell it. */
export class RateLimits {
  readonly #routes = new Map<RouteName, Limit>();
  readonly #windows = new Map<string, Window>();
  readonly #clock: DiscordClock;
  readonly #limits: DiscordLimits;

  constructor(clock: DiscordClock, limits: DiscordLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  set(route: RouteName, limit: Limit | undefined): void {
    if (limit) this.#routes.set(route, limit);
    else this.#routes.delete(route);
  }

  /** Counts a request. Gives the headers of its answer and, when it is one too many, the refusal. */
  take(
    route: Route,
    params: Readonly<Record<string, string>>,
    channelId: string | undefined,
  ): { readonly headers: Record<string, string>; readonly refusal: Refusal | undefined } {
    const isByToken = route.pattern.startsWith('/webhooks/');
    const own = this.#routes.get(route.name);
    const limit = own ?? (isByToken ? this.#limits.webhook : undefined) ?? generous;
    const bucket = isByToken && !own ? 'webhook' : route.name;
    const major = params['channel'] ?? params['guild'] ?? params['token'] ?? '';
    const { headers, waitMs } = this.#count(bucket, major, limit);
    if (waitMs > 0) return { headers, refusal: tooManyRequests(waitMs, limit.scope ?? 'user') };
    return { headers, refusal: this.#globalRefusal(route) ?? this.#channelRefusal(isByToken, channelId) };
  }

  #globalRefusal(route: Route): Refusal | undefined {
    if (route.needs === 'interaction' || this.#limits.globalPerSecond === undefined) return undefined;
    const { waitMs } = this.#count('global', '', { limit: this.#limits.globalPerSecond, perMs: 1000 });
    return waitMs > 0 ? tooManyRequests(waitMs, 'global') : undefined;
  }

  #channelRefusal(isByToken: boolean, channelId: string | undefined): Refusal | undefined {
    if (!isByToken || !this.#limits.webhookChannel || channelId === undefined) return undefined;
    const { waitMs } = this.#count('webhook-channel', channelId, this.#limits.webhookChannel);
    return waitMs > 0 ? tooManyRequests(waitMs, 'shared') : undefined;
  }

  #count(bucket: string, major: string, { limit, perMs }: Limit): { headers: Record<string, string>; waitMs: number } {
    const key = `${bucket}:${major}`;
    const now = this.#clock.now();
    let window = this.#windows.get(key);
    if (!window || now >= window.startedAt + perMs || now < window.startedAt) {
      window = { startedAt: now, count: 0 };
      this.#windows.set(key, window);
    }
    const endsAt = window.startedAt + perMs;
    const isOver = window.count >= limit;
    if (!isOver) window.count += 1;
    return {
      waitMs: isOver ? endsAt - now : 0,
      headers: {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(limit - window.count),
        'x-ratelimit-reset': (endsAt / 1000).toFixed(3),
        'x-ratelimit-reset-after': ((endsAt - now) / 1000).toFixed(3),
        'x-ratelimit-bucket': createHash('sha1').update(bucket).digest('hex').slice(0, 32),
      },
    };
  }
}

/** Counts the answers that Discord calls invalid, 401, 403 and 429 (not shared), over ten minutes. */
export class InvalidRequests {
  count = 0;
  #windowStart = 0;
  #inWindow = 0;
  readonly #clock: DiscordClock;
  readonly #limits: DiscordLimits;

  constructor(clock: DiscordClock, limits: DiscordLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  get isBanned(): boolean {
    return this.#clock.now() < this.#windowStart + 600_000 && this.#inWindow >= this.#limits.invalidRequests;
  }

  note(status: number, scope: string | undefined): void {
    if (![401, 403, 429].includes(status) || scope === 'shared') return;
    const now = this.#clock.now();
    if (now >= this.#windowStart + 600_000) {
      this.#windowStart = now;
      this.#inWindow = 0;
    }
    this.#inWindow += 1;
    this.count += 1;
  }
}
