import type { Json } from './json.ts';

/** What a call is refused with: `{ ok: false, error_code, description, parameters? }`, and the HTTP status is the code. */
export class TelegramRefusal extends Error {
  readonly code: number;
  readonly parameters: Json | undefined;

  constructor(code: number, description: string, parameters?: Json) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }

  get body(): Json {
    const parameters = this.parameters === undefined ? {} : { parameters: this.parameters };
    return { ok: false, error_code: this.code, description: this.message, ...parameters };
  }
}

/** A call that is wrong in itself or for the state of things. */
export const badRequest = (what: string, parameters?: Json): TelegramRefusal =>
  new TelegramRefusal(400, `Bad Request: ${what}`, parameters);

/** The bot is not let in. */
export const forbidden = (why: string): TelegramRefusal => new TelegramRefusal(403, `Forbidden: ${why}`);

/** Two ways of getting updates at once. */
export const conflict = (why: string): TelegramRefusal => new TelegramRefusal(409, `Conflict: ${why}`);

/** `retry_after` is in whole seconds. */
export const tooMany = (retryAfterSeconds: number): TelegramRefusal =>
  new TelegramRefusal(429, `Too Many Requests: retry after ${retryAfterSeconds}`, { retry_after: retryAfterSeconds });
