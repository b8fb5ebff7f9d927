/** How fast messages may be sent and changed. */
export interface CallRates {
  /** One message in so many ms for each chat, after a burst. */
  readonly perChatMs: number;
  readonly chatBurst: number;
  /** Most messages in one group in any `groupWindowMs`. */
  readonly perGroup: number;
  readonly groupWindowMs: number;
  /** Of all chats together. */
  readonly perSecond: number;
}

/**
 * What Telegram's FAQ names: about one message a second in a chat with short bursts let through, 20 a minute in a group, 30 a second in all.
 * The window is a little longer than the minute, because a message arrives later than it is counted.
 */
const usualRates: CallRates = { perChatMs: 1000, chatBurst: 4, perGroup: 20, groupWindowMs: 61_000, perSecond: 28 };

/** Chats are looked through for idle ones after so many reservations. */
const sweepEvery = 1000;

interface Chat {
  /** When the chat would be free again if everything reserved went out at its steady rate. */
  freeAt: number;
  /** When the messages of the last window go or went out, oldest first; groups alone are counted so. */
  window: readonly number[];
}

/** Gives each message its moment, so that Telegram has nothing to refuse. First come, first served. */
export class CallPace {
  readonly #rates: CallRates;
  readonly #now: () => number;
  readonly #chats = new Map<number, Chat>();
  #allFreeAt = Number.NEGATIVE_INFINITY;
  #reservations = 0;

  /** `now` is a monotonic clock in ms. */
  constructor(rates: CallRates = usualRates, now: () => number = () => performance.now()) {
    this.#rates = rates;
    this.#now = now;
  }

  /** Reserves the next moment for so many messages in a chat; gives how long until then, in ms. */
  reserve({ chatId, isGroup }: { readonly chatId: number; readonly isGroup: boolean }, messages = 1): number {
    const { perChatMs, chatBurst, perGroup, groupWindowMs, perSecond } = this.#rates;
    const now = this.#now();
    this.#sweep(now);
    const chat = this.#chats.get(chatId) ?? { freeAt: Number.NEGATIVE_INFINITY, window: [] };
    const blocking = isGroup ? chat.window.at(-(perGroup - Math.min(messages, perGroup) + 1)) : undefined;
    const at = Math.max(
      now,
      chat.freeAt - (chatBurst - 1) * perChatMs,
      this.#allFreeAt - 1000,
      blocking === undefined ? now : blocking + groupWindowMs,
    );
    chat.freeAt = Math.max(chat.freeAt, at) + messages * perChatMs;
    if (isGroup) {
      const recent = chat.window.filter((each) => each > now - groupWindowMs);
      chat.window = [...recent, ...Array.from({ length: messages }, () => at)];
    }
    this.#allFreeAt = Math.max(this.#allFreeAt, at) + (messages * 1000) / perSecond;
    this.#chats.set(chatId, chat);
    return at - now;
  }

  /** Telegram asked to let a chat alone for so many ms. */
  hold(chatId: number, ms: number): void {
    const { perChatMs, chatBurst } = this.#rates;
    const chat = this.#chats.get(chatId) ?? { freeAt: Number.NEGATIVE_INFINITY, window: [] };
    chat.freeAt = Math.max(chat.freeAt, this.#now() + ms + (chatBurst - 1) * perChatMs);
    this.#chats.set(chatId, chat);
  }

  #sweep(now: number): void {
    if (++this.#reservations % sweepEvery !== 0) return;
    for (const [id, { freeAt, window }] of this.#chats) {
      const newest = window.at(-1) ?? Number.NEGATIVE_INFINITY;
      if (freeAt < now && newest < now - this.#rates.groupWindowMs) this.#chats.delete(id);
    }
  }
}
