import { setTimeout as sleep } from 'node:timers/promises';
import { SimpleShardingStrategy, WebSocketShardStatus } from 'discord.js';
import { backoffMs } from '#core/retry.ts';

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/** Closings after which coming back is of no use: the token is none any more, or what was asked for is not granted. */
const fatalClosings: readonly number[] = [4004, 4010, 4011, 4012, 4013, 4014];
/** So many of the day's session starts are left for the operator to restart the program with. */
const startsKept = 50;
/** Between two attempts to resume, in ms; the first one is made at once. */
const resumePause = { baseDelayMs: 1000, maxDelayMs: 30_000 };
/** A connection that lived so long was no failure. */
const steadyMs = 60_000;

/** The gateway has closed the connection and will not have this bot back. */
export class ClosedError extends Error {
  override readonly name = 'ClosedError';
  readonly code: number;

  constructor(code: number) {
    super(`Discord closed the connection with ${code}.`);
    this.code = code;
  }
}

/** The session is over: a new one has to be begun, by a new login. */
export class SessionOverError extends Error {
  override readonly name = 'SessionOverError';
}

/** Hardly any of the day's session starts are left. */
export class StartsSpentError extends Error {
  override readonly name = 'StartsSpentError';
  /** Until there are new ones, in ms. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('Hardly any logins are left for today.');
    this.retryAfterMs = retryAfterMs;
  }
}

export interface LoginEvents {
  readonly onIdentify: () => void;
  readonly onUp: () => void;
  readonly onDown: () => void;
  /** Nothing more comes of this login. Told once or more often. */
  readonly onLost: (error: Error) => void;
}

/**
 * What the library does about its connections, within bounds: each login identifies once; after that it resumes, with pauses that grow, and
 * an attempt that hangs ends the login. By itself the library would identify again at once for as long as the gateway lets it, and come back
 * to life in the background after a login that was given up.
 */
export class OneLogin extends SimpleShardingStrategy {
  readonly #manager: Manager;
  readonly #events: LoginEvents;
  readonly #attemptMs: number;
  readonly #over = new AbortController();
  #attempts = 0;
  #failures = 0;
  #upSince: number | undefined;
  #watchdog: NodeJS.Timeout | undefined;

  /** `attemptMs`: how long one attempt to connect and resume may take. */
  constructor(manager: Manager, attemptMs: number, events: LoginEvents) {
    super(manager);
    this.#manager = manager;
    this.#events = events;
    this.#attemptMs = attemptMs;
    const { options } = manager;
    options.handshakeTimeout = attemptMs;
    options.helloTimeout = attemptMs;
    options.readyTimeout = attemptMs;
    options.buildIdentifyThrottler = () => ({ waitForIdentify: async () => events.onIdentify() });
    const given = { ...options };
    options.retrieveSessionInfo = async (shardId) => {
      const session = await given.retrieveSessionInfo(shardId);
      // The library asks for the session with each event too; idle is only who is about to connect.
      const isConnecting = (await this.fetchStatus()).get(shardId) === WebSocketShardStatus.Idle;
      if (isConnecting) await this.#mayConnect(session?.resumeURL);
      return session;
    };
    manager.on('ready', () => this.#noteUp());
    manager.on('resumed', () => this.#noteUp());
    manager.on('closed', ({ code }) => this.#noteDown(code));
  }

  override async spawn(shardIds: number[]): Promise<void> {
    const { session_start_limit: starts } = await this.#manager.fetchGatewayInformation();
    if (starts.remaining < startsKept) throw new StartsSpentError(starts.reset_after);
    await super.spawn(shardIds);
  }

  /** Nothing of it connects any more. */
  end(): void {
    this.#over.abort();
    clearTimeout(this.#watchdog);
  }

  /** Resolves when a connection may be made; never when none may be, which leaves the library waiting and forgotten. */
  async #mayConnect(resumeUrl: string | undefined): Promise<void> {
    const { signal } = this.#over;
    this.#attempts++;
    if (signal.aborted) return await never();
    if (this.#attempts > 1 && resumeUrl === undefined)
      return await this.#lose(new SessionOverError('The session is over.'));
    const url = resumeUrl ?? (await this.#manager.fetchGatewayInformation()).url;
    if (!/^wss?:$/.test(URL.parse(url)?.protocol ?? '')) return await this.#lose(new SessionOverError('No address.'));
    if (this.#failures > 1) {
      const pauseMs = backoffMs(this.#failures - 1, resumePause);
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return await never();
    }
    clearTimeout(this.#watchdog);
    const hangs = (): void => this.#events.onLost(new SessionOverError('Resuming takes too long.'));
    this.#watchdog = setTimeout(hangs, this.#attemptMs).unref();
  }

  async #lose(error: Error): Promise<never> {
    this.#events.onLost(error);
    return await never();
  }

  #noteUp(): void {
    clearTimeout(this.#watchdog);
    this.#upSince = performance.now();
    this.#events.onUp();
  }

  #noteDown(code: number): void {
    const isSteady = this.#upSince !== undefined && performance.now() - this.#upSince > steadyMs;
    this.#upSince = undefined;
    this.#failures = isSteady ? 1 : this.#failures + 1;
    this.#events.onDown();
    if (fatalClosings.includes(code)) this.#events.onLost(new ClosedError(code));
  }
}

function never(): Promise<never> {
  return Promise.withResolvers<never>().promise;
}
