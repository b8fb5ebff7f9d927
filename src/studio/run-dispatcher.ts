import { setTimeout as sleep } from 'node:timers/promises';
import { nanoid } from 'nanoid';
import type { Logger } from '#core/log.ts';
import { workflowApi } from './deployment.ts';
import type { FileStore } from './file-store.ts';
import {
  type Machine,
  type MachineContext,
  MachineError,
  type MachinePicture,
  type MachineRun,
} from './machines/machine.ts';
import type { StoredRun } from './run.ts';
import type { RunLedger } from './run-ledger.ts';

export type RunDispatcherOptions = {
  readonly ledger: RunLedger;
  readonly files: FileStore;
  readonly machine: Machine;
  readonly callbacks: MachineRun['callbacks'];
  /** Runs under way at once. */
  readonly slots: number;
  /** From pick-up to the end, in milliseconds. */
  readonly runTimeoutMs: number;
  readonly log: Logger;
};

const maxOutputBytes = 64 * 1024 * 1024;
/** How long the machine may take to let go of its runs when the studio stops. */
const stopTimeoutMs = 5000;

/** Hands waiting runs to the machine, first come first served, a few at a time. */
export class RunDispatcher implements AsyncDisposable {
  readonly #options: RunDispatcherOptions;
  readonly #active = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>();
  #isStopping = false;

  constructor(options: RunDispatcherOptions) {
    this.#options = options;
    options.ledger.onEnd((id) => this.#active.get(id)?.abort.abort(new Error('The run has ended')));
  }

  /** Takes up what waits from before the start: runs a dead process was working on begin anew, under their old id and place. */
  resume(): void {
    const { ledger, log } = this.#options;
    const interrupted = ledger.store.requeueInterrupted();
    if (interrupted > 0) log.info({ interrupted }, 'interrupted runs start again');
    this.pump();
  }

  /** To be called whenever a run has been added. */
  pump(): void {
    this.#attempt(() => this.#fillSlots());
  }

  /** False when there is no such run. One that has ended stays as it is; one under way is told to stop and counts as ended now. */
  cancel(id: string): boolean {
    const { ledger } = this.#options;
    if (!ledger.store.find(id)) return false;
    ledger.setStatus(id, 'cancelled');
    return true;
  }

  /** Stops what is under way; it stays unfinished in the store and is taken up by the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopping = true;
    for (const { abort } of this.#active.values()) abort.abort(new Error('The studio stops'));
    const allDone = Promise.all(Array.from(this.#active.values(), ({ done }) => done));
    await Promise.race([allDone, sleep(stopTimeoutMs, undefined, { ref: false })]);
  }

  // Timers, machines and the event loop call in here, where nobody would catch a disk that is full.
  #attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#options.log.error({ err: error }, 'the state of a run could not be written');
    }
  }

  #fillSlots(): void {
    const { ledger, slots, log } = this.#options;
    while (!this.#isStopping && this.#active.size < slots) {
      const run = ledger.store.nextWaiting();
      if (!run) return;
      const abort = new AbortController();
      // Taken before anything else happens, so that the next turn of this loop finds another run.
      ledger.setStatus(run.id, 'queued');
      const done = this.#execute(run, abort.signal)
        .finally(() => {
          this.#active.delete(run.id);
          this.pump();
        })
        .catch((error: unknown) => log.error({ runId: run.id, err: error }, 'the state of a run could not be written'));
      this.#active.set(run.id, { abort, done });
    }
  }

  async #execute(run: StoredRun, signal: AbortSignal): Promise<void> {
    const { ledger, machine, callbacks, runTimeoutMs, log } = this.#options;
    const timer = setTimeout(() => this.#attempt(() => ledger.setStatus(run.id, 'timeout')), runTimeoutMs);
    const startedAt = performance.now();
    try {
      ledger.setStatus(run.id, 'started');
      ledger.setStatus(run.id, 'running');
      await machine.start({ id: run.id, inputs: run.inputs, workflowApi, callbacks }, this.#context(run.id, signal));
      if (!this.#isStopping) ledger.setStatus(run.id, 'success');
    } catch (error) {
      // After an abort the run has its end already, or (when the studio stops) shall have none.
      if (!signal.aborted) this.#fail(run.id, error);
    } finally {
      clearTimeout(timer);
      log.info({ runId: run.id, ms: Math.round(performance.now() - startedAt) }, 'run left the machine');
    }
  }

  #context(id: string, signal: AbortSignal): MachineContext {
    const { ledger } = this.#options;
    let told = { progress: 0, liveStatus: '' };
    return {
      signal,
      onProgress: (progress, liveStatus) => {
        const rounded = Math.round(Math.min(1, Math.max(told.progress, progress)) * 100) / 100;
        if (signal.aborted || (rounded === told.progress && liveStatus === told.liveStatus)) return;
        told = { progress: rounded, liveStatus };
        this.#attempt(() => ledger.setProgress(id, rounded, liveStatus));
      },
      onPicture: (picture) => this.#store(id, picture, signal),
      onLog: (line) => this.#attempt(() => ledger.addLog(id, line)),
    };
  }

  async #store(id: string, { fileName, bytes, nodeId, outputId }: MachinePicture, signal: AbortSignal): Promise<void> {
    const { files, ledger } = this.#options;
    const startedAt = performance.now();
    const path = files.newOutput(fileName);
    await files.write(path, [bytes], maxOutputBytes);
    if (signal.aborted) {
      await files.remove(path);
      signal.throwIfAborted();
    }
    const seconds = Math.round(performance.now() - startedAt) / 1000;
    const item = {
      url: path,
      type: 'output',
      filename: fileName,
      subfolder: '',
      is_public: true,
      upload_duration: seconds,
    };
    ledger.addOutput(id, { images: [{ ...item, output_id: outputId }] }, { node_id: nodeId });
  }

  #fail(id: string, error: unknown): void {
    const { ledger, log } = this.#options;
    const reference = nanoid(8);
    const isExpected = error instanceof MachineError;
    const message = isExpected ? error.message : `The studio failed to render this run (reference ${reference}).`;
    if (isExpected) log.info({ runId: id, reason: message }, 'run failed');
    else log.error({ runId: id, reference, err: error }, 'run failed by a fault of the studio');
    ledger.addLog(id, message, 'error');
    ledger.addOutput(id, { error: { type: isExpected ? 'input' : 'internal', message } }, null);
    ledger.setStatus(id, 'failed');
  }
}
