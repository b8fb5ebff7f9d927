import { userMention } from 'discord.js';
import { type Agent, createAgent } from '#core/fetch.ts';
import type { Logger } from '#core/log.ts';
import { message } from '#core/messages/message.ts';
import type { LogoSource, Thread } from '#core/mockups/batch.ts';
import type { BatchView, DeliverOptions, Messenger, MockupView, Part } from '#core/mockups/messenger.ts';
import { isAtRest } from '#core/mockups/stage.ts';
import { KeyedTurns } from '#core/queue/keyed-turns.ts';
import { answerControls } from './answer-controls.ts';
import { type FormOf, reach } from './answer-delivery.ts';
import { answerText } from './answer-text.ts';
import { DiscordError } from './discord-error.ts';
import type { DiscordMessages } from './discord-messages.ts';
import { DiscordThread, liveToken, platform, threadOf } from './discord-thread.ts';
import { EditBudget } from './edit-budget.ts';
import { downloadLogo } from './logo-download.ts';
import { NewestThreads } from './newest-threads.ts';
import { ShotUpload } from './shot-upload.ts';
import { attachmentsOf, mostFiles, type Upload, uploadOf, usualFileLimit } from './upload-form.ts';

/** How long the first words wait for the proof, in ms: until then Discord says that the bot is thinking. */
const proofGraceMs = 1200;
/** Whoever waited longer than this is called when it is ready: an edit alone is not heard of. */
const slowMs = 60_000;
/** Nobody is called by what a person wrote. */
const nobody = { parse: [] } as const;

interface Progress {
  readonly firstSeenAt: number;
  /** Something of it was shown by this process. */
  isShown: boolean;
}

/** Keeps each batch's one message on Discord in step, and puts the shots into it. */
export class DiscordMessenger implements Messenger, AsyncDisposable {
  readonly platform = platform;
  readonly #agent: Agent = createAgent();
  readonly #budget = new EditBudget();
  readonly #log: Logger;
  readonly #messages: DiscordMessages;
  readonly #newest = new NewestThreads();
  readonly #progress = new Map<string, Progress>();
  readonly #shots: ShotUpload;
  readonly #turns = new KeyedTurns();
  /** Channels in which the bot was seen to be. */
  readonly #seen = new Set<string>();

  constructor(messages: DiscordMessages, log: Logger) {
    this.#messages = messages;
    this.#log = log;
    this.#shots = new ShotUpload(messages);
  }

  fetchLogo(source: LogoSource, { signal }: { readonly signal: AbortSignal }): Promise<Buffer> {
    return downloadLogo(source, this.#agent, signal);
  }

  pauseMs(thread: Thread, view: BatchView): number {
    if (view.atRest) return 0;
    const { channelId } = DiscordThread.parse(thread.data);
    const progress = this.#progressOf(view.batchId);
    if (progress.isShown) return this.#budget.pauseMs(channelId, view.batchId);
    const hasProof = view.mockups.some(({ proof }) => proof !== undefined);
    const graceMs = hasProof ? 0 : progress.firstSeenAt + proofGraceMs - performance.now();
    return Math.max(0, graceMs, this.#budget.pauseMs(channelId, view.batchId));
  }

  async show(thread: Thread, view: BatchView, { signal }: { readonly signal: AbortSignal }): Promise<Thread> {
    const { batchId } = view;
    return await this.#turns.take(batchId, async () => {
      const given = this.#newest.of(batchId, DiscordThread.parse(thread.data));
      if (given.deleted) return threadOf(given);
      const before = await this.#verified(given, signal);
      const shown = await this.#bring(before, view, signal);
      const after = view.atRest ? await this.#call(shown, view, signal) : shown;
      this.#newest.note(batchId, given, after);
      return threadOf(after);
    });
  }

  async deliver(thread: Thread, parts: readonly Part[], options: DeliverOptions): Promise<Thread> {
    const batchId = batchIdOf(parts);
    return await this.#turns.take(batchId, async () => {
      const before = this.#newest.of(batchId, DiscordThread.parse(thread.data));
      // Whoever took the message away wants nothing more in it; what was made is kept.
      if (before.deleted) throw new DiscordError('The message was taken away by its person.', { reason: 'gone' });
      const note = (after: DiscordThread): void => this.#newest.note(batchId, before, after);
      return threadOf(await this.#shots.deliver(before, batchId, parts, options, note));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy();
  }

  /** Puts words, controls and proofs into the message. */
  async #bring(thread: DiscordThread, view: BatchView, signal: AbortSignal): Promise<DiscordThread> {
    const { batchId, atRest, locale } = view;
    const hasShots = view.mockups.some(({ state, shots }) => shots.length > 0 && state !== 'expired');
    const proofs = await this.#newProofs(thread, view, hasShots, signal);
    // A proof that nothing came after would be taken for the shot.
    const dropsProofs = atRest && !hasShots && thread.proofs > 0;
    const needsFetch = !thread.canPost && !atRest;
    const body = {
      content: answerText(view, needsFetch ? [message('chat.fetchHere', locale)] : []),
      components: answerControls(view, { needsFetch }),
      allowed_mentions: nobody,
    };
    const formOf: FormOf = () => ({
      body: proofs.length > 0 || dropsProofs ? { ...body, attachments: attachmentsOf([], proofs) } : body,
      files: proofs.map(({ file }) => file),
    });
    if (atRest) this.#forget(batchId);
    else this.#spend(thread.channelId, batchId);
    const { thread: after } = await reach(thread, formOf, this.#messages, { signal, batchId, isFinal: atRest });
    if (proofs.length > 0) return { ...after, proofs: proofs.length };
    return dropsProofs ? { ...after, proofs: 0 } : after;
  }

  /** All proofs there are, when there is one more than the message has; none once there are shots. */
  async #newProofs(
    thread: DiscordThread,
    { mockups, atRest }: BatchView,
    hasShots: boolean,
    signal: AbortSignal,
  ): Promise<readonly Upload[]> {
    const open = mockups.filter((mockup): mockup is MockupView & Required<Pick<MockupView, 'proof'>> => {
      return mockup.proof !== undefined && !isAtRest(mockup.state);
    });
    if (atRest || hasShots || open.length <= thread.proofs) return [];
    const limit = liveToken(thread) === undefined ? usualFileLimit : thread.fileLimit;
    const uploads = open.slice(0, mostFiles).map(({ id, proof }, index) => {
      return uploadOf(id, proof, { limit, number: index + 1, signal });
    });
    return (await Promise.all(uploads)).filter((upload) => upload !== undefined);
  }

  /** Calls the person once, when they have waited for long. No failure of that hurts. */
  async #call(thread: DiscordThread, view: BatchView, signal: AbortSignal): Promise<DiscordThread> {
    const made = view.mockups.filter(({ state }) => state === 'delivered');
    const tookMs = Math.max(0, ...made.map((mockup) => mockup.tookMs ?? 0));
    if (thread.notified || made.length === 0 || tookMs < slowMs || thread.messageId === undefined) return thread;
    const { channelId, userId, applicationId, messageId } = thread;
    const content = message('chat.ready', view.locale, { who: userMention(userId), count: made.length });
    const reference = { message_id: messageId, fail_if_not_exists: false };
    const mentions = { parse: [], users: [userId] };
    const token = liveToken(thread);
    try {
      if (thread.canPost && !thread.isEphemeral) {
        const body = { content, message_reference: reference, allowed_mentions: mentions };
        await this.#messages.post(channelId, `${view.batchId}-ready`, { body, files: [] }, { signal });
      } else if (token !== undefined && !thread.isEphemeral) {
        const body = { content, allowed_mentions: mentions };
        await this.#messages.followUp({ applicationId, token }, { body, files: [] }, { signal });
      }
    } catch (error) {
      signal.throwIfAborted();
      this.#log.warn({ err: error, batch: view.batchId }, 'person not called');
    }
    return { ...thread, notified: true };
  }

  /** Finds out once per channel whether the bot is really there: an app can be installed without it. */
  async #verified(thread: DiscordThread, signal: AbortSignal): Promise<DiscordThread> {
    const { canPost, channelId } = thread;
    if (!canPost || liveToken(thread) === undefined || this.#seen.has(channelId)) return thread;
    try {
      await this.#messages.see(channelId, { signal });
    } catch (error) {
      if (!(error instanceof DiscordError)) throw error;
      return error.retryable ? thread : { ...thread, canPost: false };
    }
    if (this.#seen.size > 5000) this.#seen.clear();
    this.#seen.add(channelId);
    return thread;
  }

  #progressOf(batchId: string): Progress {
    const known = this.#progress.get(batchId);
    if (known) return known;
    const progress = { firstSeenAt: performance.now(), isShown: false };
    this.#progress.set(batchId, progress);
    return progress;
  }

  #spend(channelId: string, batchId: string): void {
    this.#progressOf(batchId).isShown = true;
    this.#budget.spend(channelId, batchId);
  }

  #forget(batchId: string): void {
    this.#progress.delete(batchId);
    this.#budget.forget(batchId);
  }
}

function batchIdOf(parts: readonly Part[]): string {
  const id = parts[0]?.mockup.id ?? '';
  return id.slice(0, id.lastIndexOf('-'));
}
