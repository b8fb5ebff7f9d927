import type { RawFile } from 'discord.js';
import { codes, DiscordError } from './discord-error.ts';
import type { DiscordMessages, MessageForm, SentMessage } from './discord-messages.ts';
import { type DiscordThread, liveToken } from './discord-thread.ts';

/** What is to be said: in the message that is there, or in a new one where that is gone. */
export type FormOf = (isNew: boolean) => {
  readonly body: Readonly<Record<string, unknown>>;
  readonly files: readonly RawFile[];
};

export interface Reached {
  readonly thread: DiscordThread;
  readonly message: SentMessage;
}

export interface ReachOptions {
  readonly signal: AbortSignal;
  readonly batchId: string;
  /** Worth a new message, or one to the person alone, where the old one cannot be changed. */
  readonly isFinal: boolean;
}

const expired: readonly (number | undefined)[] = [codes.expiredToken, codes.unknownWebhook];
const unchangeable: readonly (number | undefined)[] = [codes.unknownMessage, codes.archivedThread, codes.oldEdits];
const shut: readonly (number | undefined)[] = [
  codes.missingAccess,
  codes.missingPermissions,
  codes.unknownChannel,
  codes.unknownGuild,
  codes.lockedThread,
  codes.uploadsLimited,
];
const blocked: readonly (number | undefined)[] = [codes.blockedByAutoMod, codes.blockedLink];

/**
 * Brings something to where it belongs: by the interaction's token while that is good, by the bot's own right to post after that, and what is
 * final to the person alone when the place is shut. Gives the thread as it became.
 * @throws {DiscordError} when nothing of that works
 */
export async function reach(
  thread: DiscordThread,
  formOf: FormOf,
  messages: DiscordMessages,
  options: ReachOptions,
): Promise<Reached> {
  try {
    return await reachPlace(thread, formOf, messages, options);
  } catch (error) {
    if (!(error instanceof DiscordError) || !blocked.includes(error.code)) throw error;
    // A filter of the server does not take the words; the pictures are what counts.
    const silent: FormOf = (isNew) => {
      const form = formOf(isNew);
      return { ...form, body: { ...form.body, content: '' } };
    };
    return await reachPlace(thread, silent, messages, options);
  }
}

async function reachPlace(
  given: DiscordThread,
  formOf: FormOf,
  messages: DiscordMessages,
  options: ReachOptions,
): Promise<Reached> {
  const { signal, isFinal, batchId } = options;
  let thread = given;
  const token = liveToken(thread);
  if (token !== undefined) {
    const address = { applicationId: thread.applicationId, token };
    try {
      const message = await messages.editOriginal(address, formOf(false), { signal });
      return { thread: { ...thread, messageId: message.id }, message };
    } catch (error) {
      if (!(error instanceof DiscordError)) throw error;
      if (error.code === codes.unknownMessage && !thread.canPost) {
        const message = await messages.followUp(address, formOf(true), { signal });
        return { thread: { ...thread, messageId: message.id }, message };
      }
      if (![...expired, ...unchangeable, ...shut].includes(error.code)) throw error;
      thread = withoutToken(thread);
    }
  }
  if (thread.canPost && !thread.isEphemeral) {
    try {
      return await changeOrPost(thread, formOf, messages, options);
    } catch (error) {
      if (!(error instanceof DiscordError) || !shut.includes(error.code)) throw error;
      thread = { ...thread, canPost: false };
    }
  }
  if (!isFinal) throw new DiscordError('The place cannot be reached any more.', { reason: 'forbidden' });
  const channelId = await messages.openDm(thread.userId, { signal });
  const { replyTo: _, ...rest } = withoutToken(thread);
  const message = await messages.post(channelId, nonceOf(batchId, thread), formOf(true), { signal });
  // A message of its own is heard of: nobody has to be called.
  const direct = { canPost: true, isEphemeral: false, notified: true, posts: thread.posts + 1 } as const;
  return { thread: { ...rest, channelId, messageId: message.id, ...direct }, message };
}

async function changeOrPost(
  thread: DiscordThread,
  formOf: FormOf,
  messages: DiscordMessages,
  { signal, isFinal, batchId }: ReachOptions,
): Promise<Reached> {
  const { channelId, messageId } = thread;
  if (messageId !== undefined) {
    try {
      const message = await messages.edit(channelId, messageId, formOf(false), { signal });
      return { thread, message };
    } catch (error) {
      if (!(error instanceof DiscordError) || !unchangeable.includes(error.code)) throw error;
      // Progress is not worth a second message, nor a thread that comes back out of the archive.
      if (!isFinal && error.code !== codes.unknownMessage) throw error;
    }
  }
  const message = await post(thread, formOf(true), messages, { signal, batchId });
  return { thread: { ...thread, messageId: message.id, posts: thread.posts + 1 }, message };
}

async function post(
  thread: DiscordThread,
  form: MessageForm,
  messages: DiscordMessages,
  { signal, batchId }: Pick<ReachOptions, 'signal' | 'batchId'>,
): Promise<SentMessage> {
  const { channelId, replyTo } = thread;
  const nonce = nonceOf(batchId, thread);
  if (replyTo === undefined) return await messages.post(channelId, nonce, form, { signal });
  const reference = { message_id: replyTo, fail_if_not_exists: false };
  try {
    const replying = { ...form, body: { ...form.body, message_reference: reference } };
    return await messages.post(channelId, nonce, replying, { signal });
  } catch (error) {
    if (!(error instanceof DiscordError) || error.code !== codes.noHistory) throw error;
    return await messages.post(channelId, nonce, form, { signal });
  }
}

/** Of each message of a batch its own, so that a post whose answer was lost is not made twice, and one that was taken away can be replaced. */
function nonceOf(batchId: string, { posts }: DiscordThread): string {
  return `${batchId}-${posts}`;
}

function withoutToken(thread: DiscordThread): DiscordThread {
  const rest = { ...thread };
  delete rest.token;
  return rest;
}
