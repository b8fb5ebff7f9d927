import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DiscordjsErrorCodes, Events, GatewayIntentBits, Options, Partials } from 'discord.js';
import { PlatformRefusal } from '#bots/connect-bots.ts';
import { type Agent, createAgent } from '#core/fetch.ts';
import type { Logger } from '#core/log.ts';
import { backoffMs } from '#core/retry.ts';
import { unlessAborted } from '#core/unless-aborted.ts';
import { makeRequestWith } from './make-request.ts';

/** Slower at each failure: a thousand identifications in a day reset the token. */
const backoff = { baseDelayMs: 1000, maxDelayMs: 5 * 60_000 };
const defaultLoginMs = 45_000;
/** Closings after which coming back is of no use: the token is none any more, or what was asked for is not granted. */
const fatalClosings: readonly number[] = [4004, 4010, 4011, 4012, 4013, 4014];

export interface GatewayOptions {
  readonly token: string;
  readonly apiUrl?: string;
  readonly log: Logger;
  /** Called for each client before it logs in. */
  readonly onClient: (client: Client) => void;
  /** Told of the application's id as soon as it is known, each time the connection comes about anew. */
  readonly onReady: (client: Client<true>) => void;
  /** How long a login may take, in ms. */
  readonly loginMs?: number;
}

/** The one connection to Discord's gateway: comes back by itself until the signal, and says whether it is there. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #agent: Agent = createAgent();
  #isConnected = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Resolves when the signal aborts. @throws {PlatformRefusal} when Discord will not have this bot */
  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 1; !signal.aborted; failures++) {
      const client = createClient(this.#options, this.#agent);
      try {
        await this.#login(client, signal);
        failures = 0;
        await this.#untilLost(client, signal);
      } catch (error) {
        if (signal.aborted) return;
        const refusal = refusalOf(error);
        if (refusal) throw refusal;
        this.#options.log.warn({ err: nameless(error) }, 'Discord cannot be reached, trying again');
      } finally {
        this.#isConnected = false;
        // Not waited for: a connection that hangs must not hold anything up.
        client.destroy().catch(() => {});
      }
      await sleep(backoffMs(Math.max(1, failures), backoff), undefined, { signal }).catch(() => {});
    }
  }

  /** Until the client can be talked through. */
  async #login(client: Client, signal: AbortSignal): Promise<void> {
    const { log, onClient, onReady, token, loginMs = defaultLoginMs } = this.#options;
    onClient(client);
    const ready = Promise.withResolvers<Client<true>>();
    client.once(Events.ClientReady, (there) => ready.resolve(there));
    client.on(Events.ShardDisconnect, ({ code }) => {
      this.#isConnected = false;
      ready.reject(new ClosedError(code));
    });
    client.on(Events.ShardReconnecting, () => {
      this.#isConnected = false;
      log.info('connection to Discord lost, coming back');
    });
    client.on(Events.ShardResume, (_, replayed) => {
      this.#isConnected = true;
      log.info({ replayed }, 'connection to Discord resumed');
    });
    client.on(Events.ShardReady, () => {
      this.#isConnected = true;
    });
    // Without a listener it would end the process.
    client.on(Events.Error, (error) => log.warn({ err: nameless(error) }, 'connection to Discord in trouble'));
    client.on(Events.ShardError, (error) => log.warn({ err: nameless(error) }, 'connection to Discord in trouble'));
    const deadline = AbortSignal.timeout(loginMs);
    const either = AbortSignal.any([signal, deadline]);
    const login = client.login(token);
    // It may fail long after nobody waits for it.
    for (const each of [login, ready.promise]) each.catch(() => {});
    await unlessAborted(Promise.race([login.then(() => ready.promise), ready.promise]), either);
    const there = await ready.promise;
    this.#isConnected = true;
    log.info({ guilds: there.guilds.cache.size }, 'connected to Discord');
    onReady(there);
  }

  /** discord.js comes back by itself from whatever does not end here. */
  #untilLost(client: Client, signal: AbortSignal): Promise<void> {
    const lost = Promise.withResolvers<void>();
    client.on(Events.ShardDisconnect, ({ code }) => lost.reject(new ClosedError(code)));
    client.once(Events.Invalidated, () => lost.reject(new ClosedError(undefined)));
    return unlessAborted(lost.promise, signal);
  }
}

class ClosedError extends Error {
  override readonly name = 'ClosedError';
  readonly code: number | undefined;

  constructor(code: number | undefined) {
    super(`closed with ${code ?? 'an invalid session'}`);
    this.code = code;
  }
}

/**
 * Only direct messages are asked for: commands, buttons and windows come without any intent. Nothing is kept that Discord says again each
 * time.
 */
function createClient({ apiUrl }: GatewayOptions, agent: Agent): Client {
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
    rest: {
      ...(apiUrl === undefined ? {} : { api: apiUrl }),
      // Again without a pause is not what a sick server needs, and a post would be made twice.
      retries: 0,
      timeout: 120_000,
      rejectOnRateLimit: () => true,
      makeRequest: makeRequestWith(agent),
    },
  });
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
  if (typeof code === 'number' && fatalClosings.includes(code)) {
    return new PlatformRefusal(`Discord will not have this bot (it closed the connection with ${code}).`);
  }
  return undefined;
}

/** What went wrong without its text: that of some errors holds the address, which holds a token. */
function nameless(error: unknown): { readonly name: string; readonly code?: unknown } {
  if (!(error instanceof Error)) return { name: typeof error };
  return { name: error.name, ...('code' in error ? { code: error.code } : {}) };
}
