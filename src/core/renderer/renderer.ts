import { addAbortListener } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { ProductName } from '#core/catalog/catalog.ts';
import { mostOffset, rotationRange, scaleRange } from '#core/catalog/details.ts';
import type { Shot, ShotRequest } from './shot.ts';
import { readTemplateInfo, type TemplateInfo } from './template-info.ts';
import type { ShotJob, ShotMessage } from './worker.ts';

export type { Shot, ShotNote, ShotRequest, Technique } from './shot.ts';

const largestSeed = 0xffff_ffff;
// Threads that have had nothing to do for so long are ended; the last one stays, with its templates.
const idleTimeoutMs = 60_000;
// A shot's large buffers are reused and lie outside the heap; what is left is small, and half of V8's default would only be let grow stale.
const youngGenerationMb = 4;

/**
 * Draws product shots in worker threads. Nothing runs before the first render. Dispose it to end the threads; renders that are
 * still waiting or running then reject.
 */
export class Renderer implements AsyncDisposable {
  readonly #threads: number;
  readonly #infos = new Map<string, Promise<TemplateInfo>>();
  readonly #closing = new AbortController();
  #pool: Piscina<ShotJob, void> | undefined;

  /** `threads`: how many shots are drawn at once, at least 1. More wait in the order they were asked for. */
  constructor(options: { readonly threads: number }) {
    if (!Number.isInteger(options.threads) || options.threads < 1)
      throw new RangeError('threads must be a whole number of at least 1');
    this.#threads = options.threads;
  }

  /**
   * Draws one shot. `onProgress` gets the share of the work that is done, rising, 1 at the end. An abort rejects at once with the
   * signal's reason, whether the shot was waiting or being drawn; its thread turns to the next shot at its next step.
   * Throws a RangeError when a color, the seed or a number about the logo's place is not of its form.
   */
  async render(
    request: ShotRequest,
    options: {
      readonly signal?: AbortSignal | undefined;
      readonly onProgress?: ((fraction: number) => void) | undefined;
    } = {},
  ): Promise<Shot> {
    checkRequest(request);
    const signal = options.signal ? AbortSignal.any([options.signal, this.#closing.signal]) : this.#closing.signal;
    signal.throwIfAborted();
    const info = await this.#infoOf(request.product, request.view);
    signal.throwIfAborted();

    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const { port1: receiver, port2: port } = new MessageChannel();
    const finished = Promise.withResolvers<Shot>();
    receiver.on('message', (message: ShotMessage) => {
      if (signal.aborted) return;
      if (typeof message === 'number') options.onProgress?.(message);
      else finished.resolve(message);
    });
    using _listener = addAbortListener(signal, () => {
      Atomics.store(cancelled, 0, 1);
      finished.reject(signal.reason);
    });
    try {
      const job = this.#start().run({ request, info, cancelled, port }, { transferList: [port] });
      job.catch((error: unknown) => finished.reject(error));
      const shot = await finished.promise;
      // Not before its thread is free again: the next render would start another one.
      await job;
      return shot;
    } finally {
      receiver.close();
    }
  }

  /** Starts the first thread before it is needed: somebody is about to wait for a shot. */
  warmUp(): void {
    this.#start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new DOMException('The renderer is closing', 'AbortError'));
    const pool = this.#pool;
    this.#pool = undefined;
    // Cancelled jobs end at their next step, so the threads are left in order and not in the middle of native code.
    await pool?.close();
  }

  #infoOf(product: ProductName, view: string | undefined): Promise<TemplateInfo> {
    const key = `${product} ${view ?? ''}`;
    let info = this.#infos.get(key);
    if (!info) {
      info = readTemplateInfo(product, view);
      this.#infos.set(key, info);
    }
    return info;
  }

  #start(): Piscina<ShotJob, void> {
    this.#pool ??= new Piscina<ShotJob, void>({
      filename: new URL('./worker.ts', import.meta.url).href,
      name: 'renderJob',
      minThreads: 1,
      maxThreads: this.#threads,
      idleTimeout: idleTimeoutMs,
      recordTiming: false,
      resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
    });
    return this.#pool;
  }
}

function checkRequest({
  color,
  background = color,
  seed,
  scale = 1,
  offset = [0, 0],
  rotation = 0,
}: ShotRequest): void {
  for (const each of [color, background]) {
    if (!/^#[0-9a-f]{6}$/i.test(each)) throw new RangeError('A color must be #rrggbb');
  }
  if (seed !== undefined && (!Number.isInteger(seed) || seed < 0 || seed > largestSeed)) {
    throw new RangeError(`A seed must be a whole number from 0 to ${largestSeed}`);
  }
  if (!(scale * 100 >= scaleRange.min && scale * 100 <= scaleRange.max)) {
    throw new RangeError(`A scale must be from ${scaleRange.min / 100} to ${scaleRange.max / 100}`);
  }
  if (!offset.every((share) => Math.abs(share) * 100 <= mostOffset))
    throw new RangeError('An offset must be from -1 to 1');
  if (!(Math.abs(rotation) <= rotationRange.max)) {
    throw new RangeError(`A rotation must be from ${rotationRange.min} to ${rotationRange.max} degrees`);
  }
}
