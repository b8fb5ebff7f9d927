import { z } from 'zod';
import { sizes } from '#core/catalog/catalog.ts';
import type { MessageKey } from '#core/messages/message.ts';
import { sentence } from '#core/messages/sentence-ref.ts';

/** Longest prompt, in UTF-16 units. */
export const maxPromptLength = 2000;

/** The option that says what to show. */
export function promptOption(description: MessageKey) {
  return z.string().trim().min(1).max(maxPromptLength).optional().meta({ description });
}

export const promptMistake = () => sentence('option.prompt', { limit: maxPromptLength });

/** The option for the side of the shot. */
export function sizeOption(description: MessageKey) {
  return z.union(sizes.map((size) => z.literal(size))).meta({ description });
}

export const sizeMistake = () => sentence('option.size', { sizes: sizes.join(', ') });
