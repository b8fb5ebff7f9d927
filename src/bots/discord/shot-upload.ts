import type { DeliverOptions, Part } from '#core/mockups/messenger.ts';
import { type FormOf, reach } from './answer-delivery.ts';
import { DiscordError } from './discord-error.ts';
import type { DiscordMessages, SentMessage } from './discord-messages.ts';
import { type DiscordThread, liveToken } from './discord-thread.ts';
import {
  attachmentsOf,
  firstRequest,
  mostFiles,
  numberOf,
  type Upload,
  uploadOf,
  usualFileLimit,
} from './upload-form.ts';

/** Puts shots into a batch's message, and what does not fit there into messages after it. */
export class ShotUpload {
  readonly #messages: DiscordMessages;

  constructor(messages: DiscordMessages) {
    this.#messages = messages;
  }

  /**
   * Sends what was not sent yet, as much at a time as one request takes. An edit says what all of the message's files are, so that one whose
   * answer was lost can be made again. `note` is told of what becomes of the thread before anything is written down.
   */
  async deliver(
    given: DiscordThread,
    batchId: string,
    parts: readonly Part[],
    options: DeliverOptions,
    note: (thread: DiscordThread) => void,
  ): Promise<DiscordThread> {
    const { signal, sent, onSent } = options;
    let thread = given;
    let left = await this.#prepare(
      thread,
      parts.filter(({ key }) => !sent.has(key)),
      signal,
    );
    const known = new Map(sent);
    while (left.length > 0) {
      signal.throwIfAborted();
      const kept = inMessage(known, thread.messageId);
      const room = mostFiles - kept.length;
      const together = firstRequest(left, room > 0 ? room : mostFiles);
      const target = room > 0 ? thread : overflowOf(thread);
      const formOf: FormOf = (isNew) => ({
        body: {
          attachments: attachmentsOf(isNew || room <= 0 ? [] : kept, together),
          allowed_mentions: { parse: [] },
        },
        files: together.map(({ file }) => file),
      });
      const reached = await reach(target, formOf, this.#messages, { signal, batchId, isFinal: true });
      thread = room > 0 ? { ...reached.thread, proofs: 0 } : { ...thread, posts: reached.thread.posts };
      note(thread);
      for (const [key, ids] of idsOf(reached.message, together, kept)) {
        known.set(key, ids);
        await onSent(key, ids);
      }
      left = left.slice(together.length);
    }
    return thread;
  }

  async #prepare(thread: DiscordThread, parts: readonly Part[], signal: AbortSignal): Promise<readonly Upload[]> {
    const limit = liveToken(thread) === undefined ? usualFileLimit : Math.max(thread.fileLimit, 1);
    const uploads: Upload[] = [];
    for (const part of parts) {
      const upload = await uploadOf(part.key, part.picture, { limit, number: numberOf(part), signal });
      if (!upload) throw new DiscordError('A shot is larger than files may be.', { reason: 'too-big' });
      uploads.push(upload);
    }
    return uploads;
  }
}

/** A message after the one that is full. Only one that the bot posts by itself can be told from a repetition. */
function overflowOf(thread: DiscordThread): DiscordThread {
  const { messageId, ...rest } = thread;
  delete rest.token;
  return messageId === undefined ? rest : { ...rest, replyTo: messageId };
}

/** The files of the message that were put there before. */
function inMessage(sent: ReadonlyMap<string, readonly string[]>, messageId: string | undefined): string[] {
  return [...sent.values()].flatMap(([message, file]) => (message === messageId && file !== undefined ? [file] : []));
}

/** Each part with the message and the file it became, in the order in which they were sent. */
function idsOf(
  message: SentMessage,
  uploads: readonly Upload[],
  kept: readonly string[],
): readonly (readonly [string, readonly string[]])[] {
  const fresh = message.attachments.filter(({ id }) => !kept.includes(id));
  return uploads.map(({ key }, index) => {
    const file = fresh[index]?.id;
    return [key, file === undefined ? [message.id] : [message.id, file]];
  });
}
