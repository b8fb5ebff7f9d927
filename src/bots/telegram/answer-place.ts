import { TelegramError } from './telegram-error.ts';
import type { TelegramThread } from './telegram-thread.ts';

/** A group that became a supergroup, a topic that is closed, a chat that is shut, a message that is gone. */
const mostMoves = 4;

/** What came of an attempt, and where. */
export interface Placed<T> {
  readonly thread: TelegramThread;
  readonly result: T;
}

/**
 * Says something where it belongs, and what is final in the place after it where that is no more: the general topic, then the person alone.
 * @throws {TelegramError} when no place is left: what was said against the first one
 */
export async function sayWhereItBelongs<T>(
  given: TelegramThread,
  say: (thread: TelegramThread) => Promise<T>,
  { isFinal }: { readonly isFinal: boolean },
): Promise<Placed<T>> {
  let thread = given;
  let refusal: unknown;
  for (let moves = 0; ; moves++) {
    try {
      return { thread, result: await say(thread) };
    } catch (error) {
      const next = moves < mostMoves ? nextPlace(thread, error, isFinal) : undefined;
      if (!next) throw isOfPlace(error) ? (refusal ?? error) : error;
      if (isOfPlace(error)) refusal ??= error;
      thread = next;
    }
  }
}

/** Whether it is the place that is refused, and not what was to be said. */
function isOfPlace(error: unknown): boolean {
  if (!(error instanceof TelegramError) || error.retryable) return false;
  return error.reason === 'forbidden' || error.kind === 'thread-gone' || error.kind === 'chat-gone';
}

/** Where to try it after a refusal; undefined when it is none that another place helps. */
function nextPlace(thread: TelegramThread, error: unknown, isFinal: boolean): TelegramThread | undefined {
  if (!(error instanceof TelegramError)) return undefined;
  switch (error.kind) {
    case 'migrated':
      // Messages of the old group have other numbers in the new one.
      return error.migrateTo === undefined ? undefined : { ...elsewhere(thread), chatId: Number(error.migrateTo) };
    case 'reply-gone':
      return thread.replyTo === undefined ? undefined : withoutReply(thread);
    case 'thread-gone':
    case 'topic-closed':
      if (!isFinal) return undefined;
      return thread.topicId === undefined || thread.kind === 'private' ? untopiced(thread) : moved(thread);
    case 'no-rights':
    case 'chat-gone':
      return isFinal ? toPersonAlone(thread) : undefined;
    default:
      return isFinal && error.reason === 'forbidden' ? toPersonAlone(thread) : undefined;
  }
}

/** A private chat goes on without its topic; a group whose general topic is closed too leaves the person alone. */
function untopiced(thread: TelegramThread): TelegramThread | undefined {
  return thread.topicId === undefined ? toPersonAlone(thread) : elsewhere(thread);
}

function moved(thread: TelegramThread): TelegramThread {
  return { ...elsewhere(thread), moved: true };
}

function toPersonAlone({ kind, userId, userName }: TelegramThread): TelegramThread | undefined {
  if (kind === 'private' || userId === undefined) return undefined;
  return { chatId: userId, kind: 'private', userId, ...(userName === undefined ? {} : { userName }), moved: true };
}

/** The same chat without the topic, and without the messages that are not there. */
function elsewhere(thread: TelegramThread): TelegramThread {
  const { topicId: _, replyTo: __, status: ___, shows: ____, ...rest } = thread;
  return rest;
}

function withoutReply(thread: TelegramThread): TelegramThread {
  const { replyTo: _, ...rest } = thread;
  return rest;
}
