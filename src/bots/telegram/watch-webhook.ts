import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from 'grammy';
import { z } from 'zod';
import type { Logger } from '#core/log.ts';
import { callPatiently } from './call-patiently.ts';
import { TelegramError } from './telegram-error.ts';
import { tokenRefusal } from './token-refusal.ts';

const usualEveryMs = 5 * 60_000;

const WebhookInfo = z.object({
  url: z.string(),
  pending_update_count: z.number().default(0),
  last_error_date: z.number().exactOptional(),
});

export interface WatchOptions {
  readonly api: Api;
  /** Where Telegram is to bring updates. */
  readonly url: string;
  readonly log: Logger;
  /** For what the operator has to know. */
  readonly say: (sentence: string) => void;
  readonly onConnected: (isConnected: boolean) => void;
  readonly everyMs?: number;
  readonly signal: AbortSignal;
}

/**
 * Looks now and then whether Telegram still brings updates here, until the signal aborts: of a webhook that somebody takes away nothing is
 * heard otherwise. It is not set again: whoever was started last has the updates, and that may be meant.
 * @throws {PlatformRefusal} when the token is no longer accepted
 */
export async function watchWebhook(options: WatchOptions): Promise<void> {
  const { url, log, say, onConnected, everyMs = usualEveryMs, signal } = options;
  let failedAt: number | undefined;
  let refusals = 0;
  let isSaid = false;
  for (;;) {
    await sleep(everyMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    try {
      const info = await look(options);
      refusals = 0;
      const isOurs = isSameAddress(info.url, url);
      onConnected(isOurs);
      if (!isOurs && !isSaid) {
        isSaid = true;
        say(
          'Telegram: another program has taken the updates of this bot, so that nothing comes in here. Stop that one, then start this one again.',
        );
      }
      if (isOurs && info.last_error_date !== undefined && info.last_error_date !== failedAt) {
        log.warn({ waiting: info.pending_update_count }, 'Telegram could not bring an update');
      }
      failedAt = info.last_error_date;
    } catch (error) {
      if (signal.aborted) return;
      onConnected(false);
      // One refusal alone may be a hiccup of Telegram's.
      if (error instanceof TelegramError && error.status === 401 && ++refusals > 1) throw tokenRefusal();
      log.warn({ err: error }, 'Telegram does not say whether it brings updates');
    }
  }
}

async function look({ api, signal }: WatchOptions): Promise<z.output<typeof WebhookInfo>> {
  const info = WebhookInfo.safeParse(await callPatiently((stop) => api.raw.getWebhookInfo(stop), { signal }));
  if (info.success) return info.data;
  throw new TelegramError('Telegram answered getWebhookInfo with something else.', { reason: 'unavailable' });
}

function isSameAddress(one: string, other: string): boolean {
  return URL.canParse(one) && new URL(one).href === new URL(other).href;
}
