import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { PlatformError, type PlatformReason } from '#core/errors.ts';

/** Codes of Discord's JSON errors that decide what is done next; the names are those of its documentation. */
export const codes = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  oldEdits: 30046,
  requestTooLarge: 40005,
  alreadyAcknowledged: 40060,
  followUpLimit: 40094,
  missingAccess: 50001,
  cannotDm: 50007,
  missingPermissions: 50013,
  expiredToken: 50027,
  fileTooLarge: 50045,
  archivedThread: 50083,
  noMutualGuild: 50278,
  blockedByAutoMod: 200000,
  blockedLink: 240000,
  noHistory: 160002,
  lockedThread: 160005,
  uploadsLimited: 400001,
} as const;

/** What Discord did not do, with its own code where it gave one. Its text and address hold tokens and what people wrote: neither is kept. */
export class DiscordError extends PlatformError {
  readonly code: number | undefined;

  constructor(
    message: string,
    options: {
      readonly reason: PlatformReason;
      readonly code?: number | undefined;
      readonly status?: number | undefined;
      readonly retryAfterMs?: number | undefined;
    },
  ) {
    super(message, { ...options, service: 'discord' });
    this.code = options.code;
  }

  /** @param what the request in words, without ids: `edit of a message` */
  static from(error: unknown, what: string): DiscordError {
    if (error instanceof DiscordError) return error;
    if (error instanceof RateLimitError) {
      const retryAfterMs = Math.max(error.retryAfter, error.sublimitTimeout);
      return new DiscordError(`Discord limits the ${what}.`, { reason: 'unavailable', status: 429, retryAfterMs });
    }
    if (error instanceof DiscordAPIError && typeof error.code === 'number') {
      const { code, status } = error;
      const message = `Discord answered the ${what} with ${code} (${status}${fields(error)}).`;
      return new DiscordError(message, { reason: reasonOf(code, status), code, status });
    }
    if (error instanceof DiscordAPIError || error instanceof HTTPError) {
      const { status } = error;
      return new DiscordError(`Discord answered the ${what} with ${status}.`, { reason: reasonOf(0, status), status });
    }
    // Whatever else is thrown is a mistake of ours, and must not be tried for ever.
    if (!isNetworkFailure(error)) throw error;
    return new DiscordError(`Discord did not answer the ${what}.`, { reason: 'unavailable' });
  }
}

/** The connection failed, broke off, or took too long. */
function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // An answer that is no JSON, or has no end, is that of something between us and the API.
  if (['AbortError', 'TimeoutError', 'SyntaxError', 'TooLargeError'].includes(error.name)) return true;
  // What fetch throws of a broken connection is a TypeError with the true one behind it.
  const { code } = (error.cause instanceof Error ? error.cause : error) as { readonly code?: unknown };
  return typeof code === 'string' && code !== 'UND_ERR_INVALID_ARG' && /^(?:E[A-Z]+|UND_ERR_\w+)$/.test(code);
}

function reasonOf(code: number, status: number): PlatformReason {
  switch (code) {
    case codes.unknownChannel:
    case codes.unknownGuild:
    case codes.unknownMessage:
    case codes.unknownWebhook:
    case codes.unknownInteraction:
    case codes.expiredToken:
      return 'gone';
    case codes.missingAccess:
    case codes.cannotDm:
    case codes.missingPermissions:
    case codes.archivedThread:
    case codes.noMutualGuild:
    case codes.lockedThread:
    case codes.uploadsLimited:
      return 'forbidden';
    case codes.requestTooLarge:
    case codes.fileTooLarge:
      return 'too-big';
    default:
      if (status === 401 || status === 429 || status >= 500) return 'unavailable';
      if (status === 413) return 'too-big';
      return status === 403 ? 'forbidden' : status === 404 ? 'gone' : 'refused';
  }
}

/** Which fields of a form Discord refused, by their paths alone: what stood in them is a person's. */
function fields({ rawError }: DiscordAPIError): string {
  if (!('errors' in rawError) || typeof rawError.errors !== 'object' || rawError.errors === null) return '';
  const paths: string[] = [];
  const walk = (node: object, at: string): void => {
    for (const [name, value] of Object.entries(node)) {
      if (name === '_errors') paths.push(at);
      else if (typeof value === 'object' && value !== null) walk(value, at ? `${at}.${name}` : name);
    }
  };
  walk(rawError.errors, '');
  return paths.length > 0 ? `: ${paths.slice(0, 5).join(', ')}` : '';
}
