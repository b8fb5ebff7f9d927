import { GrammyError, HttpError } from 'grammy';
import { PlatformError, type PlatformReason } from '#core/errors.ts';
import { networkFailure } from '#core/fetch.ts';
import { knownRefusal, type TelegramErrorKind } from './known-refusals.ts';

/**
 * What Telegram did not do. The library's own errors hold the token's address and what people wrote, so that nothing of them is kept: of
 * Telegram's description only words that are known.
 */
export class TelegramError extends PlatformError {
  readonly kind: TelegramErrorKind;
  /** For the kind `migrated`: the id that the chat has now. */
  readonly migrateTo: string | undefined;

  constructor(
    message: string,
    options: {
      readonly reason: PlatformReason;
      readonly kind?: TelegramErrorKind;
      readonly status?: number | undefined;
      readonly retryAfterMs?: number | undefined;
      readonly migrateTo?: string | undefined;
    },
  ) {
    super(message, { ...options, service: 'telegram' });
    this.kind = options.kind ?? 'other';
    this.migrateTo = options.migrateTo;
  }
}

/**
 * The library's errors as ours, and a time that is over as no answer; everything else as it is. A request that the library could not even make
 * is a mistake of ours: it becomes an error of its own, which is not tried again. An abort by the caller looks like no answer: whoever has a
 * signal looks at that first.
 */
export function toTelegramError(error: unknown): unknown {
  if (error instanceof GrammyError) return fromAnswer(error);
  if (error instanceof HttpError) return fromSilence(error);
  return error instanceof DOMException && error.name === 'TimeoutError' ? late('a call') : error;
}

function fromAnswer({ method, error_code: status, description, parameters }: GrammyError): TelegramError {
  // "Not Found" is also what a token gets that cannot be one.
  if (status === 401 || (status === 404 && /^not found$/i.test(description))) {
    return new TelegramError('Telegram does not accept the token.', { reason: 'unavailable', status: 401 });
  }
  const known = knownRefusal(description);
  const words = known?.phrase ?? (description ? `a description of ${description.length} characters` : 'no description');
  const message = `Telegram answered ${method} with ${status} (${words}).`;
  if (status === 429) {
    const retryAfterMs = parameters.retry_after === undefined ? undefined : parameters.retry_after * 1000;
    return new TelegramError(message, { reason: 'unavailable', status, retryAfterMs });
  }
  if (status === 409)
    return new TelegramError(message, { reason: 'unavailable', kind: known?.kind ?? 'conflict', status });
  const { migrate_to_chat_id: newId } = parameters;
  if (newId !== undefined) {
    return new TelegramError(message, { reason: 'gone', kind: 'migrated', status, migrateTo: String(newId) });
  }
  if (status === 413) return new TelegramError(message, { reason: 'too-big', kind: 'file-too-big', status });
  // Neither a yes nor a no: something before the Bot API answered.
  if (status >= 500 || status < 400 || status === 404)
    return new TelegramError(message, { reason: 'unavailable', status });
  // Without the new id there is nothing to go on with.
  const kind = known?.kind === 'migrated' ? 'chat-gone' : known?.kind;
  const reason = status === 403 ? 'forbidden' : (known?.reason ?? 'refused');
  return new TelegramError(message, { reason, ...(kind === undefined ? {} : { kind }), status });
}

function fromSilence({ message, error }: HttpError): Error {
  const [, method = 'a call'] = /'(\w+)'/.exec(message) ?? [];
  const name = error instanceof Error ? error.name : typeof error;
  if (name === 'AbortError' || name === 'TimeoutError') return late(method);
  const { code, notSent } = networkFailure(error);
  const isBroken = code !== 'UND_ERR_INVALID_ARG' && /^(?:E[A-Z]+|HPE_\w+|UND_ERR_\w+)$/.test(code);
  // An answer without an end is that of something between us and the API.
  if (isBroken || notSent || name === 'TooLargeError') {
    return new TelegramError(`Telegram did not answer ${method} (${code}).`, { reason: 'unavailable' });
  }
  const mistake = new Error(`A request for ${method} could not be made (${name}).`);
  // Its own text could hold the address; where it happened cannot.
  const frames = error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : undefined;
  mistake.stack = [`Error: ${mistake.message}`, ...(frames ?? [])].join('\n');
  return mistake;
}

function late(method: string): TelegramError {
  return new TelegramError(`Telegram did not answer ${method} in time.`, { reason: 'unavailable' });
}
