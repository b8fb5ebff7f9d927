import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from 'grammy';
import { PlatformRefusal } from '#bots/connect-bots.ts';
import { createReference } from '#core/errors.ts';
import type { Logger } from '#core/log.ts';
import { backoffMs } from '#core/retry.ts';
import { unlessAborted } from '#core/unless-aborted.ts';
import { grammySignal } from './grammy-signal.ts';
import { TelegramError, toTelegramError } from './telegram-error.ts';
import { updateKinds } from './telegram-update.ts';

/** How long Telegram holds an empty answer back, in seconds; it takes up to 50. */
const holdSeconds = 30;
const backoff = { baseDelayMs: 500, maxDelayMs: 30_000 };
/** Another program may be about to stop, as in every deployment: it is given so long, in ms, before each further try. */
const conflictPauseMs = 5000;

export interface PollingOptions {
  readonly api: Api;
  /** Resolves when they are on disk: the next question acknowledges them. */
  readonly accept: (updates: readonly unknown[]) => Promise<void>;
  readonly log: Logger;
  /** For what the operator has to know. */
  readonly say: (sentence: string) => void;
  readonly onConnected: (isConnected: boolean) => void;
  readonly signal: AbortSignal;
}

/**
 * Fetches updates until the signal aborts. They are acknowledged only after they were written down.
 * @throws {PlatformRefusal} when the token is no longer accepted
 */
export async function pollUpdates(options: PollingOptions): Promise<void> {
  const { api, accept, signal } = options;
  let offset: number | undefined;
  let failures = 0;
  let isConflictSaid = false;
  while (!signal.aborted) {
    try {
      const asking = api.raw.getUpdates(
        {
          timeout: holdSeconds,
          limit: 100,
          allowed_updates: [...updateKinds],
          ...(offset === undefined ? {} : { offset }),
        },
        grammySignal(signal),
      );
      const updates = await unlessAborted(asking, signal);
      options.onConnected(true);
      failures = 0;
      await accept(updates);
      const newest = updates.at(-1)?.update_id;
      if (newest !== undefined) offset = newest + 1;
    } catch (error) {
      if (signal.aborted) return;
      const mapped = toTelegramError(error);
      failures++;
      const isConflict = mapped instanceof TelegramError && mapped.kind === 'conflict';
      if (isConflict && !isConflictSaid) {
        isConflictSaid = true;
        options.say(
          'Telegram: another program fetches the updates of this bot, or has set a webhook for it. Stop that one; this one goes on trying.',
        );
      }
      await wait(mapped, failures, options);
    }
  }
}

async function wait(error: unknown, failures: number, { log, onConnected, signal }: PollingOptions): Promise<void> {
  let pauseMs = backoffMs(failures, backoff);
  if (error instanceof TelegramError) {
    if (error.status === 401) {
      throw new PlatformRefusal(
        'Telegram no longer accepts TELEGRAM_BOT_TOKEN. Copy it from @BotFather (/mybots → API Token), set it and start again.',
      );
    }
    onConnected(false);
    pauseMs = Math.max(pauseMs, error.retryAfterMs ?? 0, error.kind === 'conflict' ? conflictPauseMs : 0);
    log.warn({ err: error }, 'updates not fetched, trying again');
  } else {
    // The store, most likely: nothing was acknowledged, so that all of it comes again.
    log.error({ err: error, reference: createReference() }, 'updates not taken, trying again');
  }
  // oxlint-disable-next-line promise/no-promise-in-callback -- `error` is what was caught, not a callback's
  await sleep(pauseMs, undefined, { signal }).catch(() => {});
}
