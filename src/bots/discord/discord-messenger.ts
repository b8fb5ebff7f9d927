import { EditBudget } from '#bots/edit-budget.ts';
import { NewestThreads } from '#bots/newest-threads.ts';
import { ShownWords } from '#bots/shown-words.ts';
import { type Agent, createAgent } from '#core/fetch.ts';
import type { Logger } from '#core/log.ts';
import type { LogoSource, Thread } from '#core/mockups/batch.ts';
import type { BatchView, DeliverOptions, Messenger, Part } from '#core/mockups/messenger.ts';
import { isAtRest } from '#core/mockups/stage.ts';
import { KeyedTurns } from '#core/queue/keyed-turns.ts';
import { answerControls } from './answer-controls.ts';
import { type FormOf, reach } from './answer-delivery.ts';
import { answerText } from './answer-text.ts';
import { ChannelSight } from './channel-sight.ts';
import { DiscordError } from './discord-error.ts';
import type { DiscordMessages, SentMessage } from './discord-messages.ts';
import { DiscordThread, platform, threadOf } from './discord-thread.ts';
import { downloadLogo } from './logo-download.ts';
import { callPerson } from './ready-call.ts';
import { ShotUpload } from './shot-upload.ts';
import { awaitsProofs, needsProofs, type ProofChange, proofChange } from './shown-proofs.ts';
import { attachmentsOf, filesOf } from './upload-form.ts';

/** How long the first words wait for the proof, in ms: until then Discord says that the bot is thinking. */
const proofGraceMs = 1200;
/** Nobody is called by what a person wrote. */
const nobody = { parse: [] } as const;

/** A batch under way, as far as this process has shown it. */
interface Progress {
  readonly firstSeenAt: number;
  /** Something of it may be shown, or was. */
  isShown: boolean;
  newest: BatchView;
  /** As they were last made, and when, in ms since 1970: what Discord counts down is not said anew. */
  estimates: { readonly of: string; readonly at: number };
}

/** What a message says, as Discord's JSON. */
interface Words {
  readonly content: string;
  readonly components: readonly unknown[];
}

/** Keeps each batch's one message on Discord in step, and puts the shots into it. */
export class DiscordMessenger implements Messenger, AsyncDisposable {
  readonly platform = platform;
  readonly #agent: Agent = createAgent();
  readonly #budget: EditBudget;
  readonly #log: Logger;
  readonly #messages: DiscordMessages;
  readonly #newest = new NewestThreads<DiscordThread>();
  readonly #progress = new Map<string, Progress>();
  readonly #shots: ShotUpload;
  readonly #sight: ChannelSight;
  readonly #turns = new KeyedTurns();
  readonly #words = new ShownWords();

  constructor(messages: DiscordMessages, log: Logger, budget: EditBudget = new EditBudget()) {
    this.#messages = messages;
    this.#log = log;
    this.#budget = budget;
    this.#shots = new ShotUpload(messages);
    this.#sight = new ChannelSight(messages);
  }

  fetchLogo(source: LogoSource, { signal }: { readonly signal: AbortSignal }): Promise<Buffer> {
    return downloadLogo(source, this.#agent, signal);
  }

  /** Once it is 0, the edit is counted: it is to be made. */
  pauseMs(given: Thread, view: BatchView): number {
    if (view.atRest) return 0;
    const { batchId } = view;
    const thread = this.#newest.of(batchId, DiscordThread.parse(given.data));
    const progress = this.#progressOf(view);
    if (this.#isInStep(thread, view)) return 0;
    const leftMs = progress.firstSeenAt + proofGraceMs - performance.now();
    if (!progress.isShown && leftMs > 0 && awaitsProofs(view)) return leftMs;
    const pauseMs = this.#budget.take(thread.channelId, batchId);
    if (pauseMs === 0) progress.isShown = true;
    return pauseMs;
  }

  async show(thread: Thread, view: BatchView, { signal }: { readonly signal: AbortSignal }): Promise<Thread> {
    const { batchId, atRest } = view;
    return await this.#turns.take(batchId, async () => {
      const given = this.#newest.of(batchId, DiscordThread.parse(thread.data));
      const before = given.deleted ? given : await this.#sight.verified(given, signal);
      const after = before.deleted || this.#isInStep(before, view) ? before : await this.#bring(before, view, signal);
      if (!atRest) {
        this.#newest.note(batchId, given, after);
        return threadOf(after);
      }
      this.#progress.delete(batchId);
      this.#budget.forget(batchId);
      const parts = { messages: this.#messages, log: this.#log, signal };
      const called = after.deleted ? after : await callPerson(after, view, parts);
      this.#newest.note(batchId, given, called);
      return threadOf(called);
    });
  }

  /** The message says with the shots what it says after them, as far as this process knows the batch. */
  async deliver(given: Thread, parts: readonly Part[], options: DeliverOptions): Promise<Thread> {
    const batchId = batchIdOf(parts);
    return await this.#turns.take(batchId, async () => {
      const before = this.#newest.of(batchId, DiscordThread.parse(given.data));
      // Whoever took the message away wants nothing more in it; what was made is kept.
      if (before.deleted) throw new DiscordError('The message was taken away by its person.', { reason: 'gone' });
      const view = this.#viewWith(batchId, parts);
      const thread = await this.#shots.deliver(before, parts, {
        ...options,
        batchId,
        words: (filled) => (view ? this.#wordsOf(filled, view) : {}),
        onThread: (after, isSaid) => {
          this.#newest.note(batchId, before, after);
          if (view && isSaid) this.#words.note(batchId, after.messageId, this.#wordsOf(after, view));
        },
      });
      this.#newest.note(batchId, before, thread);
      return threadOf(thread);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy();
  }

  /** Puts words, controls and proofs into the message. */
  async #bring(thread: DiscordThread, view: BatchView, signal: AbortSignal): Promise<DiscordThread> {
    try {
      const after = await this.#edit(thread, view, signal);
      this.#budget.ended(view.batchId);
      return after;
    } catch (error) {
      this.#budget.failed(thread.channelId, view.batchId);
      throw error;
    }
  }

  async #edit(thread: DiscordThread, view: BatchView, signal: AbortSignal): Promise<DiscordThread> {
    const { batchId, atRest } = view;
    const change = await proofChange(thread, view, signal);
    const hasProofs = change ? change.kept.length + change.uploads.length > 0 : hasSome(thread.proofs);
    const words = this.#wordsOf(thread, view, hasProofs);
    const formOf: FormOf = (isNew) => ({
      body: {
        ...words,
        allowed_mentions: nobody,
        ...(change ? { attachments: attachmentsOf(isNew ? [] : change.kept, change.uploads) } : {}),
      },
      files: change?.uploads.map(({ file }) => file) ?? [],
    });
    const reached = await reach(thread, formOf, this.#messages, { signal, batchId, isFinal: atRest });
    this.#words.note(batchId, reached.message.id, words);
    return { ...reached.thread, proofs: proofsIn(reached.message, thread, change) };
  }

  #isInStep(thread: DiscordThread, view: BatchView): boolean {
    return !needsProofs(thread, view) && this.#words.has(view.batchId, thread.messageId, this.#wordsOf(thread, view));
  }

  #wordsOf(thread: DiscordThread, view: BatchView, hasProofs = hasSome(thread.proofs)): Words {
    const needsFetch = !thread.canPost && !view.atRest;
    const isShrunk = thread.isShrunk === true;
    const setting = { estimatedAt: this.#estimatedAt(view), hasProofs, isShrunk, needsFetch };
    return { content: answerText(view, setting), components: answerControls(view, { needsFetch }) };
  }

  /** When the estimates of a view were made: as long as they are the same, the time they name is not put off. */
  #estimatedAt(view: BatchView): number {
    const of = JSON.stringify(view.mockups.map(({ state, ahead, estimateMs }) => [state, ahead, estimateMs]));
    const progress = this.#progress.get(view.batchId);
    if (progress?.estimates.of === of) return progress.estimates.at;
    const estimates = { of, at: Date.now() };
    if (progress) progress.estimates = estimates;
    return estimates.at;
  }

  /** The batch as it is once these parts have arrived. Undefined where it was not seen yet: its words follow. */
  #viewWith(batchId: string, parts: readonly Part[]): BatchView | undefined {
    const newest = this.#progress.get(batchId)?.newest;
    if (!newest) return undefined;
    const arriving = new Map(parts.map(({ mockup }) => [mockup.id, mockup]));
    const mockups = newest.mockups.map((mockup) => {
      const here = arriving.get(mockup.id);
      return here ? ({ ...here, state: 'delivered' } as const) : mockup;
    });
    return { ...newest, mockups, atRest: mockups.every(({ state }) => isAtRest(state)) };
  }

  #progressOf(view: BatchView): Progress {
    const known = this.#progress.get(view.batchId);
    if (known) {
      known.newest = view;
      return known;
    }
    const estimates = { of: '', at: 0 };
    const progress = { firstSeenAt: performance.now(), isShown: false, newest: view, estimates };
    this.#progress.set(view.batchId, progress);
    return progress;
  }
}

/** The proofs that a message has after an edit. One that had to be made anew has not kept any. */
function proofsIn(
  { attachments }: SentMessage,
  { proofs }: DiscordThread,
  change: ProofChange | undefined,
): Readonly<Record<string, string>> {
  const files = change
    ? [...change.kept, ...filesOf(attachments, change.kept, change.uploads)]
    : Object.entries(proofs).map(([key, id]) => ({ key, id }));
  const there = files.filter(({ id }) => attachments.some((each) => each.id === id));
  return Object.fromEntries(there.map(({ key, id }) => [key, id]));
}

function hasSome(record: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(record).length > 0;
}

function batchIdOf(parts: readonly Part[]): string {
  const id = parts[0]?.mockup.id ?? '';
  return id.slice(0, id.lastIndexOf('-'));
}
