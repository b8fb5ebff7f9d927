import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { BackendError } from '#core/errors.ts';
import type { Logger } from '#core/log.ts';
import { DiscordError } from './discord-error.ts';

/** A log whose errors tell no secrets: those of the library hold addresses with an interaction's token, and what people wrote. */
export function quietLog(log: Logger): Logger {
  return log.child({}, { serializers: { err: errorForLog } });
}

/** What a log may say of an error. */
export function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const isLibrarys = error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof RateLimitError;
  const told = isLibrarys ? DiscordError.from(error, 'request') : error;
  const facts = told instanceof BackendError ? Object.fromEntries(Object.entries(told)) : {};
  const code = 'code' in told && told.code !== undefined ? { code: told.code } : {};
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    type: told.name,
    message: withoutSecrets(told.message),
    ...facts,
    ...code,
    stack: withoutSecrets(frames.join('\n')),
    ...(error.cause instanceof Error ? { cause: errorForLog(error.cause) } : {}),
  };
}

/** Addresses that open something, however they got into a text. */
function withoutSecrets(text: string): string {
  return text
    .replace(/(\/(?:webhooks|interactions)\/\d+\/)[^\s/?"']+/g, '$1[redacted]')
    .replace(/([?&](?:ex|is|hm)=)[^\s&"']+/g, '$1[redacted]');
}
