import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from 'grammy';
import type { Bot, Desk } from '#bots/bot.ts';
import { PlatformRefusal } from '#bots/connect-bots.ts';
import type { Agent } from '#core/fetch.ts';
import { createAgent } from '#core/fetch.ts';
import type { Logger } from '#core/log.ts';
import { PressGuard } from '#core/mockups/press-guard.ts';
import type { Renderer } from '#core/renderer/renderer.ts';
import { backoffMs } from '#core/retry.ts';
import type { Store } from '#core/store/store.ts';
import type { TelegramConfig } from '#core/telegram-settings.ts';
import { unlessAborted } from '#core/unless-aborted.ts';
import { CallPace, type CallRates } from './call-pace.ts';
import { type GrammySignal, grammySignal } from './grammy-signal.ts';
import { Inbox, type Rest } from './inbox.ts';
import { Admins } from './incoming/admins.ts';
import { Albums, type AlbumWaits } from './incoming/albums.ts';
import { Card } from './incoming/card.ts';
import { CardTable } from './incoming/card-table.ts';
import { ChatBook, ChatRecord } from './incoming/chat-book.ts';
import { answerUpdate, tellBug } from './incoming/on-update.ts';
import { Previews } from './incoming/previews.ts';
import { Question, Questions } from './incoming/questions.ts';
import { pollUpdates } from './polling.ts';
import { createTelegramApi } from './telegram-api.ts';
import { TelegramError, toTelegramError } from './telegram-error.ts';
import { TelegramMessages } from './telegram-messages.ts';
import { TelegramMessenger } from './telegram-messenger.ts';
import { tokenRefusal } from './token-refusal.ts';
import { InboxRecord } from './update-records.ts';
import { watchWebhook } from './watch-webhook.ts';
import { setWebhook, type WebhookReceiver } from './webhook.ts';
import { webhookAddress } from './webhook-address.ts';

/** Pauses between questions to a Telegram that does not answer. */
const patience = { baseDelayMs: 500, maxDelayMs: 60_000 };
/** What is under way when the program stops may take so long to come to an end, in ms. */
const stopWithinMs = 3000;

export interface TelegramBotOptions {
  readonly config: TelegramConfig;
  /** Where Telegram can reach this service; without it, or without a secret, updates are fetched. */
  readonly publicUrl?: string | undefined;
  readonly store: Pick<Store, 'collection'>;
  /** Draws what a card shows. */
  readonly renderer: Renderer;
  readonly log: Logger;
  /** For what the operator has to know. */
  readonly say: (sentence: string) => void;
  /** How fast messages may follow each other, where it is not as fast as Telegram takes them. */
  readonly rates?: CallRates | undefined;
  /** How long more pictures of an album are waited for, where it is not the usual time. */
  readonly albumWaits?: AlbumWaits | undefined;
  /** Registers the commands of this version, once the bot is known. */
  readonly register: (api: Api, signal: AbortSignal) => Promise<void>;
}

/** Telegram as a place where people talk. */
export class TelegramBot extends TelegramMessenger implements Bot, AsyncDisposable {
  readonly #options: TelegramBotOptions;
  readonly #agent: Agent;
  readonly #api: Api;
  readonly #messages: TelegramMessages;
  #isConnected = false;
  readonly #onConnected = (isConnected: boolean): void => void (this.#isConnected = isConnected);
  #inbox: Inbox | undefined;
  #receiver: WebhookReceiver | undefined;

  constructor(options: TelegramBotOptions) {
    const { token, apiRoot } = options.config;
    const agent = createAgent();
    const api = createTelegramApi({ token, apiRoot, agent });
    const messages = new TelegramMessages(api, new CallPace(options.rates));
    super({ messages, downloads: { api, agent, token, apiRoot }, log: options.log });
    this.#options = options;
    this.#agent = agent;
    this.#api = api;
    this.#messages = messages;
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Whoever takes updates that Telegram brings, while the bot is connected and they are brought. */
  readonly receiver = (): WebhookReceiver | undefined => this.#receiver;

  /** @throws {PlatformRefusal} when Telegram will not have this bot, with a sentence for the operator */
  async start(desk: Desk, signal: AbortSignal): Promise<void> {
    const { config, publicUrl, register, log } = this.#options;
    try {
      const me = await this.#patiently((stop) => this.#api.raw.getMe(stop), signal);
      const inbox = this.#openInbox(desk, { id: me.id, username: me.username }, signal);
      await inbox.open();
      register(this.#api, signal).catch((error: unknown) => {
        if (!signal.aborted) log.warn({ err: error }, 'commands not registered');
      });
      const url = webhookAddress(config, publicUrl);
      const { webhookSecret: secret } = config;
      if (url !== undefined && secret !== undefined) await this.#haveBrought(inbox, { url, secret }, signal);
      else await this.#fetch(inbox, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.#receiver = undefined;
      this.#isConnected = false;
    }
  }

  async #haveBrought(
    inbox: Inbox,
    { url, secret }: { readonly url: string; readonly secret: string },
    signal: AbortSignal,
  ): Promise<void> {
    const { log, say } = this.#options;
    // Before Telegram knows the address: it begins to bring updates at once.
    this.#receiver = { secret, accept: (updates) => inbox.accept(updates), log };
    await this.#patiently((stop) => setWebhook(this.#api, { url, secret }, stop), signal);
    this.#isConnected = true;
    await watchWebhook({ api: this.#api, url, log, say, onConnected: this.#onConnected, signal });
  }

  async #fetch(inbox: Inbox, signal: AbortSignal): Promise<void> {
    const { log, say } = this.#options;
    // Whatever a webhook was to bring is fetched instead.
    await this.#patiently((stop) => this.#api.raw.deleteWebhook({ drop_pending_updates: false }, stop), signal);
    this.#isConnected = true;
    const accept = (updates: readonly unknown[]): Promise<void> => inbox.accept(updates);
    await pollUpdates({ api: this.#api, accept, log, say, onConnected: this.#onConnected, signal });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, stopWithinMs).unref();
    await Promise.race([this.#inbox?.idle(), promise]);
    clearTimeout(timer);
    await this.#agent.destroy();
  }

  #openInbox(desk: Desk, me: { readonly id: number; readonly username: string }, signal: AbortSignal): Inbox {
    const { config, store, renderer, albumWaits, log } = this.#options;
    const messages = this.#messages;
    const previews = new Previews(renderer, (source, options) => this.fetchLogo(source, options));
    const scene = {
      desk,
      api: this.#api,
      messages,
      me,
      allowed: { chats: config.allowedChats, users: config.allowedUsers },
      admins: new Admins(this.#api, log),
      albums: new Albums(signal, albumWaits),
      cards: new CardTable({ records: store.collection('telegram-card', Card), messages, previews }),
      chats: new ChatBook(store.collection('telegram-chat', ChatRecord)),
      presses: new PressGuard<Rest>(),
      questions: new Questions(store.collection('telegram-question', Question)),
      log,
      signal,
    };
    const inbox = new Inbox({
      records: store.collection('telegram-update', InboxRecord),
      handle: (update) => answerUpdate(update, scene),
      onGivenUp: (update, reference) => tellBug(update, reference, scene),
      onPrune: () => Promise.all([scene.cards.prune(), scene.questions.prune()]),
      log,
      signal,
    });
    this.#inbox = inbox;
    return inbox;
  }

  /** Telegram is asked for as long as this process lives: the rest of it goes on meanwhile. A definite no ends it. */
  async #patiently<T>(call: (stop: GrammySignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let failures = 1; ; failures++) {
      try {
        return await unlessAborted(call(grammySignal(signal)), signal);
      } catch (error) {
        signal.throwIfAborted();
        const mapped = toTelegramError(error);
        if (!(mapped instanceof TelegramError)) throw mapped;
        if (mapped.status === 401) throw tokenRefusal();
        if (!mapped.retryable) throw new PlatformRefusal(`Telegram refuses this bot. ${mapped.message}`);
        const pauseMs = Math.max(backoffMs(failures, patience), mapped.retryAfterMs ?? 0);
        this.#options.log.warn({ err: mapped, pauseMs }, 'Telegram does not answer, trying again');
        // oxlint-disable-next-line promise/no-promise-in-callback -- `error` is what was caught, not a callback's
        await sleep(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    }
  }
}
