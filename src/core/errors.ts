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

/** Services that can fail us. */
export type Service = 'comfydeploy' | 'discord' | 'telegram';

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
