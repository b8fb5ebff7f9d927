import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from 'grammy';
import { createReference } from '#core/errors.ts';
import type { Logger } from '#core/log.ts';
import { backoffMs } from '#core/retry.ts';
import { unlessAborted } from '#core/unless-aborted.ts';
import { grammySignal } from './grammy-signal.ts';
import { TelegramError, toTelegramError } from './telegram-error.ts';
import { updateKinds } from './telegram-update.ts';
import { tokenRefusal } from './token-refusal.ts';
import { RawUpdate } from './update-records.ts';

/** Telegram takes up to 50. */
const usualHoldSeconds = 30;
const backoff = { baseDelayMs: 500, maxDelayMs: 30_000 };
/** Another program may be about to stop, as in every deployment: it is given so long, in ms, before each further try. */
const conflictPauseMs = 5000;

const conflictSentences = {
  conflict: 'Telegram: another program fetches the updates of this bot too. Stop that one; this one goes on trying.',
  'webhook-set':
    'Telegram: another program has set a webhook for this bot, so that nothing comes in here. Stop that one, then start this one again.',
} as const;

export interface PollingOptions {
  readonly api: Api;
  /** Resolves when they are on disk: the next question acknowledges them. */
  readonly accept: (updates: readonly unknown[]) => Promise<void>;
  readonly log: Logger;
  /** For what the operator has to know. */
  readonly say: (sentence: string) => void;
  readonly onConnected: (isConnected: boolean) => void;
  /** How long Telegram is to hold an empty answer back; 30 when not given. */
  readonly holdSeconds?: number;
  readonly signal: AbortSignal;
}

/**
 * Fetches updates until the signal aborts. They are acknowledged only after they were written down.
 * @throws {PlatformRefusal} when the token is no longer accepted
 */
export async function pollUpdates(options: PollingOptions): Promise<void> {
  await new Poller(options).run();
}

class Poller {
  readonly #options: PollingOptions;
  readonly #said = new Set<string>();
  /** What the next question acknowledges ends before it. */
  #offset: number | undefined;
  #failures = 0;
  #refusals = 0;

  constructor(options: PollingOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { accept, onConnected, signal } = this.#options;
    while (!signal.aborted) {
      try {
        const updates = await this.#fetch();
        onConnected(true);
        this.#refusals = 0;
        await accept(updates);
        this.#offset = offsetAfter(updates);
        this.#failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        this.#failures++;
        const pauseMs = this.#note(toTelegramError(error));
        await sleep(pauseMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  async #fetch(): Promise<readonly unknown[]> {
    const { api, holdSeconds = usualHoldSeconds, signal } = this.#options;
    const form = {
      // After a failure an answer is wanted at once: it tells that it is over.
      timeout: this.#failures > 0 ? 0 : holdSeconds,
      limit: 100,
      allowed_updates: [...updateKinds],
      ...(this.#offset === undefined ? {} : { offset: this.#offset }),
    };
    const updates: unknown = await unlessAborted(api.raw.getUpdates(form, grammySignal(signal)), signal);
    if (Array.isArray(updates)) return updates;
    throw new TelegramError('Telegram answered getUpdates with something else.', { reason: 'unavailable' });
  }

  /** Tells whoever has to know. Gives how long to wait, in ms. */
  #note(error: unknown): number {
    const { log, onConnected } = this.#options;
    const pauseMs = backoffMs(this.#failures, backoff);
    if (!(error instanceof TelegramError)) {
      // The store, most likely: nothing was acknowledged, so that all of it comes again.
      log.error({ err: error, reference: createReference() }, 'updates not taken, trying again');
      return pauseMs;
    }
    onConnected(false);
    // One refusal alone may be a hiccup of Telegram's.
    if (error.status === 401 && ++this.#refusals > 1) throw tokenRefusal();
    const { kind, retryAfterMs = 0 } = error;
    if (kind !== 'conflict' && kind !== 'webhook-set') {
      log.warn({ err: error }, 'updates not fetched, trying again');
      return Math.max(pauseMs, retryAfterMs);
    }
    this.#sayOnce(conflictSentences[kind]);
    return Math.max(pauseMs, retryAfterMs, conflictPauseMs);
  }

  #sayOnce(sentence: string): void {
    const { log, say } = this.#options;
    log.debug('updates go to another program');
    if (this.#said.has(sentence)) return;
    this.#said.add(sentence);
    say(sentence);
  }
}

/**
 * Undefined when nothing came: then nothing is left to acknowledge, and numbers begin anew, perhaps with lower ones, when there was nothing for
 * a week (Telegram's documentation).
 */
function offsetAfter(updates: readonly unknown[]): number | undefined {
  if (updates.length === 0) return undefined;
  const ids = updates.flatMap((each) => RawUpdate.safeParse(each).data?.update_id ?? []);
  // It would bring them again and again.
  if (ids.length === 0) throw new TelegramError('Telegram brings no updates, but others.', { reason: 'unavailable' });
  return Math.max(...ids) + 1;
}
