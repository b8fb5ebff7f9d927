import type { Size } from '#core/catalog/catalog.ts';
import type { SentenceRef } from '#core/messages/sentence-ref.ts';
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
  /** Since when the API has not answered, in ms since 1970; unset when it did last time. */
  readonly unansweredSince?: number;
  /** How it ended, when it did not end as hoped. */
  readonly reason?: SentenceRef;
  readonly notes: readonly SentenceRef[];
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
  /** Keys of parts that were delivered before: to be skipped. */
  readonly sent: ReadonlySet<string>;
  /** To be awaited after each part; stores the platform's ids of what was sent. */
  readonly onSent: (key: string, ids: readonly string[]) => Promise<void>;
}

/** What the core needs of a place where people talk. Everything must work in a process that never saw the request. */
export interface Messenger {
  readonly platform: string;
  /**
   * The bytes of a logo, at most 20 MB or it stops reading. Throws a UserError when the person has to send it again, and a BackendError
   * when the platform does not answer.
   */
  fetchLogo(source: LogoSource, options: { readonly signal: AbortSignal }): Promise<Buffer>;
  /** Brings the changing message in step. Returns the thread with what it learned (a message id), which is stored with the batch. */
  show(thread: Thread, view: BatchView, options: { readonly signal: AbortSignal }): Promise<Thread>;
  /** Delivers parts in the order given. */
  deliver(thread: Thread, parts: readonly Part[], options: DeliverOptions): Promise<void>;
}

/** Finds the adapter of a platform; a RangeError for one that is not here. */
export function messengerOf(messengers: readonly Messenger[]): (platform: string) => Messenger {
  const byPlatform = new Map(messengers.map((each) => [each.platform, each]));
  return (platform) => {
    const messenger = byPlatform.get(platform);
    if (!messenger) throw new RangeError(`no adapter for ${platform}`);
    return messenger;
  };
}
