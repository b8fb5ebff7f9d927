import { NewestThreads } from '#bots/newest-threads.ts';
import { ShownWords } from '#bots/shown-words.ts';
import type { Logger } from '#core/log.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import type { LogoSource, Thread } from '#core/mockups/batch.ts';
import type { BatchView, DeliverOptions, Messenger, Part } from '#core/mockups/messenger.ts';
import { KeyedTurns } from '#core/queue/keyed-turns.ts';
import { formOf, hasShot, newProof, noPicture, shownOf } from './batch-form.ts';
import { type DownloadParts, downloadLogo } from './logo-download.ts';
import { ProgressPace, type ProgressRates, placeOf } from './progress-pace.ts';
import { sayRich } from './rich-text.ts';
import { sendAlbums } from './shot-delivery.ts';
import { bringStatus, targetOf } from './status-message.ts';
import { TelegramError } from './telegram-error.ts';
import type { TelegramMessages } from './telegram-messages.ts';
import { addressOf, platform, TelegramThread, threadOf } from './telegram-thread.ts';

/** Whoever waited longer than this is called when it is ready: an edit alone is not heard of. */
const slowMs = 60_000;
/** Shots of one batch come as albums: so long its first ones wait for the others, in ms. */
const usualGatherMs = 60_000;

/** How the messenger takes its time. */
export interface MessengerPace {
  readonly progress?: ProgressRates;
  readonly gatherMs?: number;
}

/** Keeps each batch's one message on Telegram in step, and brings the shots. */
export class TelegramMessenger implements Messenger {
  readonly platform = platform;
  readonly gatherMs: number;
  readonly #downloads: DownloadParts;
  readonly #log: Logger;
  readonly #messages: TelegramMessages;
  readonly #newest = new NewestThreads<TelegramThread>();
  readonly #progress: ProgressPace;
  readonly #turns = new KeyedTurns();
  readonly #words = new ShownWords();

  constructor(parts: {
    readonly messages: TelegramMessages;
    readonly downloads: DownloadParts;
    readonly log: Logger;
    readonly pace?: MessengerPace | undefined;
  }) {
    const { progress, gatherMs = usualGatherMs } = parts.pace ?? {};
    this.gatherMs = gatherMs;
    this.#progress = new ProgressPace(progress);
    this.#messages = parts.messages;
    this.#downloads = parts.downloads;
    this.#log = parts.log;
  }

  fetchLogo(source: LogoSource, { signal }: { readonly signal: AbortSignal }): Promise<Buffer> {
    return downloadLogo(source, this.#downloads, signal);
  }

  /** Once it is 0, the edit is counted: it is to be made. */
  pauseMs(given: Thread, view: BatchView): number {
    const thread = this.#newest.of(view.batchId, TelegramThread.parse(given.data));
    if (view.atRest || thread.deleted || this.#progress.isVain(thread, view)) return 0;
    if (this.#isInStep(thread, view)) return 0;
    return this.#progress.take(thread, view, (messages) => this.#messages.waitMs(thread.chatId, messages));
  }

  async show(given: Thread, view: BatchView, { signal }: { readonly signal: AbortSignal }): Promise<Thread> {
    const { batchId, atRest } = view;
    return await this.#turns.take(batchId, async () => {
      const before = this.#newest.of(batchId, TelegramThread.parse(given.data));
      const isVain = before.deleted || this.#progress.isVain(before, view);
      if (atRest) this.#progress.forget(batchId);
      if (isVain) return threadOf(before);
      const after = this.#isInStep(before, view) ? before : await this.#bring(before, view, signal);
      const called = atRest ? await this.#callPerson(after, view, signal) : after;
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
      try {
        const after = isOne
          ? await this.#deliverOne(before, only, options)
          : await sendAlbums(before, parts, this.#messages, options);
        this.#newest.note(batchId, before, after);
        this.#progress.delivered(batchId);
        await this.#clearBehind(before, after, options.signal);
        return threadOf(after);
      } catch (error) {
        this.#progress.notDelivered(before, batchId, error);
        throw error;
      }
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
    const form = { ...formOf(before, ended), picture: { name: part.key, view: part.picture } };
    const brought = await bringStatus(before, form, this.#messages, { signal, isFinal: true });
    // A message that is new is heard of by itself.
    const isNew = brought.status?.id !== before.status?.id;
    const after: TelegramThread = isNew ? { ...brought, notified: true } : brought;
    this.#newest.note(batchId, before, after);
    this.#words.note(batchId, statusKey(after), shownOf(after, ended));
    await onSent(part.key, [String(after.status?.id ?? 0), String(after.chatId)], threadOf(after));
    return after;
  }

  async #bring(thread: TelegramThread, view: BatchView, signal: AbortSignal): Promise<TelegramThread> {
    const { batchId, atRest } = view;
    try {
      // A message that has its shot is where it belongs.
      const isFinal = atRest && !hasShot(thread);
      const after = await this.#bringForm(thread, view, { signal, isFinal });
      this.#words.note(batchId, statusKey(after), shownOf(after, view));
      this.#progress.told(thread, batchId);
      if (isFinal) await this.#clearBehind(thread, after, signal);
      return after;
    } catch (error) {
      this.#progress.notTold(thread, view, error);
      throw error;
    }
  }

  /** Where no picture is taken, the words come alone from then on. */
  async #bringForm(
    thread: TelegramThread,
    view: BatchView,
    options: { readonly signal: AbortSignal; readonly isFinal: boolean },
  ): Promise<TelegramThread> {
    const form = formOf(thread, view);
    try {
      return await bringStatus(thread, form, this.#messages, options);
    } catch (error) {
      if (!form.picture || !isOfPicture(error)) throw error;
      const wordless: TelegramThread = { ...thread, shows: noPicture };
      return await bringStatus(wordless, formOf(wordless, view), this.#messages, options);
    }
  }

  /** Where the answer does not come any more, nothing says for ever that it is under way. No failure of that hurts. */
  async #clearBehind(before: TelegramThread, after: TelegramThread, signal: AbortSignal): Promise<void> {
    if (!before.status || !after.moved || placeOf(before) === placeOf(after)) return;
    try {
      await this.#messages.delete(targetOf(before, before.status.id), signal);
    } catch (error) {
      signal.throwIfAborted();
      this.#log.debug({ err: error }, 'former message not taken away');
    }
  }

  #isInStep(thread: TelegramThread, view: BatchView): boolean {
    // A message that has its shot does not go back to telling how that is made.
    if (hasShot(thread) && !view.atRest) return true;
    const isShown = thread.status !== undefined && !newProof(thread, view);
    return isShown && this.#words.has(view.batchId, statusKey(thread), shownOf(thread, view));
  }

  /** Calls whoever waited for long, once. No failure of that hurts. */
  async #callPerson(thread: TelegramThread, view: BatchView, signal: AbortSignal): Promise<TelegramThread> {
    const made = view.mockups.filter(({ state }) => state === 'delivered');
    const isSlow = made.some(({ tookMs = 0 }) => tookMs >= slowMs);
    if (thread.notified || !isSlow || !hasShot(thread)) return thread;
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
}

function statusKey({ chatId, status }: TelegramThread): string {
  return `${chatId} ${status?.id ?? ''}`;
}

/** Whether words alone may be taken where a picture was not. */
function isOfPicture(error: unknown): boolean {
  if (!(error instanceof TelegramError)) return false;
  return error.kind === 'no-rights' || error.reason === 'refused' || error.reason === 'too-big';
}
