/** The server's time, which a test may move. */
export class TelegramClock {
  /** How far the server's clock is ahead of this machine's. */
  offsetMs = 0;
  #stoppedAt: number | undefined;

  now(): number {
    return (this.#stoppedAt ?? Date.now()) + this.offsetMs;
  }

  /** Unix time as messages carry it. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** From now on time passes by `offsetMs` alone, however slow the machine is. */
  stop(): void {
    this.#stoppedAt = Date.now();
  }
}
