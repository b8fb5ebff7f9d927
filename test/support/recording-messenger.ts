import { UserError } from '#core/errors.ts';
import type { LogoSource, Thread } from '#core/mockups/batch.ts';
import type { BatchView, DeliverOptions, Messenger, MockupView, Part } from '#core/mockups/messenger.ts';

/** One part as it left for the platform. */
export interface SentPart {
  readonly key: string;
  readonly mockupId: string;
  readonly fileName: string;
  readonly mime: string;
  readonly width: number;
  readonly bytes: Buffer;
  readonly notes: readonly string[];
}

/** A place to talk that remembers everything it was given, outlives the service, and fails as told. */
export class RecordingMessenger implements Messenger {
  /** Another one than that of the batches, and theirs is not set up. */
  platform = 'bench';
  /** Logos by file name; a name that is not here has to be sent again. */
  readonly logos = new Map<string, Uint8Array>();
  /** Every view that was shown, oldest first. */
  readonly views: BatchView[] = [];
  /** Threads as they were handed to `show`. */
  readonly threads: Thread[] = [];
  /** Parts that left, oldest first; a part that left twice is here twice. */
  readonly sent: SentPart[] = [];
  /** Keys of parts whose leaving the service has written down. */
  readonly acknowledged: string[] = [];
  fetches = 0;
  deliveries = 0;
  /** What happens before a logo is handed out, a view is taken, a part leaves. */
  beforeFetch: (source: LogoSource, signal: AbortSignal) => Promise<void> = async () => {};
  onShow: (view: BatchView, thread: Thread) => Promise<Thread> = async (_view, thread) => thread;
  beforePart: (part: Part, signal: AbortSignal) => Promise<void> = async () => {};

  async fetchLogo(source: LogoSource, { signal }: { readonly signal: AbortSignal }): Promise<Buffer> {
    this.fetches++;
    await this.beforeFetch(source, signal);
    const logo = this.logos.get(source.fileName);
    if (!logo) throw new UserError('terminal.stdinGone');
    return Buffer.from(logo);
  }

  async show(thread: Thread, view: BatchView): Promise<Thread> {
    this.views.push(view);
    this.threads.push(thread);
    return await this.onShow(view, thread);
  }

  async deliver(thread: Thread, parts: readonly Part[], { signal, sent, onSent }: DeliverOptions): Promise<Thread> {
    this.deliveries++;
    for (const part of parts) {
      if (sent.has(part.key)) continue;
      await this.beforePart(part, signal);
      const { fileName, mime, width } = part.picture;
      const bytes = await part.picture.read();
      const notes = part.mockup.notes.map((note) => note.key);
      this.sent.push({ key: part.key, mockupId: part.mockup.id, fileName, mime, width, bytes, notes });
      await onSent(part.key, [`message ${this.sent.length}`]);
      this.acknowledged.push(part.key);
    }
    return thread;
  }

  /** What was shown of one mockup, oldest first. */
  seen(mockupId: string): MockupView[] {
    return this.views.flatMap((view) => view.mockups.filter((each) => each.id === mockupId));
  }

  /** The states a mockup was shown in, each once, in order. */
  states(mockupId: string): string[] {
    return this.seen(mockupId)
      .map(({ state }) => state)
      .filter((state, index, all) => state !== all[index - 1]);
  }

  last(mockupId: string): MockupView {
    const view = this.seen(mockupId).at(-1);
    if (!view) throw new Error(`Nothing was ever shown of ${mockupId}.`);
    return view;
  }

  sentOf(mockupId: string): SentPart[] {
    return this.sent.filter((part) => part.mockupId === mockupId);
  }
}
