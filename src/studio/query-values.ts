import { z } from '@hono/zod-openapi';

const spellings: Readonly<Record<string, boolean>> = {
  '1': true,
  true: true,
  t: true,
  yes: true,
  y: true,
  on: true,
  '0': false,
  false: false,
  f: false,
  no: false,
  n: false,
  off: false,
};

/** A flag in a query, in every spelling the real service takes. */
export function queryFlag(fallback: boolean) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      const flag = text === undefined ? fallback : spellings[text.toLowerCase()];
      if (flag !== undefined) return flag;
      const message = 'Input should be a valid boolean, unable to interpret input';
      context.issues.push({ code: 'custom', message, params: { type: 'bool_parsing' }, input: text });
      return z.NEVER;
    })
    .openapi({ type: 'boolean', default: fallback });
}

/** A whole number in a query, brought into `0..max`. */
export function queryCount(fallback: number, max: number) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return fallback;
      if (/^-?\d+$/.test(text)) return Math.min(max, Math.max(0, Number(text)));
      const message = 'Input should be a valid integer, unable to parse string as an integer';
      context.issues.push({ code: 'custom', message, params: { type: 'int_parsing' }, input: text });
      return z.NEVER;
    })
    .openapi({ type: 'integer', default: fallback });
}
