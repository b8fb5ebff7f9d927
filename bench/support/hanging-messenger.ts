import type { Thread } from '#core/mockups/batch.ts';
import type { BatchView, Messenger } from '#core/mockups/messenger.ts';
import { untilAborted } from '../../test/support/bench-machine.ts';

/** A place to talk that never hands a logo out, takes every view, and keeps nothing. */
export class HangingMessenger implements Messenger {
  readonly platform = 'bench';
  /** Told of each view. */
  readonly #onShow: (view: BatchView) => void;

  constructor(onShow: (view: BatchView) => void = () => {}) {
    this.#onShow = onShow;
  }

  fetchLogo(_source: unknown, { signal }: { readonly signal: AbortSignal }): Promise<never> {
    return untilAborted(signal);
  }

  async show(thread: Thread, view: BatchView): Promise<Thread> {
    this.#onShow(view);
    return thread;
  }

  async deliver(thread: Thread): Promise<Thread> {
    return thread;
  }
}
