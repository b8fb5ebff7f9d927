import { z } from 'zod';
import { PlatformError } from '#core/errors.ts';
import { type Agent, Deadline, networkFailure, parseRetryAfter, readBody, send } from '#core/fetch.ts';
import { TooLargeError } from '#core/images/read-capped.ts';
import type { LogoSource } from '#core/mockups/batch.ts';
import { platform } from './discord-thread.ts';

const maxLogoBytes = 20 * 1024 * 1024;
const downloadMs = 60_000;

/** Where Discord keeps a picture that somebody attached. The address is signed and good for a day at most. */
export const DiscordLogo = z.object({ url: z.url({ protocol: /^https?$/ }), bytes: z.number().int() });
export type DiscordLogo = z.output<typeof DiscordLogo>;

/**
 * The bytes of an attached picture, at most 20 MB.
 * @throws {PlatformError} `too-big`, `gone` when the address has run out, `unavailable` when it is worth trying again
 */
export async function downloadLogo(source: LogoSource, agent: Agent, signal: AbortSignal): Promise<Buffer> {
  const { url, bytes } = DiscordLogo.parse(source.data);
  if (bytes > maxLogoBytes) throw refusal('too-big');
  using deadline = new Deadline(signal, downloadMs);
  try {
    const answer = await send(url, { agent, signal: deadline.signal });
    if (answer.status === 200) return await readBody(answer, maxLogoBytes);
    answer.body.destroy();
    const { status } = answer;
    // Discord answers an address that has run out with 404, and one that was tampered with by 403.
    if (status === 404 || status === 403 || status === 410) throw refusal('gone', { status });
    const retryAfterMs = parseRetryAfter(answer.header('retry-after'));
    throw refusal(status >= 500 || status === 429 || status === 401 ? 'unavailable' : 'refused', {
      status,
      retryAfterMs,
    });
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    signal.throwIfAborted();
    if (error instanceof TooLargeError) throw refusal('too-big');
    throw refusal(networkFailure(error).badCertificate ? 'refused' : 'unavailable');
  }
}

function refusal(
  reason: PlatformError['reason'],
  more: { readonly status?: number; readonly retryAfterMs?: number | undefined } = {},
): PlatformError {
  return new PlatformError(`Discord did not hand a picture over (${reason}).`, { service: platform, reason, ...more });
}
