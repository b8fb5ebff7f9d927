import { type Client, Events, type Message } from 'discord.js';
import type { Bot, Desk } from '#bots/bot.ts';
import type { DiscordConfig } from '#core/discord-settings.ts';
import type { Logger } from '#core/log.ts';
import { PressGuard } from '#core/mockups/press-guard.ts';
import { onDirectMessage } from './direct-messages.ts';
import { DiscordCalls } from './discord-calls.ts';
import { DiscordMessages } from './discord-messages.ts';
import { DiscordMessenger } from './discord-messenger.ts';
import { quietLog } from './error-for-log.ts';
import { Gateway } from './gateway.ts';
import { isAdmitted } from './interactions/admission.ts';
import type { MissListener } from './interactions/first-answer.ts';
import { InteractionHandler } from './interactions/handler.ts';
import { MemberRoles } from './interactions/member-roles.ts';
import { OpenMenus } from './interactions/open-menus.ts';
import { RequestGuard } from './request-guard.ts';

/** An upload of 25 MiB over a slow line. */
const messageMs = 120_000;
/** Of so many people it is remembered in which language they use Discord: their direct messages do not say it. */
const mostLocales = 2000;

export interface DiscordBotOptions {
  readonly config: DiscordConfig;
  readonly log: Logger;
  /** Registers the commands of this version. Called when the application is known, each time the connection comes about anew. */
  readonly register: (applicationId: string, signal: AbortSignal) => Promise<void>;
  /** Told of interactions that could not be answered in time. */
  readonly onMiss?: MissListener;
  readonly loginMs?: number;
}

/** Discord as a place where people talk. */
export class DiscordBot extends DiscordMessenger implements Bot {
  readonly #options: DiscordBotOptions;
  readonly #log: Logger;
  readonly #messages: DiscordMessages;
  readonly #guard: RequestGuard;
  readonly #locales = new Map<string, string>();
  #gateway: Gateway | undefined;

  constructor(options: DiscordBotOptions) {
    const { token, apiUrl } = options.config;
    const log = quietLog(options.log);
    // One for all: Discord counts what comes from one address.
    const guard = new RequestGuard({ log });
    const calls = new DiscordCalls({
      token,
      ...(apiUrl === undefined ? {} : { apiUrl }),
      callMs: messageMs,
      // Each is one attempt: who asked for it makes the next.
      retry: { attempts: 1 },
      guard,
    });
    const messages = new DiscordMessages(calls);
    super(messages, log);
    this.#options = options;
    this.#log = log;
    this.#messages = messages;
    this.#guard = guard;
  }

  get isConnected(): boolean {
    return this.#gateway?.isConnected ?? false;
  }

  /** @throws {PlatformRefusal} when Discord will not have this bot, with a sentence for the operator */
  async start(desk: Desk, signal: AbortSignal): Promise<void> {
    const { config, register, onMiss = () => {} } = this.#options;
    const log = this.#log;
    const roles = new MemberRoles();
    const handler = new InteractionHandler({
      desk,
      messages: this.#messages,
      log,
      allowed: { guilds: config.allowedGuilds, roles: config.allowedRoles },
      menus: new OpenMenus(),
      roles,
      presses: new PressGuard(),
      onMiss,
    });
    this.#gateway = new Gateway({
      token: config.token,
      ...(config.apiUrl === undefined ? {} : { apiUrl: config.apiUrl }),
      ...(this.#options.loginMs === undefined ? {} : { loginMs: this.#options.loginMs }),
      log,
      guard: this.#guard,
      onClient: (client) => {
        client.on(Events.Raw, (packet: unknown) => roles.note(packet));
        client.on(Events.InteractionCreate, (interaction) => {
          this.#noteLocale(interaction.user.id, interaction.locale);
          void handler.handle(interaction);
        });
        client.on(Events.MessageCreate, (message) => void this.#onMessage(client, message, desk));
      },
      onReady: ({ application }) => {
        register(application.id, signal).catch((error: unknown) => {
          if (!signal.aborted) log.warn({ err: error }, 'commands not registered');
        });
      },
    });
    await this.#gateway.run(signal);
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await super[Symbol.asyncDispose]();
    await this.#guard[Symbol.asyncDispose]();
  }

  async #onMessage(client: Client, message: Message, desk: Desk): Promise<void> {
    const { config } = this.#options;
    const log = this.#log;
    const applicationId = client.application?.id;
    if (message.guildId !== null || message.author.bot || message.system || applicationId === undefined) return;
    const allowed = { guilds: config.allowedGuilds, roles: config.allowedRoles };
    if (!isAdmitted({ guildId: null, roles: [] }, allowed)) return;
    try {
      const locale = this.#locales.get(message.author.id) ?? 'en';
      await onDirectMessage(message, applicationId, { desk, messages: this.#messages, log, locale });
    } catch (error) {
      log.warn({ err: error }, 'direct message not taken');
    }
  }

  #noteLocale(userId: string, locale: string): void {
    this.#locales.delete(userId);
    this.#locales.set(userId, locale);
    const [oldest] = this.#locales.keys();
    if (oldest !== undefined && this.#locales.size > mostLocales) this.#locales.delete(oldest);
  }
}
