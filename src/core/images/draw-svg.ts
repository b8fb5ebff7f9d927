import { fork } from 'node:child_process';
import { z } from 'zod';
import { UserError } from '#core/errors.ts';
import type { MessageKey } from '#core/messages/message.ts';
import type { CleanPicture } from './clean-bitmap.ts';
import type { SvgLimits } from './render-svg.ts';
import { Turns } from './turns.ts';

// A logo takes a tenth of a second.
const drawingMs = 10_000;

/** Bombs hold a place until their deadline, so these places are not those of the bitmaps. */
const drawingTurns = new Turns(2);

const Refusal = z.object({
  key: z.custom<MessageKey>((key) => typeof key === 'string' && key.startsWith('logo.')),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
const Answer = z.union([
  z.object({
    picture: z.object({
      png: z.instanceof(Uint8Array).transform((png) => Buffer.from(png.buffer, png.byteOffset, png.byteLength)),
      width: z.int().positive(),
      height: z.int().positive(),
      hasAlpha: z.boolean(),
    }),
  }),
  z.object({ refusal: Refusal }),
]);

/** `deadlineMs` counts from the start of the drawing process, 10 seconds unless said otherwise. */
export interface DrawingOptions extends SvgLimits {
  readonly signal?: AbortSignal | undefined;
  readonly deadlineMs?: number;
}

/**
 * Draws an SVG (or svgz) in a process of its own, which is ended when it takes longer than its deadline or more than 1 GB: neither a
 * time limit of libvips nor the end of a worker thread stops the drawing of nested references. It inherits no environment, so it
 * knows no secret. Two are drawn at once.
 * @throws {UserError}
 * @throws the signal's reason
 */
export async function drawSvg(bytes: Uint8Array, options: DrawingOptions): Promise<CleanPicture> {
  return await drawingTurns.run(() => drawInProcess(bytes, options), options.signal);
}

async function drawInProcess(bytes: Uint8Array, options: DrawingOptions): Promise<CleanPicture> {
  const { signal, maxBytes, maxPixels, deadlineMs = drawingMs } = options;
  const child = fork(new URL('svg-process.ts', import.meta.url), [], {
    execArgv: [],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: deadlineMs,
    killSignal: 'SIGKILL',
  });
  const answered = Promise.withResolvers<unknown>();
  const end = (): void => {
    child.kill('SIGKILL');
  };
  child.once('message', answered.resolve);
  // However it ends without an answer: out of time, out of memory, or never started.
  child.on('error', answered.resolve);
  child.once('exit', answered.resolve);
  signal?.addEventListener('abort', end, { once: true });
  try {
    child.send({ bytes, limits: { maxBytes, maxPixels } }, () => {
      // A failed send means that the process has ended, which 'exit' tells.
    });
    const answer = Answer.safeParse(await answered.promise);
    signal?.throwIfAborted();
    if (!answer.success) throw new UserError('logo.svgTooComplex');
    if ('picture' in answer.data) return answer.data.picture;
    // Key and parameters left a UserError together over there; the type of their pair does not travel.
    throw new UserError(answer.data.refusal.key, answer.data.refusal.params as never);
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}
