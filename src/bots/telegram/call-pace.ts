import { setTimeout as sleep } from 'node:timers/promises';

/** At most so many messages in any span of so many ms. */
export interface CallRate {
  readonly most: number;
  readonly ms: number;
}

/** How fast messages may be sent and changed. */
export interface CallRates {
  readonly chat: CallRate;
  /** Beside that of a chat, in chats of many. */
  readonly group: CallRate;
  /** Of all chats together. */
  readonly overall: CallRate;
}

/**
 * What Telegram's FAQ names: about one message a second in a chat with short bursts let through, 20 a minute in a group, 30 a second in all.
 * The spans are a little longer, because a message arrives later than it is counted.
 */
const usualRates: CallRates = {
  chat: { most: 20, ms: 20_500 },
  group: { most: 20, ms: 61_000 },
  overall: { most: 28, ms: 1050 },
};

/** Time as it is waited for, in ms; it never goes back. */
export interface PaceClock {
  now(): number;
  /** @throws when the signal fires */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const usualClock: PaceClock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};

/** Nobody is let alone for longer, whatever Telegram asks for: it can ask again. */
const longestHoldMs = 24 * 60 * 60_000;
/** Chats are looked through for idle ones after so many messages. */
const sweepEvery = 1000;

/** When a message goes out, or went. A later one than was first promised, where Telegram asked to wait. */
interface Moment {
  at: number;
}

interface Chat {
  moments: readonly Moment[];
  heldUntil: number;
}

/** Gives each message its moment, so that Telegram has nothing to refuse. In one chat first come, first served; none waits for another chat. */
export class CallPace {
  readonly #rates: CallRates;
  readonly #clock: PaceClock;
  readonly #chats = new Map<number, Chat>();
  #all: readonly Moment[] = [];
  #turns = 0;

  constructor(rates: CallRates = usualRates, clock: PaceClock = usualClock) {
    this.#rates = rates;
    this.#clock = clock;
  }

  /** Resolves when so many messages may go to a chat together. @throws the signal's reason when it fires */
  async turn(chatId: number, messages: number, signal: AbortSignal): Promise<void> {
    this.#sweep();
    const now = this.#clock.now();
    const chat = this.#chats.get(chatId) ?? { moments: [], heldUntil: now };
    this.#chats.set(chatId, chat);
    const moment: Moment = { at: this.#roomIn(chat, chatId, messages) };
    chat.moments = [...this.#counted(chat, chatId), ...repeated(moment, messages)];
    await this.#reach(moment, signal);
    // Only now, so that whoever waits long for one chat takes nothing from the others.
    const { overall } = this.#rates;
    const started = this.#clock.now();
    this.#all = this.#all.filter(({ at }) => at > started - overall.ms);
    const turn: Moment = { at: Math.max(started, roomAt(this.#all, overall, messages)) };
    this.#all = [...this.#all, ...repeated(turn, messages)];
    await this.#reach(turn, signal);
  }

  /** How long so many messages to a chat would wait if they came now, in ms. */
  waitMs(chatId: number, messages: number): number {
    const chat = this.#chats.get(chatId);
    return chat ? this.#roomIn(chat, chatId, messages) - this.#clock.now() : 0;
  }

  /** Telegram asked to let a chat alone for so many ms: all that is still to go there goes so much later. */
  hold(chatId: number, ms: number): void {
    const now = this.#clock.now();
    const chat = this.#chats.get(chatId) ?? { moments: [], heldUntil: now };
    this.#chats.set(chatId, chat);
    const until = now + Math.min(ms, longestHoldMs);
    const laterMs = until - Math.max(now, chat.heldUntil);
    if (laterMs <= 0) return;
    chat.heldUntil = until;
    for (const moment of new Set(chat.moments)) if (moment.at > now) moment.at += laterMs;
  }

  async #reach(moment: Moment, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const leftMs = moment.at - this.#clock.now();
      if (leftMs <= 0) return;
      // Rejects with an error of its own, whose cause is the reason.
      await this.#clock.sleep(leftMs, signal).catch(() => signal.throwIfAborted());
    }
  }

  #roomIn(chat: Chat, chatId: number, messages: number): number {
    const { chat: perChat, group } = this.#rates;
    const inGroup = isGroup(chatId) ? roomAt(chat.moments, group, messages) : Number.NEGATIVE_INFINITY;
    return Math.max(this.#clock.now(), chat.heldUntil, roomAt(chat.moments, perChat, messages), inGroup);
  }

  /** The moments of a chat that count for those to come. */
  #counted({ moments }: Chat, chatId: number): readonly Moment[] {
    const { chat, group } = this.#rates;
    const spanMs = isGroup(chatId) ? Math.max(chat.ms, group.ms) : chat.ms;
    const from = this.#clock.now() - spanMs;
    return moments.filter(({ at }) => at > from);
  }

  #sweep(): void {
    if (++this.#turns % sweepEvery !== 0) return;
    const now = this.#clock.now();
    for (const [id, chat] of this.#chats) {
      if (chat.heldUntil <= now && this.#counted(chat, id).length === 0) this.#chats.delete(id);
    }
  }
}

/** Groups and channels have ids below zero. */
function isGroup(chatId: number): boolean {
  return chatId < 0;
}

function repeated(moment: Moment, messages: number): readonly Moment[] {
  return Array.from({ length: messages }, () => moment);
}

/** From when on there is room for so many more. Those that never have room together wait until nothing else counts. */
function roomAt(moments: readonly Moment[], { most, ms }: CallRate, messages: number): number {
  const blocking = most - Math.min(messages, most) + 1;
  if (blocking > moments.length) return Number.NEGATIVE_INFINITY;
  const times = moments.map(({ at }) => at).toSorted((a, b) => a - b);
  return (times.at(-blocking) ?? Number.NEGATIVE_INFINITY) + ms;
}
