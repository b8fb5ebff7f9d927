import { expect, test } from 'vitest';
import {
  type Machine,
  type MachineContext,
  MachineError,
  type MachinePicture,
  type MachineRun,
} from '#studio/machines/machine.ts';

export type MachineCase = AsyncDisposable & {
  readonly machine: Machine;
  /** Inputs of a run that succeeds. */
  readonly goodInputs: MachineRun['inputs'];
  /** Inputs of a run that cannot succeed. */
  readonly badInputs: MachineRun['inputs'];
};

const callbacks = {
  statusUrl: 'http://127.0.0.1:9/api/update-run',
  fileUploadUrl: 'http://127.0.0.1:9/api/file-upload',
  token: 't',
};

/** Starts a run and records what the machine reports. */
function start(
  { machine }: MachineCase,
  inputs: MachineRun['inputs'],
  onProgress: (progress: number) => void = () => {},
) {
  const abort = new AbortController();
  const pictures: MachinePicture[] = [];
  const progress: { readonly progress: number; readonly liveStatus: string }[] = [];
  let reportsAfterAbort = 0;
  const report = (act: () => void): void => {
    if (abort.signal.aborted) reportsAfterAbort += 1;
    act();
  };
  const context: MachineContext = {
    signal: abort.signal,
    onProgress: (value, liveStatus) =>
      report(() => {
        progress.push({ progress: value, liveStatus });
        onProgress(value);
      }),
    onPicture: async (picture) => report(() => pictures.push(picture)),
    onLog: () => {},
  };
  const done = machine.start({ id: crypto.randomUUID(), workflowApi: {}, inputs, callbacks }, context);
  return { abort, done, pictures, progress, reportsAfterAbort: () => reportsAfterAbort };
}

/** What every machine of a studio keeps to. `open` makes a fresh machine with inputs that suit it. */
export function describeMachine(open: () => Promise<MachineCase>): void {
  test('makes at least one picture, with a name and the output it belongs to', async () => {
    await using subject = await open();
    const run = start(subject, subject.goodInputs);
    await run.done;
    expect(run.pictures.length).toBeGreaterThan(0);
    for (const { bytes, fileName, nodeId, outputId } of run.pictures) {
      expect(bytes.length).toBeGreaterThan(0);
      expect(fileName).toMatch(/^[\w.()+-]+\.(?:png|jpg|webp)$/);
      expect(nodeId && outputId).not.toBe('');
    }
  });

  test('reports rising progress from 0 to 1 and says what it does', async () => {
    await using subject = await open();
    const run = start(subject, subject.goodInputs);
    await run.done;
    const values = run.progress.map(({ progress }) => progress);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect([values[0], values.at(-1)]).toEqual([0, 1]);
    expect(run.progress.every(({ liveStatus }) => liveStatus.startsWith('Executing '))).toBe(true);
  });

  test('rejects a run that cannot succeed with a reason, and goes on with the next', async () => {
    await using subject = await open();
    const error = await start(subject, subject.badInputs).done.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MachineError);
    expect(Object(error).message).toMatch(/^[A-Z].*\.$/);
    await start(subject, subject.goodInputs).done;
  });

  test('does nothing for a run that was cancelled before', async () => {
    await using subject = await open();
    const abort = AbortSignal.abort(new Error('cancelled before'));
    const context: MachineContext = {
      signal: abort,
      onProgress: () => expect.unreachable(),
      onPicture: () => expect.unreachable(),
      onLog: () => expect.unreachable(),
    };
    const run = { id: crypto.randomUUID(), workflowApi: {}, inputs: subject.goodInputs, callbacks };
    await expect(subject.machine.start(run, context)).rejects.toThrow('cancelled before');
  });

  test('stops a run under way when it is cancelled, reports nothing more, and goes on with the next', async () => {
    await using subject = await open();
    const run = start(subject, subject.goodInputs, (progress) => {
      if (progress > 0) run.abort.abort(new Error('cancelled midway'));
    });
    await expect(run.done).rejects.toThrow('cancelled midway');
    await start(subject, subject.goodInputs).done;
    expect(run.reportsAfterAbort()).toBe(0);
    expect(run.pictures).toEqual([]);
  });

  test('carries out several runs at once without mixing them up', async () => {
    await using subject = await open();
    const runs = [
      start(subject, subject.goodInputs),
      start(subject, subject.goodInputs),
      start(subject, subject.goodInputs),
    ];
    await Promise.all(runs.map(({ done }) => done));
    const counts = runs.map(({ pictures }) => pictures.length);
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeGreaterThan(0);
  });
}
