import { z } from 'zod';
import type { Thread } from '#core/mockups/batch.ts';

/** The platform's name on every record. */
export const platform = 'discord';

const Snowflake = z.string().regex(/^\d{15,20}$/);

/**
 * Where an answer belongs, and how it can be reached. An interaction's token opens its own message for a quarter of an hour; after that the
 * bot itself must be allowed to post there.
 */
export const DiscordThread = z.object({
  applicationId: Snowflake,
  channelId: Snowflake,
  /** Who asked. */
  userId: Snowflake,
  /** The one message that changes. */
  messageId: Snowflake.exactOptional(),
  /** That message is not the interaction's first answer, which is gone, but one that followed it. */
  isFollowUp: z.literal(true).exactOptional(),
  /** A secret. Not used once `until`, in ms since 1970, is over. */
  token: z.object({ value: z.string(), until: z.number() }).exactOptional(),
  /** Whether the bot can post in the channel by itself, as far as it is known. */
  canPost: z.boolean(),
  /** Only the person sees the message, and only its token reaches it. */
  isEphemeral: z.boolean(),
  /** Most bytes of a file that is sent with the token. */
  fileLimit: z.number().int(),
  /** The message that was asked with: what the bot posts by itself replies to it. */
  replyTo: Snowflake.exactOptional(),
  /** The proofs that the message has: the files, by mockup. */
  proofs: z.record(z.string(), z.string()).default({}),
  /** Some of its pictures are smaller than they were made. */
  isShrunk: z.literal(true).exactOptional(),
  /** The person was told that a slow one is ready. */
  notified: z.literal(true).exactOptional(),
  /** Its person took the message away: nothing is shown any more. */
  deleted: z.literal(true).exactOptional(),
});
export type DiscordThread = z.output<typeof DiscordThread>;

export function threadOf(data: DiscordThread): Thread {
  return { platform, data };
}

/** A token lives 15 minutes; one is let alone a minute before, because a call takes its time too. */
export const tokenLifeMs = 14 * 60_000;

/** The token while it can be used. */
export function liveToken({ token }: DiscordThread, now: number = Date.now()): string | undefined {
  return token && now < token.until ? token.value : undefined;
}
