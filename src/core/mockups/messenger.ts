import type { Size } from '#core/catalog/catalog.ts';
import type { SentenceRef } from '#core/messages/sentence-ref.ts';
import { unlessAborted } from '#core/unless-aborted.ts';
import type { LogoSource, MockupRequest, Thread } from './batch.ts';
import type { State } from './stage.ts';

/** A picture an adapter can show or send. */
export interface PictureView {
  /** What a person may call the file; says whether it is a template render. */
  readonly fileName: string;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  /** Size of the file in bytes. */
  readonly bytes: number;
  /** What is to be seen, in the person's language. */
  readonly altText: string;
  /** Reads the file. */
  read(): Promise<Buffer>;
}

/** One mockup as a person should see it now. */
export interface MockupView {
  readonly id: string;
  readonly logoName: string;
  readonly request: Omit<MockupRequest, 'size'> & { readonly size: Size };
  readonly state: State;
  /** True while its run is being worked on, as against waiting for a machine. */
  readonly working: boolean;
  /** Work done, 0..1, once a run reports it. Never goes back. */
  readonly fraction?: number;
  /** How many are to go first, 0 = next; while it waits here or there. */
  readonly ahead?: number;
  /** From now to the shots, in ms; while it waits, once enough is known of how long runs usually take. */
  readonly estimateMs?: { readonly low: number; readonly high: number };
  /** The run behind it, once there is one. */
  readonly runId?: string;
  /** Since when the API has not answered, or the platform that has the logo, in ms since 1970; unset when it did last time. */
  readonly unansweredSince?: number;
  /** How it ended, when it did not end as hoped. */
  readonly reason?: SentenceRef;
  /** What the person should know of a mockup that did work, such as that it comes late: to be said with its shots. */
  readonly notes: readonly SentenceRef[];
  /** Its shots reach the person, or reached them, long after they were made. One of the notes says so. */
  readonly isLate?: true;
  readonly proof?: PictureView;
  readonly shots: readonly PictureView[];
  /** From the request to the end of the run, in ms. */
  readonly tookMs?: number;
}

/** A batch's whole state as data: the adapter keeps its one changing message in step with the newest. */
export interface BatchView {
  readonly batchId: string;
  readonly locale: string;
  readonly mockups: readonly MockupView[];
  /** True when nothing more will happen without a person's choice. */
  readonly atRest: boolean;
  /** Why the answer could not be brought although it is there, and what to do. */
  readonly problem?: SentenceRef;
}

/** One thing to deliver. */
export interface Part {
  /** Stable: the same part has the same key after a restart. */
  readonly key: string;
  readonly mockup: MockupView;
  readonly picture: PictureView;
}

export interface DeliverOptions {
  readonly signal: AbortSignal;
  /** The batch that the parts are of, with everything of it as it is now. */
  readonly view: BatchView;
  /** What of the batch was delivered before, by part key, with the platform's ids of it: to be skipped. */
  readonly sent: ReadonlyMap<string, readonly string[]>;
  /** To be awaited after each part; stores the platform's ids of what was sent, and in one go what the thread became by it. */
  readonly onSent: (key: string, ids: readonly string[], thread?: Thread) => Promise<void>;
}

/**
 * What the core needs of a place where people talk. Everything must work in a process that never saw the request.
 *
 * Each call is one attempt with a deadline of its own; the core makes the next one. What the platform answers or fails to becomes a
 * `PlatformError`, whose reason decides: `unavailable` is tried again, not before its `retryAfterMs`; all others are a definite no. A
 * `UserError` is for what the adapter alone can put into a sentence and the person can mend. When the signal aborts, its reason is thrown.
 * Anything else counts as a bug of ours.
 */
export interface Messenger {
  readonly platform: string;
  /**
   * The bytes of a logo, at most 20 MB or it stops reading. A `PlatformError` that goes on for minutes, or is a definite no, ends the mockup with
   * a sentence that names the platform: `gone` asks to send the logo again, `too-big` for a smaller one, `forbidden` for another place.
   */
  fetchLogo(source: LogoSource, options: { readonly signal: AbortSignal }): Promise<Buffer>;
  /**
   * Brings the changing message in step. Returns the thread with what it learned (a message id), which is stored with the batch. A message
   * that is gone is for the adapter to replace; a definite no leaves this state untold and is logged.
   */
  show(thread: Thread, view: BatchView, options: { readonly signal: AbortSignal }): Promise<Thread>;
  /**
   * Delivers parts in the order given. A part the platform finds `too-big` is for the adapter to make smaller or to send another way. A
   * definite no ends the delivery: the shots are kept and the person can ask for them again. Returns the thread as `show` does.
   */
  deliver(thread: Thread, parts: readonly Part[], options: DeliverOptions): Promise<Thread>;
  /**
   * How long a view may wait before it is shown, in ms: a platform that takes only so many changes of a message lets progress wait, and never
   * the last word. Asked again whenever something changes meanwhile. Left out: nothing waits.
   */
  pauseMs?(thread: Thread, view: BatchView): number;
  /**
   * How long the first finished shots of a batch wait for its others, in ms, so that they are delivered together. Left out: each is delivered
   * when it is there.
   */
  readonly gatherMs?: number;
}

/**
 * Stands in for a platform that is not set up now, such as one whose token was taken out of the settings: whatever is to come from it or go
 * to it waits until the signal, and so on disk until a start with the platform set up.
 */
export class AbsentMessenger implements Messenger {
  readonly platform: string;

  constructor(platform: string) {
    this.platform = platform;
  }

  fetchLogo(_source: LogoSource, { signal }: { readonly signal: AbortSignal }): Promise<never> {
    return until(signal);
  }

  show(_thread: Thread, _view: BatchView, { signal }: { readonly signal: AbortSignal }): Promise<never> {
    return until(signal);
  }

  deliver(_thread: Thread, _parts: readonly Part[], { signal }: DeliverOptions): Promise<never> {
    return until(signal);
  }
}

/** Rejects with the signal's reason when it fires. A promise of its own for each who waits: a shared one would keep them all. */
function until(signal: AbortSignal): Promise<never> {
  return unlessAborted(Promise.withResolvers<never>().promise, signal);
}

/** Finds the adapter of a platform; a stand-in for one that is not here. */
export function messengerOf(messengers: readonly Messenger[]): (platform: string) => Messenger {
  const byPlatform = new Map(messengers.map((each) => [each.platform, each]));
  return (platform) => byPlatform.get(platform) ?? new AbsentMessenger(platform);
}
