import { z } from 'zod';
import type { UserError } from '#core/errors.ts';
import { formatMessage, isMessageKey, type MessageArgs, type MessageKey } from './message.ts';

/**
 * A sentence as data: stored with a record or handed to an adapter, and put into words only where the person's language is known.
 * A key this version does not have (a record of a newer one) is refused when parsed.
 */
export const SentenceRef = z.object({
  key: z.custom<MessageKey>(isMessageKey),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type SentenceRef = z.output<typeof SentenceRef>;

export function sentence<K extends MessageKey>(key: K, ...[params]: MessageArgs<K>): SentenceRef {
  return { key, params: { ...params } };
}

export function sentenceOf(error: UserError): SentenceRef {
  return { key: error.key, params: { ...error.params } };
}

/** The sentence in a person's language. */
export function say(ref: SentenceRef, locale: string): string {
  return formatMessage(ref.key, locale, ref.params);
}
