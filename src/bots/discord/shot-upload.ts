import type { DeliverOptions, Part } from '#core/mockups/messenger.ts';
import { type FormOf, nonceOf, reach, reachMore } from './answer-delivery.ts';
import { DiscordError } from './discord-error.ts';
import type { DiscordMessages, SentMessage } from './discord-messages.ts';
import { type DiscordThread, threadOf } from './discord-thread.ts';
import {
  attachmentsOf,
  fileLimitOf,
  filesOf,
  firstRequest,
  type KeptFile,
  mostFiles,
  mostRequestBytes,
  type Upload,
  uploadOf,
  usualFileLimit,
} from './upload-form.ts';

/** Tried one after another where a file is refused as too large: what a place takes is not always known. */
const smallerLimits = [usualFileLimit, 4 * 1024 * 1024, 1024 * 1024, 256 * 1024];

export interface ShotUploadOptions extends DeliverOptions {
  readonly batchId: string;
  /** What the message says with the shots in it, if that is known already. */
  readonly words: (thread: DiscordThread) => Readonly<Record<string, unknown>>;
  /** Told of what becomes of the thread before anything is written down, and whether the words went along. */
  readonly onThread: (thread: DiscordThread, isSaid: boolean) => void;
}

/** A message that has room for shots. */
interface Page {
  readonly isMain: boolean;
  readonly messageId: string | undefined;
  readonly kept: readonly KeptFile[];
}

/** Puts shots into a batch's message, and what does not fit there into messages after it. */
export class ShotUpload {
  readonly #messages: DiscordMessages;

  constructor(messages: DiscordMessages) {
    this.#messages = messages;
  }

  /**
   * Sends what was not sent yet, as much at a time as one request takes. An edit says what all of the message's files are, so that one whose
   * answer was lost can be made again. No more is in memory than two requests' worth.
   */
  async deliver(given: DiscordThread, parts: readonly Part[], options: ShotUploadOptions): Promise<DiscordThread> {
    const { signal, sent, onSent, onThread } = options;
    const known = new Map(sent);
    let thread = given;
    let limit = fileLimitOf(thread);
    let waiting = parts.filter(({ key }) => !sent.has(key));
    let ready: readonly Upload[] = [];
    while (waiting.length > 0) {
      signal.throwIfAborted();
      const page = pageOf(thread, known);
      const room = mostFiles - page.kept.length;
      ready = await prepare(ready, waiting, { limit, room, signal });
      const together = firstRequest(ready, room, bytesOf);
      const next = withShrunk(
        thread,
        together.some(({ isShrunk }) => isShrunk),
      );
      let message: SentMessage;
      try {
        ({ thread, message } = await this.#send(next, page, together, options));
      } catch (error) {
        limit = smallerLimit(error, Math.max(...together.map(bytesOf)));
        ready = [];
        continue;
      }
      onThread(thread, page.isMain);
      for (const [key, ids] of idsOf(message, page.kept, together)) {
        known.set(key, ids);
        await onSent(key, ids, threadOf(thread));
      }
      ready = ready.slice(together.length);
      waiting = waiting.slice(together.length);
    }
    return thread;
  }

  async #send(
    thread: DiscordThread,
    { isMain, messageId, kept }: Page,
    uploads: readonly Upload[],
    { signal, batchId, words }: ShotUploadOptions,
  ): Promise<{ readonly thread: DiscordThread; readonly message: SentMessage }> {
    const filled = isMain ? { ...thread, proofs: {} } : thread;
    const formOf: FormOf = (isNew) => ({
      body: {
        ...(isMain ? words(filled) : {}),
        attachments: attachmentsOf(isNew ? [] : kept, uploads),
        allowed_mentions: { parse: [] },
      },
      files: uploads.map(({ file }) => file),
    });
    if (isMain) return await reach(filled, formOf, this.#messages, { signal, batchId, isFinal: true });
    // The same after a restart, and another for a copy of the same shots.
    const nonce = nonceOf(thread.messageId, uploads[0]?.key);
    return { thread, message: await reachMore(thread, formOf, this.#messages, { signal, nonce, messageId }) };
  }
}

/** Uploads of the first that wait, as many as one request may take, and perhaps one more. */
async function prepare(
  ready: readonly Upload[],
  waiting: readonly Part[],
  { limit, room, signal }: { readonly limit: number; readonly room: number; readonly signal: AbortSignal },
): Promise<readonly Upload[]> {
  const uploads = [...ready];
  let bytes = uploads.reduce((sum, each) => sum + bytesOf(each), 0);
  for (const { key, picture } of waiting.slice(uploads.length, room)) {
    if (bytes >= mostRequestBytes) break;
    const upload = await uploadOf(key, picture, { limit, signal });
    if (!upload) throw new DiscordError('A shot is larger than files may be.', { reason: 'too-big' });
    uploads.push(upload);
    bytes += bytesOf(upload);
  }
  return uploads;
}

/** The message itself as long as it has room, then the newest after it, then a new one. */
function pageOf({ messageId }: DiscordThread, known: ReadonlyMap<string, readonly string[]>): Page {
  const main = filesIn(known, messageId);
  if (main.length < mostFiles) return { isMain: true, messageId, kept: main };
  const newest = [...known.values()].map(([id]) => id).findLast((id) => id !== messageId);
  const kept = filesIn(known, newest);
  const hasRoom = newest !== undefined && kept.length < mostFiles;
  return { isMain: false, ...(hasRoom ? { messageId: newest, kept } : { messageId: undefined, kept: [] }) };
}

/** The files of a message that were put there before. */
function filesIn(known: ReadonlyMap<string, readonly string[]>, messageId: string | undefined): readonly KeptFile[] {
  return [...known].flatMap(([key, [message, id]]) => (message === messageId && id !== undefined ? [{ key, id }] : []));
}

/** What each part became: the message and the file in it. In the order in which they were sent. */
function idsOf(
  message: SentMessage,
  kept: readonly KeptFile[],
  uploads: readonly Upload[],
): readonly (readonly [string, readonly string[]])[] {
  const files = new Map(filesOf(message.attachments, kept, uploads).map(({ key, id }) => [key, id]));
  return uploads.map(({ key }) => {
    const file = files.get(key);
    return [key, file === undefined ? [message.id] : [message.id, file]];
  });
}

/** The limit to try next after one was too high. @throws the error itself when smaller files would not help */
function smallerLimit(error: unknown, largest: number): number {
  const next = smallerLimits.find((each) => each < largest);
  if (!(error instanceof DiscordError) || error.reason !== 'too-big' || next === undefined) throw error;
  return next;
}

function withShrunk(thread: DiscordThread, isShrunk: boolean): DiscordThread {
  return isShrunk ? { ...thread, isShrunk } : thread;
}

function bytesOf({ file }: Upload): number {
  return file.data.byteLength;
}
