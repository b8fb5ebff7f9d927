import type { Api } from 'grammy';
import { grammySignal } from '#bots/telegram/grammy-signal.ts';
import { toTelegramError } from '#bots/telegram/telegram-error.ts';
import { Deadline } from '#core/fetch.ts';
import type { Logger } from '#core/log.ts';
import { unlessAborted } from '#core/unless-aborted.ts';

const rememberMs = 60_000;
const askMs = 5000;
/** So many are remembered. */
const most = 1000;

/** Who may decide for others in a group. */
export class Admins {
  readonly #api: Api;
  readonly #log: Logger;
  readonly #known = new Map<string, { readonly isAdmin: boolean; readonly until: number }>();

  constructor(api: Api, log: Logger) {
    this.#api = api;
    this.#log = log;
  }

  /** Whether somebody is an admin of a chat; nobody is while Telegram does not answer. Does not throw, save the signal's reason. */
  async has(chatId: number, userId: number, signal: AbortSignal): Promise<boolean> {
    const key = `${chatId} ${userId}`;
    const known = this.#known.get(key);
    if (known && performance.now() < known.until) return known.isAdmin;
    using deadline = new Deadline(signal, askMs);
    try {
      const form = { chat_id: chatId, user_id: userId };
      const asking = this.#api.raw.getChatMember(form, grammySignal(deadline.signal));
      const { status } = await unlessAborted(asking, deadline.signal);
      const isAdmin = status === 'administrator' || status === 'creator';
      this.#remember(key, isAdmin);
      return isAdmin;
    } catch (error) {
      signal.throwIfAborted();
      this.#log.warn({ err: toTelegramError(error) }, 'not known whether somebody is an admin');
      return false;
    }
  }

  #remember(key: string, isAdmin: boolean): void {
    this.#known.delete(key);
    this.#known.set(key, { isAdmin, until: performance.now() + rememberMs });
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > most) this.#known.delete(oldest);
  }
}
