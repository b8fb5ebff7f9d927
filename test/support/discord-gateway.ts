import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Client, Interaction } from 'discord.js';
import { Events } from 'discord.js';
import { type WebSocket, WebSocketServer } from 'ws';
import { Gateway, type GatewayOptions } from '#bots/discord/gateway.ts';
import { RequestGuard } from '#bots/discord/request-guard.ts';
import { createLogger } from '#core/log.ts';
import type { FakeDiscord } from './discord/fake-discord.ts';

/** A connection of the bot's to a Discord, and what it says. */
export interface RunningGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  /** One for each login, oldest first. */
  readonly clients: readonly Client[];
  /** Ids of the interactions that came. */
  readonly heard: readonly string[];
  /** Log lines as objects, oldest first. */
  readonly log: readonly Record<string, unknown>[];
  /** What it ended with; undefined when it was stopped. */
  readonly ended: Promise<unknown>;
}

/** Connects to a Discord as the bot does, until it is disposed. */
export function runGateway(discord: FakeDiscord, options: Partial<GatewayOptions> = {}): RunningGateway {
  const clients: Client[] = [];
  const heard: string[] = [];
  const log: Record<string, unknown>[] = [];
  const over = new AbortController();
  const guard = new RequestGuard();
  const write = (line: string): void => void log.push(JSON.parse(line) as Record<string, unknown>);
  const gateway = new Gateway({
    token: discord.token,
    apiUrl: discord.apiUrl,
    log: createLogger('trace', { write }),
    guard,
    onClient: (client) => {
      clients.push(client);
      client.on(Events.InteractionCreate, ({ id }: Interaction) => void heard.push(id));
    },
    onReady: () => {},
    ...options,
  });
  const ended = gateway.run(over.signal).catch((error: unknown) => error);
  return {
    gateway,
    clients,
    heard,
    log,
    ended,
    [Symbol.asyncDispose]: async () => {
      over.abort(new Error('stopped'));
      await ended;
      await guard[Symbol.asyncDispose]();
    },
  };
}

/** A gateway that says hello, and answers nothing else but what it is told to. */
export class MuteGateway implements AsyncDisposable {
  readonly #server: WebSocketServer;
  /** What was said to it, by operation: 2 identify, 6 resume. */
  readonly heard: number[] = [];
  connections = 0;
  readonly #answersIdentify: boolean;

  private constructor(server: WebSocketServer, answersIdentify: boolean) {
    this.#server = server;
    this.#answersIdentify = answersIdentify;
    server.on('connection', (socket) => this.#greet(socket));
  }

  static async open({ answersIdentify = false }: { readonly answersIdentify?: boolean } = {}): Promise<MuteGateway> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    return new MuteGateway(server, answersIdentify);
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Breaks every connection. */
  drop(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.drop();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #greet(socket: WebSocket): void {
    this.connections++;
    const say = (payload: object): void => socket.send(JSON.stringify(payload));
    socket.on('message', (data) => {
      const { op } = JSON.parse((data as Buffer).toString()) as { op: number };
      if (op !== 1) this.heard.push(op);
      if (op === 2 && this.#answersIdentify) say({ op: 0, t: 'READY', s: 1, d: this.#ready });
    });
    say({ op: 10, d: { heartbeat_interval: 40_000 } });
  }

  get #ready(): object {
    return {
      v: 10,
      user: { id: '100000000000000001', username: 'bot', discriminator: '0', avatar: null, bot: true },
      guilds: [],
      session_id: 'session',
      session_type: 'normal',
      resume_gateway_url: this.url,
      shard: [0, 1],
      application: { id: '100000000000000002', flags: 0 },
      private_channels: [],
    };
  }
}
