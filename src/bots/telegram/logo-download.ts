import { constants, open } from 'node:fs/promises';
import path from 'node:path';
import type { Api } from 'grammy';
import { z } from 'zod';
import { type Agent, Deadline, networkFailure, parseRetryAfter, readBody, send } from '#core/fetch.ts';
import { readCapped, TooLargeError } from '#core/images/read-capped.ts';
import type { LogoSource } from '#core/mockups/batch.ts';
import { unlessAborted } from '#core/unless-aborted.ts';
import { grammySignal } from './grammy-signal.ts';
import { TelegramError, toTelegramError } from './telegram-error.ts';

/** Telegram hands no larger files to bots. */
export const maxLogoBytes = 20 * 1024 * 1024;
const downloadMs = 60_000;
const telegramRoot = 'https://api.telegram.org';

/** A file somebody sent. Its id is good for this bot alone and says nothing to anybody else. */
export const TelegramLogo = z.object({ fileId: z.string().max(300), bytes: z.number().int().exactOptional() });
export type TelegramLogo = z.output<typeof TelegramLogo>;

export interface DownloadParts {
  readonly api: Api;
  readonly agent: Agent;
  readonly token: string;
  /** When it is not Telegram's own. */
  readonly apiRoot?: string | undefined;
}

/**
 * The bytes of a file somebody sent, at most 20 MB. Its address holds the bot's token: it is made here, used once, and told nobody.
 * @throws {TelegramError} `too-big`, `gone` when Telegram no longer has it, `unavailable` when it is worth trying again
 */
export async function downloadLogo(source: LogoSource, parts: DownloadParts, signal: AbortSignal): Promise<Buffer> {
  const { fileId, bytes = 0 } = TelegramLogo.parse(source.data);
  if (bytes > maxLogoBytes) throw refusal('too-big');
  using deadline = new Deadline(signal, downloadMs);
  try {
    const asked = parts.api.raw.getFile({ file_id: fileId }, grammySignal(deadline.signal));
    const file = await unlessAborted(asked, deadline.signal);
    if ((file.file_size ?? 0) > maxLogoBytes) throw refusal('too-big');
    if (file.file_path === undefined) throw refusal('gone');
    return await readFile(file.file_path, parts, deadline.signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TooLargeError) throw refusal('too-big');
    const mapped = toTelegramError(error);
    if (mapped instanceof TelegramError) throw mapped;
    throw refusal(networkFailure(error).badCertificate ? 'refused' : 'unavailable');
  }
}

async function readFile(filePath: string, parts: DownloadParts, signal: AbortSignal): Promise<Buffer> {
  const { agent, token, apiRoot } = parts;
  // A Bot API server of one's own, started with --local, keeps files on its disk and says where.
  if (isOfOnesOwn(apiRoot) && path.isAbsolute(filePath)) return await readLocal(filePath, signal);
  const clean = filePath.split('/').map(encodeURIComponent).join('/');
  const answer = await send(`${apiRoot ?? telegramRoot}/file/bot${token}/${clean}`, { agent, signal });
  const { status } = answer;
  if (status === 200) return await readBody(answer, maxLogoBytes);
  answer.body.destroy();
  if (status === 404 || status === 410) throw refusal('gone', { status });
  const retryAfterMs = parseRetryAfter(answer.header('retry-after'));
  const mayHelp = status >= 500 || status === 429 || status === 401;
  throw refusal(mayHelp ? 'unavailable' : status === 403 ? 'forbidden' : 'refused', { status, retryAfterMs });
}

/** Nobody else says what is read from a disk. */
function isOfOnesOwn(apiRoot: string | undefined): boolean {
  return apiRoot !== undefined && !new URL(apiRoot).hostname.endsWith('telegram.org');
}

async function readLocal(filePath: string, signal: AbortSignal): Promise<Buffer> {
  try {
    await using file = await open(filePath, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!(await file.stat()).isFile()) throw new Error('not a file');
    return await readCapped(file.createReadStream({ autoClose: false, signal }), maxLogoBytes);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TooLargeError) throw error;
    // The path is the other server's own business.
    throw refusal('gone');
  }
}

function refusal(
  reason: TelegramError['reason'],
  more: { readonly status?: number; readonly retryAfterMs?: number | undefined } = {},
): TelegramError {
  return new TelegramError(`Telegram did not hand a picture over (${reason}).`, { kind: 'other', reason, ...more });
}
