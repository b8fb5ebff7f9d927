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
/** The share of a channel's edits that one message alone may have, and what is left of it when many are under way there. */
const [mostOfOne, leastOfMany] = [0.8, 0.5];

interface Edit {
  readonly message: string;
  readonly at: number;
}

/**
 * How often messages may be changed to tell of progress: platforms limit the edits of a channel for everybody there together, and a backlog
 * would hold up the last word. Last words are not counted.
 */
export class EditBudget {
  readonly #now: () => number;
  readonly #pace: EditPace;
  /** When each message was changed last. */
  readonly #messages = new Map<string, number>();
  /** Of these not even the first words have surely arrived. */
  readonly #silent = new Set<string>();
  readonly #channels = new Map<string, readonly Edit[]>();

  /** `now` is a monotonic clock in ms. */
  constructor(pace: EditPace = usualPace, now: () => number = () => performance.now()) {
    this.#pace = pace;
    this.#now = now;
  }

  /**
   * How long progress of a message has to wait, in ms. With 0 the edit is counted as made: of all who ask at the same time only as many hear
   * it as there is room for. The first edit of a message waits for its channel alone, and finds room there that others leave: who has just
   * asked should not wait for the progress of everybody else.
   */
  take(channel: string, message: string): number {
    const { perMessageMs, perChannel, windowMs } = this.#pace;
    const now = this.#now();
    const last = this.#messages.get(message);
    const isFirst = last === undefined;
    const recent = this.#recentOf(channel, now);
    const blocking = recent.at(-(isFirst ? perChannel : shareOf(message, recent, perChannel)));
    const pauseMs = Math.max(isFirst ? 0 : last + perMessageMs - now, blocking ? blocking.at + windowMs - now : 0);
    if (pauseMs > 0) return pauseMs;
    if (isFirst) this.#silent.add(message);
    this.#messages.set(message, now);
    this.#channels.set(channel, [...recent, { message, at: now }]);
    return 0;
  }

  /** An edit that tells of progress is over: it may have taken long, and the next has to keep its distance from its end. */
  ended(message: string): void {
    this.#silent.delete(message);
    if (this.#messages.has(message)) this.#messages.set(message, this.#now());
  }

  /** An edit was not made: it is not counted, and what were to be first words still are. */
  failed(channel: string, message: string): void {
    const edits = this.#channels.get(channel) ?? [];
    const last = edits.findLastIndex((edit) => edit.message === message);
    if (last >= 0) this.#channels.set(channel, edits.toSpliced(last, 1));
    if (this.#silent.delete(message)) this.#messages.delete(message);
  }

  /** The message has had its last word. */
  forget(message: string): void {
    this.#messages.delete(message);
    this.#silent.delete(message);
    const now = this.#now();
    for (const channel of this.#channels.keys()) {
      if (this.#recentOf(channel, now).length === 0) this.#channels.delete(channel);
    }
  }

  #recentOf(channel: string, now: number): readonly Edit[] {
    return (this.#channels.get(channel) ?? []).filter(({ at }) => at > now - this.#pace.windowMs);
  }
}

/** How many of a channel's edits may be there for a message to have one more: the more others there are, the fewer. */
function shareOf(message: string, recent: readonly Edit[], perChannel: number): number {
  const others = new Set(recent.map((edit) => edit.message).filter((each) => each !== message)).size;
  return Math.ceil(Math.max(perChannel * leastOfMany, perChannel * mostOfOne - others));
}
