export interface IdentifyAllowance {
  /** So many identifications may follow each other. */
  readonly most: number;
  /** One more is allowed after each of these, in ms. */
  readonly refillMs: number;
  /** Least time between two, in ms. */
  readonly spacingMs: number;
}

/** Discord takes one identification in 5 s and 1,000 a day, after which the token is none any more: this allows 490 a day. */
const usual: IdentifyAllowance = { most: 10, refillMs: 180_000, spacingMs: 5500 };

/** How often a new session may be begun at the gateway, whatever ended the one before. */
export class IdentifyBudget {
  readonly #allowance: IdentifyAllowance;
  readonly #now: () => number;
  #left: number;
  #countedAt: number;
  #lastAt: number | undefined;

  /** `now` is a monotonic clock in ms. */
  constructor(allowance: IdentifyAllowance = usual, now: () => number = () => performance.now()) {
    this.#allowance = allowance;
    this.#now = now;
    this.#left = allowance.most;
    this.#countedAt = now();
  }

  /** How long the next identification has to wait, in ms. */
  pauseMs(): number {
    const now = this.#refill();
    const { refillMs, spacingMs } = this.#allowance;
    const spacing = this.#lastAt === undefined ? 0 : this.#lastAt + spacingMs - now;
    return Math.max(0, spacing, (1 - this.#left) * refillMs);
  }

  spend(): void {
    this.#lastAt = this.#refill();
    this.#left -= 1;
  }

  #refill(): number {
    const now = this.#now();
    const { most, refillMs } = this.#allowance;
    this.#left = Math.min(most, this.#left + (now - this.#countedAt) / refillMs);
    this.#countedAt = now;
    return now;
  }
}
