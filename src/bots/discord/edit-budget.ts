/** Least time between two edits of one message that tell only of progress, in ms. */
const perMessageMs = 4000;
/** Edits in one channel that tell only of progress, of all messages together. */
const perChannel = 20;
const channelWindowMs = 60_000;

/**
 * How often messages may be changed to tell of progress: Discord limits the edits of a channel for everybody there together, and a backlog
 * would hold up the last word. Last words are not counted.
 */
export class EditBudget {
  readonly #now: () => number;
  readonly #messages = new Map<string, number>();
  readonly #channels = new Map<string, number[]>();

  /** `now` is a monotonic clock in ms. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** How long progress of a message may wait, in ms; 0 = not at all. The first edit of a message waits for its channel alone. */
  pauseMs(channel: string, message: string): number {
    const now = this.#now();
    const last = this.#messages.get(message);
    const recent = this.#recentOf(channel, now);
    const first = recent.at(-perChannel);
    return Math.max(
      0,
      last === undefined ? 0 : last + perMessageMs - now,
      first === undefined ? 0 : first + channelWindowMs - now,
    );
  }

  /** Counts an edit that tells of progress. */
  spend(channel: string, message: string): void {
    const now = this.#now();
    this.#messages.set(message, now);
    this.#channels.set(channel, [...this.#recentOf(channel, now), now]);
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
    return (this.#channels.get(channel) ?? []).filter((at) => at > now - channelWindowMs);
  }
}
