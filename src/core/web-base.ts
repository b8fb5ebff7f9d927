import { z } from 'zod';

/**
 * A setting that is the beginning of web addresses: http or https, perhaps with a path, and nothing after it, because a path is appended.
 * Without a slash at its end. A bad one is refused without being repeated: it may hold a password.
 */
export function webBase(example: string) {
  return z
    .string()
    .refine(isWebBase, `must be a web address without a question mark, such as ${example}`)
    .transform((text) => new URL(text).href.replace(/\/+$/, ''));
}

function isWebBase(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  return !/[?#]/.test(text) && !url.username && !url.password;
}
