import type { RunInputs } from '#core/comfydeploy/schema.ts';

/** One run as a machine gets it. The inputs are as they were queued: unchecked, and maybe with keys nobody knows. */
export type MachineRun = {
  readonly id: string;
  /** The graph in ComfyUI's API format, inputs not yet applied. */
  readonly workflowApi: Readonly<Record<string, unknown>>;
  readonly inputs: RunInputs;
  /** Where a machine on the other side of a network reports to, and the token that opens nothing else. */
  readonly callbacks: { readonly statusUrl: string; readonly fileUploadUrl: string; readonly token: string };
};

/** A picture a machine has made. */
export type MachinePicture = {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly nodeId: string;
  readonly outputId: string;
};

export type MachineContext = {
  /** Aborted when the run was cancelled, ran out of time, was ended by a callback, or the studio stops. */
  readonly signal: AbortSignal;
  /** Work done as 0..1 and what is being done now; less progress than before is not told on. */
  readonly onProgress: (progress: number, liveStatus: string) => void;
  /** Resolves when the picture is stored. */
  readonly onPicture: (picture: MachinePicture) => Promise<void>;
  /** One line for people who look for a reason. */
  readonly onLog: (line: string) => void;
};

/**
 * What carries out runs. A machine that works here reports through the context; one behind a network may report through its
 * callbacks instead, and its `start` is then aborted as soon as they ended the run.
 */
export interface Machine extends AsyncDisposable {
  /**
   * Resolves when the run is done and all its pictures are stored. Once the signal is aborted it rejects soon and reports nothing
   * more. Several runs may be under way at once.
   * @throws {MachineError} when the run cannot succeed, with a reason for the person
   */
  start(run: MachineRun, context: MachineContext): Promise<void>;
}

/** A run cannot succeed, for a reason its owner can read and do something about. */
export class MachineError extends Error {
  override readonly name = 'MachineError';
}
