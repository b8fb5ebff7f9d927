import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a secret is the one that is expected, in constant time, whatever the lengths. */
export function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
