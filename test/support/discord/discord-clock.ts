const discordEpochMs = 1_420_070_400_000;

/** The server's time, which a test may move, and the ids that carry it. */
export class DiscordClock {
  /** How far the server's clock is ahead of this machine's. */
  offsetMs = 0;
  #stoppedAt: number | undefined;
  #count = 0;

  now(): number {
    return (this.#stoppedAt ?? Date.now()) + this.offsetMs;
  }

  /** From now on time passes by `offsetMs` alone, however slow the machine is. */
  stop(): void {
    this.#stoppedAt = Date.now();
  }

  /** An id as Discord makes them: milliseconds since 2015 in the upper bits, so 19 digits today. Ids of one clock never repeat. */
  snowflake(): string {
    this.#count = (this.#count + 1) % 2 ** 22;
    return String((BigInt(this.now() - discordEpochMs) << 22n) | BigInt(this.#count));
  }
}

/** When something with this id was made, in ms since 1970. */
export function snowflakeTime(id: string): number {
  return Number(BigInt(id) >> 22n) + discordEpochMs;
}
