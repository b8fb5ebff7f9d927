import { z } from 'zod';
import type { MessageKey } from '#core/messages/message.ts';
import { sentence } from '#core/messages/sentence-ref.ts';

/** The option that names a past batch. */
export function batchIdOption(description: MessageKey) {
  return z.string().trim().min(1).max(40).optional().meta({ description });
}

/** What is said of one that cannot be an id. */
export const batchIdMistake = () => sentence('option.id');
