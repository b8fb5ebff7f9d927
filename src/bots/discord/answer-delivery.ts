import { hash } from 'node:crypto';
import { MessageFlags, type RawFile } from 'discord.js';
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

export interface ReachMoreOptions {
  readonly signal: AbortSignal;
  /** A post with the same nonce is made once, for some minutes. At most 25 characters. */
  readonly nonce: string;
  /** A further message that is there and has room. */
  readonly messageId?: string | undefined;
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

/**
 * Brings what does not fit into the message into one after it: posted by the bot itself where it can, because only such a post can be told
 * from its repetition, else by the token, else to the person alone. Changes the one that is there, if it still is.
 * @throws {DiscordError} when nothing of that works
 */
export async function reachMore(
  thread: DiscordThread,
  formOf: FormOf,
  messages: DiscordMessages,
  { signal, nonce, messageId }: ReachMoreOptions,
): Promise<SentMessage> {
  const token = liveToken(thread);
  const address = token === undefined ? undefined : { applicationId: thread.applicationId, token };
  if (thread.canPost && !thread.isEphemeral) {
    try {
      if (messageId !== undefined) return await messages.edit(thread.channelId, messageId, formOf(false), { signal });
    } catch (error) {
      if (!isOf(error, [...unchangeable, ...shut])) throw error;
    }
    try {
      return await post({ ...thread, replyTo: thread.messageId }, nonce, formOf(true), messages, signal);
    } catch (error) {
      if (!isOf(error, shut)) throw error;
    }
  }
  if (address) {
    try {
      if (messageId !== undefined) return await messages.editFollowUp(address, messageId, formOf(false), { signal });
    } catch (error) {
      if (!isOf(error, [...expired, ...unchangeable, ...shut])) throw error;
    }
    try {
      return await messages.followUp(address, asFollowUp(thread, formOf(true)), { signal });
    } catch (error) {
      if (!isOf(error, [...expired, ...shut, codes.followUpLimit])) throw error;
    }
  }
  const channelId = await messages.openDm(thread.userId, { signal });
  return await messages.post(channelId, nonce, formOf(true), { signal });
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
      const { messageId, isFollowUp } = thread;
      const message = await (isFollowUp && messageId !== undefined
        ? messages.editFollowUp(address, messageId, formOf(false), { signal })
        : messages.editOriginal(address, formOf(false), { signal }));
      return { thread: { ...thread, messageId: message.id }, message };
    } catch (error) {
      if (!isOf(error, [...expired, ...unchangeable, ...shut])) throw error;
      if (error.code === codes.unknownMessage && (!thread.canPost || thread.isEphemeral)) {
        // Progress is not worth one of the few messages that may follow.
        if (!isFinal) throw error;
        const message = await messages.followUp(address, asFollowUp(thread, formOf(true)), { signal });
        return { thread: { ...thread, messageId: message.id, isFollowUp: true }, message };
      }
      thread = withoutToken(thread);
    }
  }
  if (thread.canPost && !thread.isEphemeral) {
    try {
      return await changeOrPost(thread, formOf, messages, options);
    } catch (error) {
      if (!isOf(error, shut)) throw error;
      thread = { ...thread, canPost: false };
    }
  }
  if (!isFinal) throw new DiscordError('The place cannot be reached any more.', { reason: 'forbidden' });
  const channelId = await messages.openDm(thread.userId, { signal });
  const { replyTo: _, isFollowUp: _is, ...rest } = withoutToken(thread);
  const message = await messages.post(channelId, nonceOf(batchId, thread.messageId), formOf(true), { signal });
  // A message of its own is heard of: nobody has to be called.
  const direct = { canPost: true, isEphemeral: false, notified: true } as const;
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
      if (!isOf(error, unchangeable)) throw error;
      // Progress is not worth a second message, nor a thread that comes back out of the archive.
      if (!isFinal && error.code !== codes.unknownMessage) throw error;
    }
  }
  const message = await post(thread, nonceOf(batchId, messageId), formOf(true), messages, signal);
  const { isFollowUp: _, ...rest } = thread;
  return { thread: { ...rest, messageId: message.id }, message };
}

async function post(
  { channelId, replyTo }: { readonly channelId: string; readonly replyTo?: string | undefined },
  nonce: string,
  form: MessageForm,
  messages: DiscordMessages,
  signal: AbortSignal,
): Promise<SentMessage> {
  if (replyTo === undefined) return await messages.post(channelId, nonce, form, { signal });
  const reference = { message_id: replyTo, fail_if_not_exists: false };
  try {
    const replying = { ...form, body: { ...form.body, message_reference: reference } };
    return await messages.post(channelId, nonce, replying, { signal });
  } catch (error) {
    if (!isOf(error, [codes.noHistory])) throw error;
    return await messages.post(channelId, nonce, form, { signal });
  }
}

/** What follows an answer for one person alone is for them alone too. */
function asFollowUp({ isEphemeral }: DiscordThread, { body, files }: MessageForm): MessageForm {
  return { body: isEphemeral ? { ...body, flags: MessageFlags.Ephemeral } : body, files };
}

function isOf(error: unknown, among: readonly (number | undefined)[]): error is DiscordError {
  return error instanceof DiscordError && among.includes(error.code);
}

/**
 * Of each message of a batch its own, so that a post whose answer was lost is not made twice, and one that was taken away can be replaced. At
 * most 25 characters.
 */
export function nonceOf(...of: readonly (string | undefined)[]): string {
  return hash('sha256', of.join(' '), 'base64url').slice(0, 22);
}

function withoutToken(thread: DiscordThread): DiscordThread {
  const rest = { ...thread };
  delete rest.token;
  return rest;
}
