/** What the work gives, or the signal's reason as soon as it fires: one of several who wait gives up, and the work goes on for the others. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => reject(signal.reason);
  try {
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
