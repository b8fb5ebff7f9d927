/** How a person or the system ends the program. */
export interface Stops extends Disposable {
  /** Ctrl-C, the first time. */
  readonly interrupted: Promise<void>;
  /** The program is to end now, leaving its work as it is: SIGTERM, SIGHUP, or a second Ctrl-C. */
  readonly stopped: Promise<void>;
  /** Aborts together with `stopped`. */
  readonly stop: AbortSignal;
}

/** Listens to the signals until disposed. */
export function listenToStops(): Stops {
  const interrupted = Promise.withResolvers<void>();
  const controller = new AbortController();
  const stopped = Promise.withResolvers<void>();
  let interrupts = 0;
  const stop = (): void => {
    controller.abort(new Error('stopped'));
    stopped.resolve();
  };
  const interrupt = (): void => {
    interrupts++;
    if (interrupts === 1) interrupted.resolve();
    else stop();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', stop).on('SIGHUP', stop);
  return {
    interrupted: interrupted.promise,
    stopped: stopped.promise,
    stop: controller.signal,
    [Symbol.dispose]: () => {
      process.off('SIGINT', interrupt).off('SIGTERM', stop).off('SIGHUP', stop);
    },
  };
}
