import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Json } from './form-errors.ts';
import type { EventScope } from './surroundings.ts';

/** More than a bot misses while it reconnects. */
const keptEvents = 5000;

interface SentEvent {
  readonly op: 0;
  readonly s: number;
  readonly t: string;
  readonly d: Json;
}

/** What a client identified for. It outlives its connection, and so do the events it missed. */
export class GatewaySession {
  readonly id = randomBytes(16).toString('hex');
  readonly intents: number;
  readonly shard: number;
  readonly shards: number;
  socket: WebSocket | undefined;
  seq = 0;
  readonly #events: SentEvent[] = [];
  #disconnectedAt: number | undefined;

  constructor(intents: number, shard: number, shards: number) {
    this.intents = intents;
    this.shard = shard;
    this.shards = shards;
  }

  isAlive(now: number, lifeMs: number): boolean {
    return this.socket !== undefined || now < (this.#disconnectedAt ?? now) + lifeMs;
  }

  disconnect(now: number): void {
    this.socket = undefined;
    this.#disconnectedAt = now;
  }

  /** A guild belongs to the shard `(id >> 22) % shards`; what has no guild to shard 0. */
  owns(guildId: string | undefined): boolean {
    const shard = guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(this.shards));
    return shard === this.shard;
  }

  /** Interactions and what concerns the bot alone come to everybody; the rest to those whose intents ask for it. */
  wants({ intents, guildId }: EventScope): boolean {
    return (intents === undefined || (this.intents & intents) !== 0) && (guildId === undefined || this.owns(guildId));
  }

  dispatch(event: string, data: Json): void {
    this.seq += 1;
    const sent: SentEvent = { op: 0, s: this.seq, t: event, d: data };
    this.#events.push(sent);
    if (this.#events.length > keptEvents) this.#events.shift();
    this.socket?.send(JSON.stringify(sent));
  }

  since(seq: number): SentEvent[] {
    return this.#events.filter(({ s }) => s > seq);
  }
}
