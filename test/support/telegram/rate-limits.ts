import type { FakeChat } from './fake-chat.ts';
import { tooMany } from './refusals.ts';
import type { TelegramClock } from './telegram-clock.ts';

/** How many messages and edits are taken; undefined takes a limit away. Telegram names no exact numbers. */
export class RateLimits {
  /** One chat that is no group, over time, */
  perChatPerSecond: number | undefined = 1;
  /** and how many more at once. */
  perChatBurst = 20;
  /** One group, in any minute; edits count, and every item of an album. */
  perGroupPerMinute: number | undefined = 20;
  /** The whole bot, in any second. */
  overallPerSecond: number | undefined = 30;
  readonly #clock: TelegramClock;
  readonly #taken = new Map<string, number[]>();

  constructor(clock: TelegramClock) {
    this.#clock = clock;
  }

  /** No limit at all. */
  lift(): void {
    this.perChatPerSecond = undefined;
    this.perGroupPerMinute = undefined;
    this.overallPerSecond = undefined;
  }

  /** Counts so many messages or edits in a chat, or refuses them with `retry_after`. */
  take(chat: FakeChat, count = 1): void {
    const key = `${chat.connectionId ?? ''}/${chat.id}`;
    const waits = [this.#waitMs('', count, this.overallPerSecond, 1000)];
    if (chat.isGroup) waits.push(this.#waitMs(key, count, this.perGroupPerMinute, 60_000));
    else if (this.perChatPerSecond !== undefined) {
      const burst = Math.max(this.perChatBurst, 1);
      waits.push(this.#waitMs(key, count, burst, (burst / this.perChatPerSecond) * 1000));
    }
    const waitMs = Math.max(...waits);
    if (waitMs > 0) throw tooMany(Math.max(1, Math.ceil(waitMs / 1000)));
    const now = this.#clock.now();
    for (const each of ['', key]) this.#taken.set(each, [...this.#of(each), ...Array<number>(count).fill(now)]);
  }

  #waitMs(key: string, count: number, limit: number | undefined, perMs: number): number {
    if (limit === undefined) return 0;
    const now = this.#clock.now();
    const recent = this.#of(key).filter((at) => at > now - perMs);
    const over = recent.length + count - limit;
    // More at once than ever fit wait as long as the window is.
    if (over > recent.length) return perMs;
    const freeing = recent[over - 1];
    return over <= 0 || freeing === undefined ? 0 : freeing + perMs - now;
  }

  #of(key: string): number[] {
    const now = this.#clock.now();
    return (this.#taken.get(key) ?? []).filter((at) => at > now - 600_000);
  }
}
