/** What is known of a mockup only while it happens, and not worth writing down. */
export interface LiveState {
  /** The run has been picked up and is being worked on. */
  readonly working?: boolean;
  /** Work done, 0..1. */
  readonly fraction?: number;
  /** How many are to go first, here or at the API. */
  readonly ahead?: number;
  /** Since when the API has not answered, in ms since 1970. */
  readonly unansweredSince?: number;
}

/** The live states of all mockups under way, by mockup id. */
export class LiveStates {
  readonly #states = new Map<string, LiveState>();
  readonly #positions = new Map<string, () => number>();
  readonly #onChange: (mockupId: string) => void;

  constructor(onChange: (mockupId: string) => void) {
    this.#onChange = onChange;
  }

  get(mockupId: string): LiveState {
    return this.#states.get(mockupId) ?? {};
  }

  /** Replaces a mockup's live state. Progress never goes back: the API's own does not promise that. */
  set(mockupId: string, state: LiveState): void {
    const before = this.get(mockupId);
    const fraction = Math.max(before.fraction ?? 0, state.fraction ?? 0);
    const after: LiveState = {
      ...(state.working === undefined ? {} : { working: state.working }),
      ...(before.fraction === undefined && state.fraction === undefined ? {} : { fraction }),
      ...(state.ahead === undefined ? {} : { ahead: state.ahead }),
      ...(state.unansweredSince === undefined ? {} : { unansweredSince: state.unansweredSince }),
    };
    this.#states.set(mockupId, after);
    const changed =
      before.working !== after.working ||
      before.fraction !== after.fraction ||
      before.ahead !== after.ahead ||
      before.unansweredSince !== after.unansweredSince;
    if (changed) this.#onChange(mockupId);
  }

  /** Notes that the API did not answer; keeps since when. */
  setUnanswered(mockupId: string): void {
    const before = this.get(mockupId);
    this.set(mockupId, { ...before, unansweredSince: before.unansweredSince ?? Date.now() });
  }

  /** Notes that what was asked of the API was done. */
  setAnswered(mockupId: string): void {
    const { unansweredSince, ...rest } = this.get(mockupId);
    if (unansweredSince !== undefined) this.set(mockupId, rest);
  }

  /** Keeps `ahead` in step with a place in our own queue until `leave`. */
  wait(mockupId: string, position: () => number): void {
    this.#positions.set(mockupId, position);
    this.#setAhead(mockupId, position());
  }

  leave(mockupId: string): void {
    this.#positions.delete(mockupId);
    this.set(mockupId, {});
  }

  /** To be called when the queue moved. */
  refreshPositions(): void {
    for (const [mockupId, position] of this.#positions) this.#setAhead(mockupId, position());
  }

  delete(mockupId: string): void {
    this.#positions.delete(mockupId);
    this.#states.delete(mockupId);
  }

  /** A place below 0 is none: its turn has come. */
  #setAhead(mockupId: string, ahead: number): void {
    if (ahead >= 0) this.set(mockupId, { ahead });
  }
}
