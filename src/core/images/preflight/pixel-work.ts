import { Worker } from 'node:worker_threads';
import type { LogoFacts, MeasureTarget } from './measure-logo.ts';
import type { PixelPicture } from './pixel-picture.ts';
import type { RepairedPicture, RepairName } from './repairs.ts';

/** What a thread is asked to do with a picture. */
export type PixelJob =
  | { readonly kind: 'measure'; readonly picture: PixelPicture; readonly target: MeasureTarget }
  | { readonly kind: 'repair'; readonly picture: PixelPicture; readonly repairs: readonly RepairName[] };

type Answer<Job extends PixelJob> = Job extends { readonly kind: 'measure' } ? LogoFacts : RepairedPicture;

// The largest logo takes one to two seconds on a busy machine, and one that was drawn to be slow about five.
const workMs = 20_000;

/**
 * Does a job in a thread of its own, which is ended when it is done, aborted, or has taken 20 seconds. The picture's pixels are moved there
 * and are gone here.
 * @throws the signal's reason
 */
export async function doPixelWork<Job extends PixelJob>(job: Job, signal?: AbortSignal): Promise<Answer<Job>> {
  const deadline = AbortSignal.timeout(workMs);
  const ended = signal ? AbortSignal.any([signal, deadline]) : deadline;
  ended.throwIfAborted();
  const worker = new Worker(new URL('worker.ts', import.meta.url), { env: {}, execArgv: [] });
  const answered = Promise.withResolvers<Answer<Job>>();
  const giveUp = (): void => answered.reject(ended.reason);
  worker.once('message', answered.resolve);
  worker.once('error', answered.reject);
  worker.once('exit', (code) => answered.reject(new Error(`the thread ended without an answer (${code})`)));
  ended.addEventListener('abort', giveUp, { once: true });
  try {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    worker.postMessage(job, [job.picture.pixels.buffer]);
    return await answered.promise;
  } finally {
    ended.removeEventListener('abort', giveUp);
    await worker.terminate();
  }
}
