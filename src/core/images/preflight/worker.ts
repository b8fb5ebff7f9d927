import { parentPort } from 'node:worker_threads';
import { measureLogo } from './measure-logo.ts';
import type { PixelJob } from './pixel-work.ts';
import { repairPixels } from './repairs.ts';

// The thread lives for one job.
parentPort?.once('message', (job: PixelJob) => {
  const answer = job.kind === 'measure' ? measureLogo(job.picture, job.target) : repairPixels(job.picture, job.repairs);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin
  parentPort?.postMessage(answer, 'pixels' in answer ? [answer.pixels.buffer] : []);
});
