import type { Api } from 'grammy';
import type { Bot, Desk } from '#bots/bot.ts';
import { PlatformRefusal } from '#bots/connect-bots.ts';
import type { Agent } from '#core/fetch.ts';
import { createAgent } from '#core/fetch.ts';
import type { Logger } from '#core/log.ts';
import { PressGuard } from '#core/mockups/press-guard.ts';
import type { Renderer } from '#core/renderer/renderer.ts';
import { retry } from '#core/retry.ts';
import type { Store } from '#core/store/store.ts';
import type { TelegramConfig } from '#core/telegram-settings.ts';
import { CallPace } from './call-pace.ts';
import { callPatiently } from './call-patiently.ts';
import { Inbox, InboxRecord, type Rest } from './inbox.ts';
import { Admins } from './incoming/admins.ts';
import { Albums } from './incoming/albums.ts';
import { Card } from './incoming/card.ts';
import { CardTable } from './incoming/card-table.ts';
import { ChatBook, ChatRecord } from './incoming/chat-book.ts';
import { answerUpdate } from './incoming/on-update.ts';
import { Previews } from './incoming/previews.ts';
import { Question, Questions } from './incoming/questions.ts';
import { pollUpdates } from './polling.ts';
import { createTelegramApi } from './telegram-api.ts';
import { TelegramError } from './telegram-error.ts';
import { TelegramMessages } from './telegram-messages.ts';
import { TelegramMessenger } from './telegram-messenger.ts';
import { setWebhook, type WebhookReceiver } from './webhook.ts';

/** Telegram is asked for as long as this process lives: the rest of it goes on meanwhile. */
const patience = { attempts: Number.POSITIVE_INFINITY, baseDelayMs: 500, maxDelayMs: 60_000 };
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
  #inbox: Inbox | undefined;
  #receiver: WebhookReceiver | undefined;

  constructor(options: TelegramBotOptions) {
    const { token, apiRoot } = options.config;
    const agent = createAgent();
    const api = createTelegramApi({ token, apiRoot, agent });
    const messages = new TelegramMessages(api, new CallPace());
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
    const { config, publicUrl, register, log, say } = this.#options;
    const api = this.#api;
    const me = await this.#connect(signal);
    const inbox = this.#openInbox(desk, { id: me.id, username: me.username }, signal);
    await inbox.open();
    const accept = (updates: readonly unknown[]): Promise<void> => inbox.accept(updates);
    register(api, signal).catch((error: unknown) => {
      if (!signal.aborted) log.warn({ err: error }, 'commands not registered');
    });
    try {
      if (publicUrl !== undefined && config.webhookSecret !== undefined) {
        const secret = config.webhookSecret;
        // Before Telegram knows the address: it begins to bring updates at once.
        this.#receiver = { secret, accept };
        await this.#patiently(() => setWebhook(api, { publicUrl, secret }, signal), signal);
        this.#isConnected = true;
        await untilAborted(signal);
      } else {
        // Whatever a webhook was to bring is fetched instead.
        const keep = { drop_pending_updates: false };
        await this.#patiently(() => callPatiently((stop) => api.raw.deleteWebhook(keep, stop), { signal }), signal);
        this.#isConnected = true;
        const onConnected = (isConnected: boolean): void => void (this.#isConnected = isConnected);
        await pollUpdates({ api, accept, log, say, onConnected, signal });
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.#receiver = undefined;
      this.#isConnected = false;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, stopWithinMs).unref();
    await Promise.race([this.#inbox?.idle(), promise]);
    clearTimeout(timer);
    await this.#agent.destroy();
  }

  async #connect(signal: AbortSignal): Promise<{ readonly id: number; readonly username: string }> {
    return await this.#patiently(() => callPatiently((stop) => this.#api.raw.getMe(stop), { signal }), signal);
  }

  #openInbox(desk: Desk, me: { readonly id: number; readonly username: string }, signal: AbortSignal): Inbox {
    const { config, store, renderer, log } = this.#options;
    const messages = this.#messages;
    const previews = new Previews(renderer, (source, options) => this.fetchLogo(source, options));
    const scene = {
      desk,
      api: this.#api,
      messages,
      me,
      allowed: { chats: config.allowedChats, users: config.allowedUsers },
      admins: new Admins(this.#api, log),
      albums: new Albums(signal),
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
      onPrune: () => Promise.all([scene.cards.prune(), scene.questions.prune()]),
      log,
      signal,
    });
    this.#inbox = inbox;
    return inbox;
  }

  /** A token that is refused ends it; anything else is waited for. */
  async #patiently<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const { log } = this.#options;
    try {
      return await retry(call, {
        ...patience,
        signal,
        shouldRetry: (error) => error instanceof TelegramError && error.retryable && error.status !== 401,
        onRetry: (error) => log.warn({ err: error }, 'Telegram does not answer, trying again'),
      });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof TelegramError)) throw error;
      throw new PlatformRefusal(
        error.status === 401
          ? 'Telegram does not accept TELEGRAM_BOT_TOKEN. Copy it from @BotFather (/mybots → API Token) and start again.'
          : `Telegram refuses this bot. ${error.message}`,
      );
    }
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
