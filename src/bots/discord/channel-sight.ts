import { DiscordError } from './discord-error.ts';
import type { DiscordMessages } from './discord-messages.ts';
import { type DiscordThread, liveToken } from './discord-thread.ts';

const most = 5000;

/** Finds out once per channel whether the bot is really there: an app can be installed without it. */
export class ChannelSight {
  readonly #messages: DiscordMessages;
  /** Channels in which the bot was seen to be. */
  readonly #seen = new Set<string>();

  constructor(messages: DiscordMessages) {
    this.#messages = messages;
  }

  /** The thread with what is known now of the bot's right to post there. */
  async verified(thread: DiscordThread, signal: AbortSignal): Promise<DiscordThread> {
    const { canPost, channelId } = thread;
    if (!canPost || liveToken(thread) === undefined || this.#seen.has(channelId)) return thread;
    try {
      await this.#messages.see(channelId, { signal });
    } catch (error) {
      if (!(error instanceof DiscordError)) throw error;
      return error.retryable ? thread : { ...thread, canPost: false };
    }
    if (this.#seen.size > most) this.#seen.clear();
    this.#seen.add(channelId);
    return thread;
  }
}
