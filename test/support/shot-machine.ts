import sharp from 'sharp';
import { expect } from 'vitest';
import { outputId, outputNodeId } from '#studio/deployment.ts';
import { ManualMachine, type StartedRun } from '../studio/support/manual-machine.ts';

/** A machine that holds every run until the test lets it finish with a plain picture. */
export class ShotMachine extends ManualMachine {
  /** The n-th run, once a process of its own has come so far. */
  async nth(index: number): Promise<StartedRun> {
    await expect.poll(() => this.started.length, { timeout: 20_000, interval: 20 }).toBeGreaterThan(index);
    return this.at(index);
  }

  /** Ends a run with one gray square, as a shot. */
  async finishWithShot({ context, finish }: StartedRun): Promise<void> {
    const bytes = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#808080' } })
      .png()
      .toBuffer();
    await context.onPicture({ fileName: 'shot.png', bytes, nodeId: outputNodeId, outputId });
    finish();
  }
}
