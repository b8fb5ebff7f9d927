import { randomBytes } from 'node:crypto';
import { formatMessage, type MessageArgs, type MessageKey } from './messages/message.ts';

/**
 * Something the person can put right: a wrong file, a wrong word, a limit. Carries the key of one sentence of the message
 * catalogue, chosen and translated where the person is known. `message` is the same sentence in English, for logs.
 */
export class UserError<K extends MessageKey = MessageKey> extends Error {
  override readonly name = 'UserError';
  readonly key: K;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(key: K, ...[params]: MessageArgs<K>) {
    super(formatMessage(key, 'en', params ?? {}));
    this.key = key;
    this.params = params ?? {};
  }

  /** The sentence in a person's language. */
  text(locale: string): string {
    return formatMessage(this.key, locale, this.params);
  }
}

/** Names of the chat platforms, by what code calls them. */
const platformNames = { discord: 'Discord', telegram: 'Telegram' } as const;
export type ChatPlatform = keyof typeof platformNames;

/** Services that can fail us. */
export type Service = 'comfydeploy' | ChatPlatform;

/** A service behind us failed or refused. The message is safe to log: it never holds a token, a signed URL or a prompt. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly service: Service;
  /** True when the same call may succeed later without anyone changing anything. */
  readonly retryable: boolean;
  /** HTTP status of the refusal; undefined when no answer arrived. */
  readonly status: number | undefined;
  /** How long the service asked us to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** True when the request surely never reached the service, so that repeating it cannot do anything twice. */
  readonly notSent: boolean;

  constructor(
    message: string,
    options: {
      readonly service: Service;
      readonly retryable: boolean;
      readonly status?: number | undefined;
      readonly retryAfterMs?: number | undefined;
      readonly notSent?: boolean;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.service = options.service;
    this.retryable = options.retryable;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.notSent = options.notSent ?? false;
  }
}

/** Why a chat platform did not do what it was asked to. */
export type PlatformReason =
  /**
   * No answer or a broken one, a server error (5xx), too many requests (429), or a token that is no longer accepted (401): waiting helps, if
   * only until the operator has put it right. The only one that is tried again.
   */
  | 'unavailable'
  /** What was asked for is not there any more: a file, a message, a chat. */
  | 'gone'
  /** The bot may not do this here: blocked, removed, without permission. */
  | 'forbidden'
  /** More bytes than the platform takes or hands over. */
  | 'too-big'
  /** A definite no for another reason. */
  | 'refused';

/**
 * The one error of a chat platform's adapter; whatever its library throws becomes one. The adapter says who failed and why, and the core what
 * the person is told. As every `BackendError`, its message is safe to log: no token, no signed URL, nothing that people wrote.
 */
export class PlatformError extends BackendError {
  readonly reason: PlatformReason;
  /** The platform as people call it. */
  readonly platformName: string;

  constructor(
    message: string,
    options: {
      readonly service: ChatPlatform;
      readonly reason: PlatformReason;
      readonly status?: number | undefined;
      readonly retryAfterMs?: number | undefined;
      readonly cause?: unknown;
    },
  ) {
    super(message, { ...options, retryable: options.reason === 'unavailable' });
    this.reason = options.reason;
    this.platformName = platformNames[options.service];
  }
}

/** Whether waiting and asking again makes sense. */
export function isRetryable(error: unknown): boolean {
  return error instanceof BackendError && error.retryable;
}

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A short reference number that a person can read out and an operator can find in the log. */
export function createReference(): string {
  return Array.from(randomBytes(5), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
}

/** The operator has to change a setting. `problems` are plain English sentences, each naming the variable it is about. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
