import type { Params } from '../params.ts';
import type { World } from '../world.ts';

/** A call of the bot's. */
export interface Call {
  readonly world: World;
  readonly params: Params;
  /** Aborted when the client hangs up or the server is closed. */
  readonly gone: AbortSignal;
}

/** What a call does and answers; refusals are thrown. */
export type Method = (call: Call) => unknown;
