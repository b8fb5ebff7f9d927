/** One place among the runs at once. Dispose it when the run has ended. */
export type Slot = Disposable;

/** A place in the queue. */
export interface Ticket {
  /** Resolves when it is this one's turn; rejects with the signal's reason when it was given up. */
  readonly turn: Promise<Slot>;
  /** How many are to go before it, counted as people take turns; 0 = next, -1 = its turn has come. */
  position(): number;
}

interface Waiting {
  readonly person: string;
  readonly rank: number;
  readonly admit: (slot: Slot) => void;
}

/**
 * Who goes next: people take turns (round-robin), each person's own wishes first come, first served. In process only; the order is
 * rebuilt from the records at start.
 */
export class FairQueue {
  readonly #maxActive: number;
  readonly #maxActivePerPerson: number;
  readonly #active = new Map<string, number>();
  /** Kept in step instead of summed up, because every turn asks. */
  #activeCount = 0;
  /** Waiting entries by person. */
  readonly #waiting = new Map<string, Waiting[]>();
  /** When each person who is here had a turn last, as a count of turns. */
  readonly #lastTurn = new Map<string, number>();
  #turns = 0;
  readonly #onMove: () => void;
  /** Everybody's place, until something moves: each who waits asks for their own. */
  #places: ReadonlyMap<Waiting, number> | undefined;

  /** `onMove` is called whenever positions may have changed. */
  constructor(
    limits: { readonly maxActive: number; readonly maxActivePerPerson: number },
    onMove: () => void = () => {},
  ) {
    this.#maxActive = limits.maxActive;
    this.#maxActivePerPerson = limits.maxActivePerPerson;
    this.#onMove = onMove;
  }

  /**
   * Joins the queue, among one's own by rank: what was asked for first has the least. Aborting the signal gives the place up; after the turn has
   * come it does nothing.
   */
  join(person: string, rank: number, signal: AbortSignal): Ticket {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Slot>();
    const giveUp = (): void => {
      this.#remove(entry);
      reject(signal.reason);
      this.#onMove();
    };
    const entry: Waiting = {
      person,
      rank,
      admit: (slot) => {
        signal.removeEventListener('abort', giveUp);
        resolve(slot);
      },
    };
    signal.addEventListener('abort', giveUp, { once: true });
    const own = this.#waiting.get(person) ?? [];
    const later = own.findIndex((each) => each.rank > rank);
    this.#waiting.set(person, own.toSpliced(later === -1 ? own.length : later, 0, entry));
    this.#admitNext();
    return { turn: promise, position: () => this.#placeOf(entry) };
  }

  /** Takes a slot at once, whatever the limits: for a run that is already under way when this process starts. */
  occupy(person: string): Slot {
    this.#active.set(person, this.#activeOf(person) + 1);
    this.#activeCount++;
    this.#lastTurn.set(person, ++this.#turns);
    this.#places = undefined;
    let held = true;
    return {
      [Symbol.dispose]: () => {
        if (!held) return;
        held = false;
        this.#activeCount--;
        const left = this.#activeOf(person) - 1;
        if (left > 0) this.#active.set(person, left);
        else this.#active.delete(person);
        this.#forgetIfGone(person);
        this.#admitNext();
      },
    };
  }

  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, entries) => sum + entries.length, 0);
  }

  get active(): number {
    return this.#activeCount;
  }

  /** How many of those who are here now can have a run at the same time. */
  get parallel(): number {
    const people = new Set([...this.#active.keys(), ...this.#waiting.keys()]).size;
    return Math.min(this.#maxActive, this.#maxActivePerPerson * Math.max(1, people));
  }

  #activeOf(person: string): number {
    return this.#active.get(person) ?? 0;
  }

  #admitNext(): void {
    while (this.active < this.#maxActive) {
      const turn = this.#people().find((person) => this.#activeOf(person) < this.#maxActivePerPerson);
      const next = turn === undefined ? undefined : this.#waiting.get(turn)?.[0];
      if (turn === undefined || !next) break;
      this.#remove(next);
      next.admit(this.occupy(turn));
    }
    this.#places = undefined;
    this.#onMove();
  }

  #remove(entry: Waiting): void {
    this.#places = undefined;
    const rest = (this.#waiting.get(entry.person) ?? []).filter((each) => each !== entry);
    if (rest.length > 0) this.#waiting.set(entry.person, rest);
    else this.#waiting.delete(entry.person);
    this.#forgetIfGone(entry.person);
  }

  #forgetIfGone(person: string): void {
    if (!this.#waiting.has(person) && !this.#active.has(person)) this.#lastTurn.delete(person);
  }

  /** Those who wait, the one whose last turn is longest ago first. */
  #people(): string[] {
    const last = (person: string): number => this.#lastTurn.get(person) ?? 0;
    return [...this.#waiting.keys()].sort((a, b) => last(a) - last(b));
  }

  #placeOf(entry: Waiting): number {
    this.#places ??= new Map(this.#order().map((each, place) => [each, place]));
    return this.#places.get(entry) ?? -1;
  }

  /** All who wait, in the order of their turns if every turn takes one. */
  #order(): Waiting[] {
    const lines = this.#people().map((person) => this.#waiting.get(person) ?? []);
    const longest = Math.max(0, ...lines.map((line) => line.length));
    return Array.from({ length: longest }, (_, round) => lines.flatMap((line) => line[round] ?? [])).flat();
  }
}
