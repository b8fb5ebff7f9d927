import type { Logger } from '#core/log.ts';
import type { Renderer } from '#core/renderer/renderer.ts';
import type { Store } from '#core/store/store.ts';
import type { Backend } from './backend.ts';
import type { Pace, Patience } from './journey-context.ts';
import type { LimitSettings } from './limits.ts';
import type { Messenger } from './messenger.ts';
import type { RunListener } from './run-times.ts';

/** What a mockup service is made of. */
export interface MockupServiceOptions {
  readonly backend: Backend;
  readonly store: Store;
  readonly messengers: readonly Messenger[];
  readonly log: Logger;
  readonly limits: { readonly maxActive: number; readonly maxActivePerPerson: number } & Partial<LimitSettings>;
  /** How long what is finished is kept; for ever when left out. Swept from `recover` on. */
  readonly retentionDays?: number;
  /** Draws proofs; leave it out where the shots are template renders themselves. */
  readonly proofRenderer?: Renderer;
  readonly patience?: Patience;
  readonly pace?: Pace;
  /** Where a run's webhooks are to be sent, by its token; leave it out where none can arrive. */
  readonly webhookUrl?: (token: string) => string;
  /** At most one question out of turn per mockup in this time, in ms, however many webhooks come. */
  readonly hintFloorMs?: number;
  /** How long a batch that the store has stopped is left alone, in ms; half a minute when left out. */
  readonly storePauseMs?: number;
  /** Told what each run that succeeded took. */
  readonly onRun?: RunListener;
}
