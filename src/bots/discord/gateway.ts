import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DiscordjsErrorCodes, Events, GatewayIntentBits, Options, Partials, RateLimitError } from 'discord.js';
import { PlatformRefusal } from '#bots/connect-bots.ts';
import { Deadline } from '#core/fetch.ts';
import type { Logger } from '#core/log.ts';
import { backoffMs } from '#core/retry.ts';
import { unlessAborted } from '#core/unless-aborted.ts';
import { DiscordError } from './discord-error.ts';
import { IdentifyBudget } from './identify-budget.ts';
import { ClosedError, type LoginEvents, OneLogin, SessionOverError, StartsSpentError } from './one-login.ts';
import type { RequestGuard } from './request-guard.ts';

const backoff = { baseDelayMs: 1000, maxDelayMs: 5 * 60_000 };
const defaultLoginMs = 45_000;
/** Longest wait for what Discord says it takes: it may be mended before. */
const longestAskedMs = 10 * 60_000;
/** Channels that are kept until all are forgotten: the library keeps each it hears of, and nothing here looks at them. */
const mostChannels = 1000;

export interface GatewayOptions {
  readonly token: string;
  readonly apiUrl?: string;
  readonly log: Logger;
  /** Called for each client before it logs in. */
  readonly onClient: (client: Client) => void;
  /** Told of the client as soon as it can be talked through, each time the connection comes about anew. */
  readonly onReady: (client: Client<true>) => void;
  /** How long a login, or an attempt to resume, may take, in ms. */
  readonly loginMs?: number;
  /** Makes the requests of the library's client. */
  readonly guard: RequestGuard;
  readonly budget?: IdentifyBudget;
}

/** The one connection to Discord's gateway: comes back by itself until the signal, and says whether it is there. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #budget: IdentifyBudget;
  #isConnected = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#budget = options.budget ?? new IdentifyBudget();
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Resolves when the signal aborts. @throws {PlatformRefusal} when Discord will not have this bot */
  async run(signal: AbortSignal): Promise<void> {
    const { log } = this.#options;
    for (let failures = 0; !signal.aborted; ) {
      try {
        await this.#live(signal, () => {
          failures = 0;
        });
      } catch (error) {
        if (signal.aborted) return;
        const refusal = refusalOf(error);
        if (refusal) throw refusal;
        failures++;
        const pauseMs = Math.ceil(Math.max(backoffMs(failures, backoff), askedMs(error), this.#budget.pauseMs()));
        log.warn({ ...facts(error), pauseMs }, 'no connection to Discord, trying again');
        await sleep(pauseMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  /** One login and what comes of it. Rejects when it is over; `onThere` is told when it has succeeded. */
  async #live(signal: AbortSignal, onThere: () => void): Promise<never> {
    const { log, loginMs = defaultLoginMs, onClient, onReady, token } = this.#options;
    const lost = Promise.withResolvers<never>();
    // It may be lost while nobody waits for that.
    lost.promise.catch(() => {});
    let login: OneLogin | undefined;
    const client = createClient(this.#options, (manager) => {
      login = new OneLogin(manager, loginMs, this.#events(lost.reject));
      return login;
    });
    try {
      onClient(client);
      const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
      client.once(Events.ClientReady, forgetGuilds);
      client.on(Events.InteractionCreate, () => trim(client)).on(Events.MessageCreate, () => trim(client));
      // Without a listener it would end the process.
      const inTrouble = (error: Error): void => log.info(facts(error), 'connection to Discord in trouble');
      client.on(Events.Error, inTrouble).on(Events.ShardError, inTrouble);
      const there = await this.#within(loginMs, signal, [client.login(token).then(() => ready), lost.promise]);
      onThere();
      this.#isConnected = true;
      log.info('connected to Discord');
      onReady(there);
      return await unlessAborted(lost.promise, signal);
    } finally {
      this.#isConnected = false;
      login?.end();
      // Not waited for: a connection that hangs must not hold anything up.
      client.destroy().catch(() => {});
    }
  }

  #events(onLost: (error: Error) => void): LoginEvents {
    const { log } = this.#options;
    let isBack = true;
    return {
      onIdentify: () => this.#budget.spend(),
      onUp: () => {
        if (!isBack) log.info('connection to Discord resumed');
        this.#isConnected ||= !isBack;
        isBack = true;
      },
      onDown: () => {
        if (isBack && this.#isConnected) log.info('connection to Discord lost, coming back');
        this.#isConnected = false;
        isBack = false;
      },
      onLost,
    };
  }

  async #within<T>(ms: number, signal: AbortSignal, work: readonly Promise<T>[]): Promise<T> {
    using deadline = new Deadline(signal, ms);
    return await unlessAborted(Promise.race(work), deadline.signal);
  }
}

type BuildStrategy = (manager: ConstructorParameters<typeof OneLogin>[0]) => OneLogin;

/**
 * Only direct messages are asked for: commands, buttons and windows come without any intent. Nothing is kept that Discord says again each
 * time.
 */
function createClient({ apiUrl, guard }: GatewayOptions, buildStrategy: BuildStrategy): Client {
  return new Client({
    intents: [GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    failIfNotExists: false,
    enforceNonce: true,
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      UserManager: 100,
      GuildMemberManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      ThreadManager: 0,
    }),
    ws: { buildStrategy },
    rest: {
      ...(apiUrl === undefined ? {} : { api: apiUrl }),
      // Again without a pause is not what a sick server needs, and a post would be made twice.
      retries: 0,
      timeout: 120_000,
      rejectOnRateLimit: () => true,
      makeRequest: guard.patiently,
    },
  });
}

/**
 * Of its servers the bot is told nothing but their ids, and a known server is taken by the library for one whose roles and channels are
 * known too.
 */
function forgetGuilds(client: Client): void {
  client.guilds.cache.clear();
}

function trim({ channels }: Client): void {
  if (channels.cache.size > mostChannels) channels.cache.clear();
}

function refusalOf(error: unknown): PlatformRefusal | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === DiscordjsErrorCodes.TokenInvalid || code === 4004) {
    return new PlatformRefusal(
      'Discord does not accept DISCORD_TOKEN. Please copy the bot token anew from the developer portal.',
    );
  }
  if (code === DiscordjsErrorCodes.DisallowedIntents || code === 4014 || code === 4013) {
    return new PlatformRefusal(
      'Discord does not grant this application the intents it asks for. Please look at its bot settings.',
    );
  }
  if (error instanceof ClosedError) {
    return new PlatformRefusal(`Discord will not have this bot (it closed the connection with ${error.code}).`);
  }
  return undefined;
}

/** How long Discord asked to be left alone, in ms. */
function askedMs(error: unknown): number {
  if (error instanceof StartsSpentError || error instanceof DiscordError) {
    return Math.min(error.retryAfterMs ?? 0, longestAskedMs);
  }
  return error instanceof RateLimitError ? Math.min(error.retryAfter, longestAskedMs) : 0;
}

/** What went wrong, without the text of errors that are not ours: that of some holds the address, which holds a token. */
function facts(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof SessionOverError || error instanceof StartsSpentError) return { reason: error.message };
  if (!(error instanceof Error)) return { reason: typeof error };
  const { name } = error;
  return {
    reason: name,
    ...('code' in error ? { code: error.code } : {}),
    ...('status' in error ? { status: error.status } : {}),
  };
}
