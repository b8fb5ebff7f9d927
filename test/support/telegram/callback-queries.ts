import type { Inhabitant } from './fake-chat.ts';
import type { FakeMessage } from './fake-message.ts';
import { type Json, present } from './json.ts';
import { badRequest } from './refusals.ts';
import type { World } from './world.ts';

export interface PressAnswer {
  readonly text: string | undefined;
  readonly showAlert: boolean;
  readonly url: string | undefined;
}

/** What became of a press. */
export interface FakePress {
  readonly id: string;
  readonly data: string;
  readonly message: FakeMessage;
  /** Undefined when nobody answered in time: the client shows a clock for as long. */
  readonly answer: PressAnswer | undefined;
  readonly answeredAfterMs: number | undefined;
}

interface OpenPress {
  readonly askedAt: number;
  readonly settle: (answer: PressAnswer) => void;
}

/** How long a query nobody fetched is kept, as the Bot API server does. */
const keptMs = 150_000;

/** Presses of buttons that wait for their answer. */
export class CallbackQueries {
  /** How old a query may be when it is answered, by the server's clock. Telegram names no number. */
  lifeMs = 15_000;
  readonly #world: World;
  readonly #open = new Map<string, OpenPress>();
  #count = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Asks the bot and waits for the answer, `patienceMs` of true time at most. */
  async press(person: Inhabitant, message: FakeMessage, data: string, options: PressOptions): Promise<FakePress> {
    const { clock, updates } = this.#world;
    this.#count += 1;
    const id = `${BigInt(person.id) << 32n}${this.#count}`;
    const askedAt = clock.now();
    const answered = new Promise<PressAnswer>((settle) => this.#open.set(id, { askedAt, settle }));
    const { chat } = message;
    const told = options.isInaccessible ? { chat: chat.json, message_id: message.id, date: 0 } : message.json;
    const connection = present({ business_connection_id: chat.connectionId });
    const query: Json = {
      id,
      from: person.user,
      message: { ...connection, ...told },
      chat_instance: `${BigInt(chat.id) * -7919n}`,
      data,
    };
    updates.add('callback_query', query, { endsAt: askedAt + keptMs, key: `user:${person.id}` });
    const answer = await withPatience(answered, options.patienceMs);
    return { id, data, message, answer, answeredAfterMs: answer && clock.now() - askedAt };
  }

  /** Each query once, and not too late. */
  answer(id: string, answer: PressAnswer): void {
    const open = this.#open.get(id);
    if (!open || this.#world.clock.now() - open.askedAt > this.lifeMs) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    this.#open.delete(id);
    open.settle(answer);
  }
}

export interface PressOptions {
  readonly patienceMs: number;
  /** The bot is told of the message's id only, as of messages it may not see any more. */
  readonly isInaccessible?: boolean | undefined;
}

async function withPatience<Value>(value: Promise<Value>, ms: number): Promise<Value | undefined> {
  const { promise: patience, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), ms);
  try {
    return await Promise.race([value, patience]);
  } finally {
    clearTimeout(timer);
  }
}
