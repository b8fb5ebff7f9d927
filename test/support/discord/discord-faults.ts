import type { RateLimitScope } from './limits.ts';
import { Refusal } from './refusals.ts';

export type BrokenHow = 'reset' | 'closed';

/** One thing that goes wrong with one request. `name` is what the record shows. */
export type DiscordFault = {
  readonly name: string;
} /** Answered with an error. `isCarriedOut` says whether the request has had its effect by then. */ & (
  | {
      readonly kind: 'answer';
      readonly isCarriedOut: boolean;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** The connection breaks, reset or just closed: discord.js sends again after the first only. */
  | { readonly kind: 'drop'; readonly isCarriedOut: boolean; readonly how: BrokenHow }
  /** The true answer after a pause; the effect comes before it. */
  | { readonly kind: 'slow'; readonly ms: number; readonly uploadsOnly?: boolean }
  /** Nothing happens and no answer comes until the client gives up or the server is closed. */
  | { readonly kind: 'hang' }
  /** Discord's own refusal, whatever the request. */
  | { readonly kind: 'refuse'; readonly refusal: Refusal }
);

const plainError = (status: number, isCarriedOut: boolean, name: string): DiscordFault => ({
  name,
  kind: 'answer',
  isCarriedOut,
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: `${status}: Internal Server Error`, code: 0 }),
});

/** The answer to too many requests: `retry_after` in seconds, and whose limit it was. */
export function tooManyRequests(retryAfterMs: number, scope: RateLimitScope, code = 0): Refusal {
  const seconds = Math.max(0, retryAfterMs) / 1000;
  return new Refusal(
    429,
    code,
    'You are being rate limited.',
    { retry_after: seconds, global: scope === 'global' },
    {
      'retry-after': String(seconds),
      'x-ratelimit-scope': scope,
      ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
    },
  );
}

/** The faults there are. */
export const discordFaults = {
  /** Refused by a server in trouble; nothing has happened. */
  failBefore: (status = 503): DiscordFault => plainError(status, false, `fail-before-${status}`),
  /** Carried out, and answered as if not. */
  failAfter: (status = 500): DiscordFault => plainError(status, true, `fail-after-${status}`),
  dropBefore: (how: BrokenHow = 'reset'): DiscordFault => ({
    name: `drop-before-${how}`,
    kind: 'drop',
    isCarriedOut: false,
    how,
  }),
  /** Carried out and its answer lost. */
  dropAfter: (how: BrokenHow = 'reset'): DiscordFault => ({
    name: `drop-after-${how}`,
    kind: 'drop',
    isCarriedOut: true,
    how,
  }),
  /** What a proxy before the API answers: a page instead of JSON. */
  htmlPage: (status = 502): DiscordFault => ({
    name: `html-${status}`,
    kind: 'answer',
    isCarriedOut: false,
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html><head><title>${status}</title></head><body><h1>${status}</h1><p>cloudflare</p></body></html>`,
  }),
  slow: (ms: number): DiscordFault => ({ name: 'slow', kind: 'slow', ms }),
  /** Slow with files alone: words go through at once. */
  slowUpload: (ms: number): DiscordFault => ({ name: 'slow-upload', kind: 'slow', ms, uploadsOnly: true }),
  hang: (): DiscordFault => ({ name: 'hang', kind: 'hang' }),
  /** Refusals that no state of this server leads to: 200000 AutoMod, 400001 uploads limited, 130000 overloaded … */
  refuse: (code: number, status = 400, message = 'Refused'): DiscordFault => ({
    name: `refuse-${code}`,
    kind: 'refuse',
    refusal: new Refusal(status, code, message),
  }),
  tooMany: ({
    retryAfterMs = 100,
    scope = 'user',
  }: {
    readonly retryAfterMs?: number;
    readonly scope?: RateLimitScope;
  } = {}): DiscordFault => ({
    name: `too-many-${scope}`,
    kind: 'refuse',
    refusal: tooManyRequests(retryAfterMs, scope),
  }),
} as const;

/** Which requests meet which fault. */
export class FaultPlan<Route extends string> {
  readonly #next = new Map<Route, DiscordFault[]>();
  readonly #always = new Map<Route, DiscordFault>();

  next(route: Route, ...faults: readonly DiscordFault[]): void {
    this.#next.set(route, [...(this.#next.get(route) ?? []), ...faults]);
  }

  always(route: Route, fault: DiscordFault): void {
    this.#always.set(route, fault);
  }

  heal(): void {
    this.#next.clear();
    this.#always.clear();
  }

  take(route: Route): DiscordFault | undefined {
    return this.#next.get(route)?.shift() ?? this.#always.get(route);
  }
}
