import sharp from 'sharp';
import { unlessAborted } from '#core/unless-aborted.ts';
import type { Machine, MachineContext, MachineRun } from '#studio/machines/machine.ts';

/** What is done with one run, instead of drawing one small picture. */
export type Work = (run: MachineRun, context: MachineContext) => Promise<void>;

/** A machine that draws one small picture a run, in a color of its own, unless it is told otherwise. */
export class BenchMachine implements Machine {
  readonly runs: MachineRun[] = [];
  /** What the machine made, by run id. */
  readonly made = new Map<string, Buffer>();
  work: Work = (run, context) => this.draw(run, context);
  #gate = Promise.resolve();

  start(run: MachineRun, context: MachineContext): Promise<void> {
    this.runs.push(run);
    return this.work(run, context);
  }

  /** From now on runs wait in the middle of their work, until what is returned is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gate = promise;
    return resolve;
  }

  async draw(run: MachineRun, context: MachineContext): Promise<void> {
    context.onProgress(0.25, 'Executing KSampler');
    await unlessAborted(this.#gate, context.signal);
    await this.drawAtOnce(run, context);
  }

  /** As `draw`, whether runs are held or not. */
  async drawAtOnce(run: MachineRun, { onProgress, onPicture }: MachineContext): Promise<void> {
    onProgress(0.75, 'Executing VAEDecode');
    const bytes = await drawShot(this.runs.length);
    this.made.set(run.id, bytes);
    await onPicture({ fileName: 'product-shot_00001_.png', bytes, nodeId: '8', outputId: 'output_images' });
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

/** A picture that is different for each number. */
export async function drawShot(number: number): Promise<Buffer> {
  const background = { r: (number * 37) % 256, g: (number * 101) % 256, b: 90 };
  return sharp({ create: { width: 24, height: 24, channels: 3, background } })
    .png()
    .toBuffer();
}

/** Never resolves; rejects with the signal's reason when it fires. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  if (signal.aborted) reject(signal.reason);
  else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return promise;
}
