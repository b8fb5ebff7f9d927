import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { asObject, type Json } from './form-errors.ts';
import { GatewaySession } from './gateway-session.ts';
import type { GatewayInformation } from './routes/account-routes.ts';
import { type EventData, type EventScope, intents } from './surroundings.ts';
import type { World } from './world.ts';

const op = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalidSession: 9, hello: 10, ack: 11 };
const knownIntents = 0x3_21_ff_ff | (1 << 24) | (1 << 25);
const privilegedIntents = intents.guildMembers | intents.guildPresences | intents.messageContent;
/** A client may send this many payloads a minute, each of at most this many bytes. */
const sendsPerMinute = 120;
const maxPayloadBytes = 4096;

/** A connection and what it has said so far. */
interface Connection {
  readonly socket: WebSocket;
  readonly sentAt: number[];
  session: GatewaySession | undefined;
}

/** The gateway as documented: hello, identify, heartbeats, sessions that can be resumed, and close codes. */
export class FakeGateway {
  /** Heartbeats a zombie connection gets no answer to. */
  ackHeartbeats = true;
  heartbeatIntervalMs = 41_250;
  /** Identifies that are left of the day's 1,000. */
  sessionStartsLeft = 1000;
  /** Identifies in 5 seconds. */
  maxConcurrency = 16;
  /** "A few minutes": how long a session waits to be resumed. */
  sessionLifeMs = 180_000;
  /** How late events are delivered. */
  delayMs = 0;
  url = '';
  heartbeats = 0;
  readonly identifies: {
    readonly at: number;
    readonly intents: number;
    readonly shard: unknown;
    readonly properties: Json;
  }[] = [];
  readonly resumes: {
    readonly at: number;
    readonly seq: number;
    readonly replayed: number;
    readonly isResumed: boolean;
  }[] = [];
  readonly #world: World;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<Connection>();
  readonly #sessions = new Map<string, GatewaySession>();
  readonly #delayed = new Set<NodeJS.Timeout>();
  #isRefusing = false;
  #duplicated: string | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  /** As GET /gateway/bot tells it. */
  get information(): GatewayInformation {
    return {
      url: this.url,
      sessionStarts: { total: 1000, remaining: this.sessionStartsLeft, resetAfterMs: 86_400_000 },
      maxConcurrency: this.maxConcurrency,
    };
  }

  /** Privileged intents that are switched on in the application's settings. */
  get allowedPrivilegedIntents(): number {
    return this.#world.allowedPrivilegedIntents;
  }

  set allowedPrivilegedIntents(allowed: number) {
    this.#world.allowedPrivilegedIntents = allowed;
  }

  get isConnected(): boolean {
    return [...this.#connections].some(({ session }) => session !== undefined);
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** Closes every connection with this code, 0 for a broken one. What a session misses is replayed when it is resumed. */
  drop(code = 4000): void {
    for (const { socket } of this.#connections) {
      if (code === 0) socket.terminate();
      else socket.close(code);
    }
  }

  /** New connections fail until `accept`. */
  refuse(): void {
    this.#isRefusing = true;
  }

  accept(): void {
    this.#isRefusing = false;
  }

  /** The next event of this name arrives twice. */
  duplicateNext(event = 'INTERACTION_CREATE'): void {
    this.#duplicated = event;
  }

  /** No session can be resumed any more. */
  invalidateSessions(): void {
    this.#sessions.clear();
  }

  /** Asks every client to reconnect and resume. */
  requestReconnect(): void {
    for (const { socket } of this.#connections) send(socket, { op: op.reconnect, d: null });
  }

  dispatch(event: string, data: EventData, scope: EventScope = {}): void {
    if (this.delayMs === 0) return this.#dispatch(event, data, scope);
    const timer = setTimeout(() => {
      this.#delayed.delete(timer);
      this.#dispatch(event, data, scope);
    }, this.delayMs);
    this.#delayed.add(timer);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#isRefusing || !request.url?.startsWith('/gw')) return void socket.destroy();
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#connect(webSocket, request.url ?? ''));
  }

  close(): void {
    for (const timer of this.#delayed) clearTimeout(timer);
    for (const { socket } of this.#connections) socket.terminate();
    this.#server.close();
  }

  #dispatch(event: string, data: EventData, scope: EventScope): void {
    const times = this.#duplicated === event ? 2 : 1;
    if (times === 2) this.#duplicated = undefined;
    const now = this.#world.clock.now();
    for (const session of this.#sessions.values()) {
      if (!session.isAlive(now, this.sessionLifeMs) || !session.wants(scope)) continue;
      for (let time = 0; time < times; time += 1)
        session.dispatch(event, typeof data === 'function' ? data(session.intents) : data);
    }
  }

  #connect(socket: WebSocket, url: string): void {
    const connection: Connection = { socket, session: undefined, sentAt: [] };
    this.#connections.add(connection);
    socket.on('close', (code) => this.#disconnected(connection, code));
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => this.#receive(connection, data));
    if (new URL(url, 'ws://gateway').searchParams.get('v') !== '10') return socket.close(4012);
    send(socket, { op: op.hello, d: { heartbeat_interval: this.heartbeatIntervalMs } });
  }

  /** A client that closes with 1000 or 1001 ends its session; any other end leaves it to be resumed. */
  #disconnected(connection: Connection, code: number): void {
    this.#connections.delete(connection);
    const { session } = connection;
    if (session?.socket !== connection.socket) return;
    session.disconnect(this.#world.clock.now());
    if (code === 1000 || code === 1001) this.#sessions.delete(session.id);
  }

  #receive(connection: Connection, data: RawData): void {
    const text = Buffer.from(data as Buffer).toString('utf8');
    const { socket, sentAt } = connection;
    const now = Date.now();
    while (sentAt[0] !== undefined && sentAt[0] < now - 60_000) sentAt.shift();
    sentAt.push(now);
    if (sentAt.length > sendsPerMinute) return socket.close(4008);
    if (Buffer.byteLength(text) > maxPayloadBytes) return socket.close(4002);
    let payload: Json;
    try {
      payload = asObject(JSON.parse(text));
    } catch {
      return socket.close(4002);
    }
    const body = asObject(payload['d']);
    switch (payload['op']) {
      case op.heartbeat:
        this.heartbeats += 1;
        if (this.ackHeartbeats) send(socket, { op: op.ack });
        return;
      case op.identify:
        return this.#identify(connection, body);
      case op.resume:
        return this.#resume(connection, body);
      default:
        return socket.close(connection.session ? 4001 : 4003);
    }
  }

  #identify(connection: Connection, data: Json): void {
    const { socket } = connection;
    const wanted = Number(data['intents']);
    const now = this.#world.clock.now();
    if (connection.session) return socket.close(4005);
    const recent = this.identifies.filter(({ at }) => at > now - 5000);
    this.identifies.push({ at: now, intents: wanted, shard: data['shard'], properties: asObject(data['properties']) });
    if (!this.#isToken(data['token'])) return socket.close(4004);
    if ((wanted & ~knownIntents) !== 0 || !Number.isInteger(wanted)) return socket.close(4013);
    if ((wanted & privilegedIntents & ~this.#world.allowedPrivilegedIntents) !== 0) return socket.close(4014);
    const [shard, shards] = (data['shard'] ?? [0, 1]) as [number, number];
    if (shard >= shards) return socket.close(4010);
    if (recent.length >= this.maxConcurrency || this.sessionStartsLeft <= 0) {
      return send(socket, { op: op.invalidSession, d: false });
    }
    this.sessionStartsLeft -= 1;
    const session = new GatewaySession(wanted, shard, shards);
    this.#sessions.set(session.id, session);
    connection.session = session;
    session.socket = socket;
    this.#welcome(session);
  }

  #welcome(session: GatewaySession): void {
    const { bot, application } = this.#world;
    const guilds = this.#world.guilds.filter(({ installation, id }) => installation === 'bot' && session.owns(id));
    session.dispatch('READY', {
      v: 10,
      user: bot,
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: this.url,
      shard: [session.shard, session.shards],
      application: { id: application.id, flags: application['flags'] },
      private_channels: [],
    });
    if (!session.wants({ intents: intents.guilds })) return;
    for (const guild of guilds) session.dispatch('GUILD_CREATE', guild.toJson());
  }

  #resume(connection: Connection, { token, session_id, seq }: Json): void {
    const { socket } = connection;
    const now = this.#world.clock.now();
    const session = this.#sessions.get(String(session_id));
    const isResumed = this.#isToken(token) && session?.isAlive(now, this.sessionLifeMs) === true;
    const replayed = isResumed ? session.since(Number(seq)) : [];
    this.resumes.push({ at: now, seq: Number(seq), replayed: replayed.length, isResumed });
    if (!this.#isToken(token)) return socket.close(4004);
    if (!isResumed) return send(socket, { op: op.invalidSession, d: false });
    if (Number(seq) > session.seq) return socket.close(4007);
    session.socket?.terminate();
    session.socket = socket;
    connection.session = session;
    for (const event of replayed) send(socket, event);
    session.dispatch('RESUMED', {});
  }

  #isToken(token: unknown): boolean {
    return String(token).replace(/^Bot /, '') === this.#world.token;
  }
}

function send(socket: WebSocket, payload: unknown): void {
  socket.send(JSON.stringify(payload));
}
