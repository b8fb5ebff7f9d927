import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Machine, MachineContext, MachineRun } from '#studio/machines/machine.ts';

export type StartedRun = {
  readonly run: MachineRun;
  readonly context: MachineContext;
  readonly finish: () => void;
  readonly fail: (error: unknown) => void;
};

/** A machine that works exactly as long as the test wants. */
export class ManualMachine implements Machine {
  readonly started: StartedRun[] = [];

  start(run: MachineRun, context: MachineContext): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    context.signal.addEventListener('abort', () => reject(context.signal.reason), { once: true });
    this.started.push({ run, context, finish: resolve, fail: reject });
    return promise;
  }

  /** The n-th run this machine was given, as soon as it was. */
  async at(index: number): Promise<StartedRun> {
    for (let turn = 0; turn < 100_000; turn++) {
      const started = this.started[index];
      if (started) return started;
      await nextTurn();
    }
    throw new Error(`The machine was given only ${this.started.length} runs`);
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
