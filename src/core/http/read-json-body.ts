import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCapped, TooLargeError } from '#core/images/read-capped.ts';

/** What came of reading a body. */
export type JsonBody =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'too-large' | 'too-slow' | 'unreadable' };

/**
 * The JSON body of a request, of at most `maxBytes`, that must have arrived after `maxMs` milliseconds. From Node's request itself: the web's
 * Request has no body when the method is GET. The request is left open, so that an answer can still be sent.
 */
export async function readJsonBody(
  incoming: IncomingMessage,
  { maxBytes, maxMs }: { readonly maxBytes: number; readonly maxMs: number },
): Promise<JsonBody> {
  const over = new AbortController();
  const reading = readCapped(incoming.iterator({ destroyOnReturn: false }), maxBytes).then(parse, (error: unknown) => ({
    kind: error instanceof TooLargeError ? ('too-large' as const) : ('unreadable' as const),
  }));
  const late = { kind: 'too-slow' } as const;
  const deadline = sleep(maxMs, late, { signal: over.signal }).catch(() => late);
  try {
    return await Promise.race([reading, deadline]);
  } finally {
    over.abort();
  }
}

function parse(bytes: Buffer): JsonBody {
  try {
    return { kind: 'read', value: JSON.parse(bytes.toString('utf8')) as unknown };
  } catch {
    return { kind: 'unreadable' };
  }
}
