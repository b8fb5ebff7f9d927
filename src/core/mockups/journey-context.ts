import type { Logger } from '#core/log.ts';
import type { FairQueue } from '#core/queue/fair-queue.ts';
import type { PictureFiles } from '#core/store/picture-files.ts';
import type { AskingRate } from './asking-rate.ts';
import type { Backend } from './backend.ts';
import type { BatchBook } from './batch-book.ts';
import type { LiveStates } from './live-states.ts';
import type { LogoUploads } from './logo-uploads.ts';
import type { Messenger } from './messenger.ts';
import type { Nudges } from './nudges.ts';
import type { Proofs } from './proofs.ts';
import type { RunHints } from './run-hints.ts';
import type { RunTimes } from './run-times.ts';

/** How long things may take, in ms. */
export interface Patience {
  /** Fetching, preparing and queueing a mockup while a service fails us, before it is given up. */
  readonly toCreateRunMs: number;
  /** Looking for a run whose queue answer was lost, counted from the end of our connection. */
  readonly toReconcileMs: number;
  /** Fetching what a run has made, before it is given up: it is paid for, so for long. */
  readonly toCollectMs: number;
  /** Allowance for a cold start, on top of the deployment's own run timeout and a margin. */
  readonly coldStartMs: number;
  readonly marginMs: number;
  /** After a run has used up its time and was told to stop: how long its end may take to show. */
  readonly afterStopMs: number;
  /** Waiting for the log of a failed run to say why. */
  readonly forReasonMs: number;
}

export const defaultPatience: Patience = {
  toCreateRunMs: 10 * 60_000,
  toReconcileMs: 2 * 60_000,
  toCollectMs: 24 * 60 * 60_000,
  coldStartMs: 15 * 60_000,
  marginMs: 2 * 60_000,
  afterStopMs: 30_000,
  forReasonMs: 10_000,
};

/** How often a run is asked about, in ms: a geometric growth, so that short runs are noticed soon and long ones asked about seldom. */
export interface Pace {
  readonly firstMs: number;
  readonly growth: number;
  readonly ceilingMs: number;
}

export const defaultPace: Pace = { firstMs: 60, growth: 1.35, ceilingMs: 4000 };

/** Everything a mockup's journey needs. */
export interface JourneyContext {
  readonly asking: AskingRate;
  readonly backend: Backend;
  readonly book: BatchBook;
  readonly hints: RunHints;
  readonly live: LiveStates;
  readonly log: Logger;
  readonly nudges: Nudges;
  readonly pace: Pace;
  readonly patience: Patience;
  readonly pictures: PictureFiles;
  readonly proofs: Proofs;
  readonly queue: FairQueue;
  readonly times: RunTimes;
  readonly uploads: LogoUploads;
  messenger(platform: string): Messenger;
}
