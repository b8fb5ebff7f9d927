/** How often messages may be changed to tell of progress. */
export interface EditPace {
  /** Least time between two such edits of one message, in ms. */
  readonly perMessageMs: number;
  /** Most such edits in one channel, of all messages together, in any `windowMs`. */
  readonly perChannel: number;
  readonly windowMs: number;
}

/** A little more than the minute in which there may be 20: an edit arrives later than it is counted. */
const usualPace: EditPace = { perMessageMs: 4000, perChannel: 20, windowMs: 61_000 };
/** This share of a channel's edits is left to messages that have said nothing yet: who has just asked should not wait for others. */
const leftToFirstWords = 0.2;

/**
 * How often messages may be changed to tell of progress: Discord limits the edits of a channel for everybody there together, and a backlog
 * would hold up the last word. Last words are not counted.
 */
export class EditBudget {
  readonly #now: () => number;
  readonly #pace: EditPace;
  readonly #messages = new Map<string, number>();
  readonly #channels = new Map<string, number[]>();

  /** `now` is a monotonic clock in ms. */
  constructor(pace: EditPace = usualPace, now: () => number = () => performance.now()) {
    this.#pace = pace;
    this.#now = now;
  }

  /**
   * How long progress of a message has to wait, in ms. With 0 the edit is counted as made: of all who ask at the same time only as many hear
   * it as there is room for. The first edit of a message waits for its channel alone.
   */
  take(channel: string, message: string): number {
    const { perMessageMs, perChannel, windowMs } = this.#pace;
    const now = this.#now();
    const last = this.#messages.get(message);
    const isFirst = last === undefined;
    const most = isFirst ? perChannel : Math.ceil(perChannel * (1 - leftToFirstWords));
    const recent = this.#recentOf(channel, now);
    const blocking = recent.at(-most);
    const pauseMs = Math.max(
      isFirst ? 0 : last + perMessageMs - now,
      blocking === undefined ? 0 : blocking + windowMs - now,
    );
    if (pauseMs > 0) return pauseMs;
    this.#messages.set(message, now);
    this.#channels.set(channel, [...recent, now]);
    return 0;
  }

  /** An edit that tells of progress is over: it may have taken long, and the next has to keep its distance from its end. */
  ended(message: string): void {
    if (this.#messages.has(message)) this.#messages.set(message, this.#now());
  }

  /** The message has had its last word. */
  forget(message: string): void {
    this.#messages.delete(message);
    const now = this.#now();
    for (const channel of this.#channels.keys()) {
      if (this.#recentOf(channel, now).length === 0) this.#channels.delete(channel);
    }
  }

  #recentOf(channel: string, now: number): number[] {
    return (this.#channels.get(channel) ?? []).filter((at) => at > now - this.#pace.windowMs);
  }
}
