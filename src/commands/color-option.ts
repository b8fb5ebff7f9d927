import { type Color, findColor } from '#core/catalog/catalog.ts';
import { UserError } from '#core/errors.ts';
import { excerpt } from './excerpt.ts';

/** A color by what somebody calls it, in their own language first. @throws {UserError} when nobody calls one so */
export function colorOf(text: string, locale?: string): Color {
  const color = findColor(text, locale);
  if (!color) throw new UserError('option.color', { color: excerpt(text) });
  return color;
}
