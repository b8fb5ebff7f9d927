import type { Json } from './json.ts';
import { TelegramRefusal, tooMany } from './refusals.ts';

/** One thing that goes wrong with one call. `name` is what the record shows. */
export type TelegramFault = {
  readonly name: string;
} /** Answered with an error. `isCarriedOut` says whether the call has had its effect by then. */ & (
  | {
      readonly kind: 'answer';
      readonly isCarriedOut: boolean;
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
    }
  /** The connection breaks. */
  | { readonly kind: 'drop'; readonly isCarriedOut: boolean }
  /** The true answer after a pause; the effect comes before it. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Nothing happens and no answer comes until the client gives up or the server is closed. */
  | { readonly kind: 'hang' }
  /** Telegram's own refusal, whatever the call. */
  | { readonly kind: 'refuse'; readonly refusal: TelegramRefusal }
);

const plainError = (status: number, isCarriedOut: boolean, name: string): TelegramFault => ({
  name,
  kind: 'answer',
  isCarriedOut,
  status,
  contentType: 'application/json',
  body: JSON.stringify({ ok: false, error_code: status, description: 'Internal Server Error: restart' }),
});

/** The faults there are. */
export const telegramFaults = {
  /** Refused by a server in trouble; nothing has happened. */
  failBefore: (status = 500): TelegramFault => plainError(status, false, `fail-before-${status}`),
  /** Carried out, and answered as if not. */
  failAfter: (status = 500): TelegramFault => plainError(status, true, `fail-after-${status}`),
  dropBefore: (): TelegramFault => ({ name: 'drop-before', kind: 'drop', isCarriedOut: false }),
  /** Carried out and its answer lost. */
  dropAfter: (): TelegramFault => ({ name: 'drop-after', kind: 'drop', isCarriedOut: true }),
  slow: (ms: number): TelegramFault => ({ name: 'slow', kind: 'slow', ms }),
  hang: (): TelegramFault => ({ name: 'hang', kind: 'hang' }),
  /** Refusals that no state of this server leads to. `description` as in the answer, with `Bad Request: ` and the like. */
  refuse: (code: number, description: string, parameters?: Json): TelegramFault => ({
    name: `refuse-${code}`,
    kind: 'refuse',
    refusal: new TelegramRefusal(code, description, parameters),
  }),
  tooMany: (retryAfterSeconds = 1): TelegramFault => ({
    name: 'too-many',
    kind: 'refuse',
    refusal: tooMany(retryAfterSeconds),
  }),
  /** What a proxy before the server answers: a page instead of JSON. */
  htmlPage: (status = 502): TelegramFault => ({
    name: `html-${status}`,
    kind: 'answer',
    isCarriedOut: false,
    status,
    contentType: 'text/html',
    body: `<html><head><title>${status}</title></head><body><center><h1>${status} Bad Gateway</h1></center></body></html>`,
  }),
} as const;

/** Which calls meet which fault, by method name, or `file` for a download. */
export class FaultPlan {
  readonly #next = new Map<string, TelegramFault[]>();
  readonly #always = new Map<string, TelegramFault>();

  next(method: string, ...faults: readonly TelegramFault[]): void {
    this.#next.set(method, [...(this.#next.get(method) ?? []), ...faults]);
  }

  always(method: string, fault: TelegramFault): void {
    this.#always.set(method, fault);
  }

  heal(): void {
    this.#next.clear();
    this.#always.clear();
  }

  take(method: string): TelegramFault | undefined {
    return this.#next.get(method)?.shift() ?? this.#always.get(method);
  }
}
