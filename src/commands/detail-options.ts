import { z } from 'zod';
import { detailsIn } from '#core/catalog/caption.ts';
import {
  type Details,
  detailNames,
  mostOffset,
  offsetPattern,
  placements,
  rotationRange,
  scaleRange,
  scenes,
  techniques,
  views,
} from '#core/catalog/details.ts';
import type { MessageKey } from '#core/messages/message.ts';
import { type SentenceRef, sentence } from '#core/messages/sentence-ref.ts';
import { colorOf } from './color-option.ts';
import { excerpt } from './excerpt.ts';

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values, description: MessageKey) =>
  z.enum(values).optional().meta({ description });

/** What can be said of a shot besides product, color and size, for deployments that take it. */
export const detailOptions = {
  view: oneOf(views, 'command.mockup.view'),
  scene: oneOf(scenes, 'command.mockup.scene'),
  background: z.string().trim().min(1).max(60).optional().meta({ description: 'command.mockup.background' }),
  technique: oneOf(techniques, 'command.mockup.technique'),
  placement: oneOf(placements, 'command.mockup.placement'),
  scale: z.int().min(scaleRange.min).max(scaleRange.max).optional().meta({ description: 'command.mockup.scale' }),
  offset: z
    .string()
    .trim()
    .regex(offsetPattern)
    .refine((text) => text.split(',').every((part) => Math.abs(Number(part)) <= mostOffset))
    .optional()
    .meta({ description: 'command.mockup.offset' }),
  rotation: z
    .int()
    .min(rotationRange.min)
    .max(rotationRange.max)
    .optional()
    .meta({ description: 'command.mockup.rotation' }),
};

const mistakeOf = (names: readonly string[]) => (): SentenceRef => sentence('option.of', { names: names.join(', ') });

export const detailMistakes = {
  view: mistakeOf(views),
  scene: mistakeOf(scenes),
  background: (value: unknown) => sentence('option.color', { color: excerpt(value) }),
  technique: mistakeOf(techniques),
  placement: mistakeOf(placements),
  scale: () => sentence('option.scale', scaleRange),
  offset: () => sentence('option.offset', { limit: mostOffset }),
  rotation: () => sentence('option.rotation', rotationRange),
};

/**
 * The details of a request as they travel, if there are any: those that its prompt asks for, save where an option says otherwise. A locale
 * speaks for its language where a color's word is of several. @throws {UserError} for a color that nobody knows
 */
export function detailsOf(options: Readonly<Record<string, unknown>>, locale?: string): { readonly details?: Details } {
  const given = detailNames.flatMap((name): [string, string][] => {
    const value = options[name];
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    return [[name, name === 'background' ? colorOf(`${value}`, locale).hex : `${value}`]];
  });
  const { prompt } = options;
  const details = { ...(typeof prompt === 'string' ? detailsIn(prompt) : {}), ...Object.fromEntries(given) };
  return Object.keys(details).length > 0 ? { details } : {};
}
