import { EditBudget } from '#bots/edit-budget.ts';
import { NewestThreads } from '#bots/newest-threads.ts';
import { ShownWords } from '#bots/shown-words.ts';
import { readWish } from '#core/catalog/catalog.ts';
import type { Logger } from '#core/log.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import type { LogoSource, Thread } from '#core/mockups/batch.ts';
import type { BatchView, DeliverOptions, Messenger, MockupView, Part, PictureView } from '#core/mockups/messenger.ts';
import { isAtRest } from '#core/mockups/stage.ts';
import { KeyedTurns } from '#core/queue/keyed-turns.ts';
import { answerControls } from './answer-controls.ts';
import { answerText } from './answer-text.ts';
import { type DownloadParts, downloadLogo } from './logo-download.ts';
import { type RichText, sayRich } from './rich-text.ts';
import { sendAlbums } from './shot-delivery.ts';
import { bringStatus, type StatusForm } from './status-message.ts';
import { TelegramError } from './telegram-error.ts';
import type { TelegramMessages } from './telegram-messages.ts';
import { addressOf, platform, TelegramThread, threadOf } from './telegram-thread.ts';

/** How long the first words wait for the proof, in ms: until then Telegram says that something is on its way. */
const proofGraceMs = 1200;
/** Whoever waited longer than this is called when it is ready: an edit alone is not heard of. */
const slowMs = 60_000;
/** Telegram lets a group have 20 messages a minute, of all kinds: the greater half is left for answers. */
const progressPace = { perMessageMs: 4000, perChannel: 8, windowMs: 61_000 };

/** A batch under way, as far as this process has shown it. */
interface Progress {
  readonly firstSeenAt: number;
  isShown: boolean;
}

/** Keeps each batch's one message on Telegram in step, and brings the shots. */
export class TelegramMessenger implements Messenger {
  readonly platform = platform;
  /** Shots of one batch come as albums. */
  readonly gatherMs = 60_000;
  readonly #budget = new EditBudget(progressPace);
  readonly #downloads: DownloadParts;
  readonly #log: Logger;
  readonly #messages: TelegramMessages;
  readonly #newest = new NewestThreads<TelegramThread>();
  readonly #progress = new Map<string, Progress>();
  readonly #turns = new KeyedTurns();
  readonly #words = new ShownWords();

  constructor(parts: { readonly messages: TelegramMessages; readonly downloads: DownloadParts; readonly log: Logger }) {
    this.#messages = parts.messages;
    this.#downloads = parts.downloads;
    this.#log = parts.log;
  }

  fetchLogo(source: LogoSource, { signal }: { readonly signal: AbortSignal }): Promise<Buffer> {
    return downloadLogo(source, this.#downloads, signal);
  }

  /** Once it is 0, the edit is counted: it is to be made. */
  pauseMs(given: Thread, view: BatchView): number {
    if (view.atRest) return 0;
    const thread = this.#newest.of(view.batchId, TelegramThread.parse(given.data));
    const progress = this.#progressOf(view.batchId);
    if (this.#isInStep(thread, view)) return 0;
    const leftMs = progress.firstSeenAt + proofGraceMs - performance.now();
    if (!progress.isShown && leftMs > 0 && !thread.status && awaitsProof(view)) return leftMs;
    const pauseMs = this.#budget.take(String(thread.chatId), view.batchId);
    if (pauseMs === 0) progress.isShown = true;
    return pauseMs;
  }

  async show(given: Thread, view: BatchView, { signal }: { readonly signal: AbortSignal }): Promise<Thread> {
    const { batchId, atRest } = view;
    return await this.#turns.take(batchId, async () => {
      const before = this.#newest.of(batchId, TelegramThread.parse(given.data));
      const after = before.deleted || this.#isInStep(before, view) ? before : await this.#bring(before, view, signal);
      if (!atRest) {
        this.#newest.note(batchId, before, after);
        return threadOf(after);
      }
      this.#progress.delete(batchId);
      this.#budget.forget(batchId);
      const called = after.deleted ? after : await this.#callPerson(after, view, signal);
      this.#newest.note(batchId, before, called);
      return threadOf(called);
    });
  }

  /** The only picture of a batch takes the place of its message; several come as albums after it. */
  async deliver(given: Thread, parts: readonly Part[], options: DeliverOptions): Promise<Thread> {
    const { batchId, mockups } = options.view;
    return await this.#turns.take(batchId, async () => {
      const before = this.#newest.of(batchId, TelegramThread.parse(given.data));
      if (before.deleted) throw new TelegramError('The answer was taken away by its person.', { reason: 'gone' });
      const [only] = parts;
      const isOne = only && parts.length === 1 && mockups.length === 1 && options.sent.size === 0;
      const after = isOne
        ? await this.#deliverOne(before, only, options)
        : await sendAlbums(before, parts, this.#messages, options);
      this.#newest.note(batchId, before, after);
      return threadOf(after);
    });
  }

  async #deliverOne(
    before: TelegramThread,
    part: Part,
    { signal, onSent, view }: DeliverOptions,
  ): Promise<TelegramThread> {
    const { batchId } = view;
    const mockup = { ...part.mockup, state: 'delivered' } as const;
    const ended: BatchView = { ...view, mockups: [mockup], atRest: true };
    const form = { ...this.#formOf(before, ended), picture: { name: part.key, view: part.picture } };
    const brought = await bringStatus(before, form, this.#messages, { signal, isFinal: true });
    // A message that is new is heard of by itself.
    const isNew = brought.status?.id !== before.status?.id;
    const after: TelegramThread = isNew ? { ...brought, notified: true } : brought;
    this.#newest.note(batchId, before, after);
    this.#words.note(batchId, statusKey(after), this.#shownOf(after, ended));
    await onSent(part.key, [String(after.status?.id ?? 0), String(after.chatId)], threadOf(after));
    return after;
  }

  async #bring(thread: TelegramThread, view: BatchView, signal: AbortSignal): Promise<TelegramThread> {
    try {
      const form = this.#formOf(thread, view);
      const after = await bringStatus(thread, form, this.#messages, { signal, isFinal: view.atRest });
      this.#words.note(view.batchId, statusKey(after), this.#shownOf(after, view));
      this.#budget.ended(view.batchId);
      return after;
    } catch (error) {
      this.#budget.failed(String(thread.chatId), view.batchId);
      throw error;
    }
  }

  #isInStep(thread: TelegramThread, view: BatchView): boolean {
    const isShown = thread.status !== undefined && !newProof(thread, view);
    return isShown && this.#words.has(view.batchId, statusKey(thread), this.#shownOf(thread, view));
  }

  #formOf(thread: TelegramThread, view: BatchView): StatusForm {
    const proof = newProof(thread, view);
    return {
      words: (place, isCaption) => wordsOf(view, place, isCaption, proof !== undefined || place.shows === proofName),
      controls: answerControls(view),
      ...(proof ? { picture: { name: proofName, view: proof } } : {}),
    };
  }

  /** What a message says once it is in step. */
  #shownOf(thread: TelegramThread, view: BatchView): object {
    const isCaption = thread.status?.is !== 'text';
    return { words: wordsOf(view, thread, isCaption, thread.shows === proofName), controls: answerControls(view) };
  }

  /** Calls whoever waited for long, once. No failure of that hurts. */
  async #callPerson(thread: TelegramThread, view: BatchView, signal: AbortSignal): Promise<TelegramThread> {
    const made = view.mockups.filter(({ state }) => state === 'delivered');
    const isSlow = made.some(({ tookMs = 0 }) => tookMs >= slowMs);
    const isEdited = thread.shows !== undefined && thread.shows !== proofName;
    if (thread.notified || !isSlow || !isEdited) return thread;
    try {
      const words = sayRich(sentence('chat.ready', { who: '', count: made.length }), view.locale);
      const text = { ...words, text: words.text.trim() };
      await this.#messages.sendText(addressOf(thread, thread.replyTo ?? thread.status?.id), { words: text }, signal);
    } catch (error) {
      signal.throwIfAborted();
      this.#log.warn({ err: error, batch: view.batchId }, 'person not called');
    }
    return { ...thread, notified: true };
  }

  #progressOf(batchId: string): Progress {
    const progress = this.#progress.get(batchId) ?? { firstSeenAt: performance.now(), isShown: false };
    this.#progress.set(batchId, progress);
    return progress;
  }
}

const proofName = 'proof';

function statusKey({ chatId, status }: TelegramThread): string {
  return `${chatId} ${status?.id ?? ''}`;
}

function wordsOf(view: BatchView, thread: TelegramThread, isCaption: boolean, showsProof: boolean): RichText {
  return answerText(view, { thread, isCaption, hasProof: showsProof && !view.atRest });
}

/** The proof that a message should have and has not. Only one mockup's picture can stand for a batch. */
function newProof({ shows }: TelegramThread, { mockups, atRest }: BatchView): PictureView | undefined {
  const [only] = mockups;
  return !atRest && mockups.length === 1 && shows === undefined && only && isBeforeShots(only) ? only.proof : undefined;
}

function isBeforeShots({ shots, state }: MockupView): boolean {
  return shots.length === 0 && !isAtRest(state);
}

/** Whether a proof is still to be expected. */
function awaitsProof({ mockups }: BatchView): boolean {
  const [only] = mockups;
  if (!only || mockups.length > 1 || only.proof || !isBeforeShots(only)) return false;
  return (only.request.product ?? readWish(only.request.prompt).product) !== undefined;
}
