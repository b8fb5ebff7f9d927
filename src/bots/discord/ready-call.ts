import { userMention } from 'discord.js';
import type { Logger } from '#core/log.ts';
import { message } from '#core/messages/message.ts';
import type { BatchView } from '#core/mockups/messenger.ts';
import type { DiscordMessages } from './discord-messages.ts';
import { type DiscordThread, liveToken, tokenLifeMs } from './discord-thread.ts';

/** Whoever waited longer than this is called when it is ready: an edit alone is not heard of. */
const slowMs = 60_000;

/** Calls the person once, when they have waited for long. No failure of that hurts. Gives the thread as it became. */
export async function callPerson(
  thread: DiscordThread,
  view: BatchView,
  parts: { readonly messages: DiscordMessages; readonly log: Logger; readonly signal: AbortSignal },
): Promise<DiscordThread> {
  const { messages, log, signal } = parts;
  const made = view.mockups.filter(({ state }) => state === 'delivered');
  if (thread.notified || thread.messageId === undefined || !isSlow(thread, made)) return thread;
  const { channelId, userId, applicationId, messageId, canPost, isEphemeral } = thread;
  const content = message('chat.ready', view.locale, { who: userMention(userId), count: made.length });
  const reference = { message_id: messageId, fail_if_not_exists: false };
  const mentions = { parse: [], users: [userId] };
  const token = liveToken(thread);
  try {
    if (canPost && !isEphemeral) {
      const body = { content, message_reference: reference, allowed_mentions: mentions };
      await messages.post(channelId, `${view.batchId}-ready`, { body, files: [] }, { signal });
    } else if (token !== undefined && !isEphemeral) {
      const body = { content, allowed_mentions: mentions };
      await messages.followUp({ applicationId, token }, { body, files: [] }, { signal });
    }
  } catch (error) {
    signal.throwIfAborted();
    log.warn({ err: error, batch: view.batchId }, 'person not called');
  }
  return { ...thread, notified: true };
}

/** Who asked for a copy of what was made long ago has not waited for it. */
function isSlow({ token }: DiscordThread, made: readonly { readonly tookMs?: number }[]): boolean {
  const isFresh = token !== undefined && Date.now() < token.until - tokenLifeMs + slowMs;
  return !isFresh && made.some(({ tookMs = 0 }) => tookMs >= slowMs);
}
