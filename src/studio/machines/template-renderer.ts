import { cleanLogo } from '#core/images/clean-logo.ts';
import type { Shot, ShotRequest } from '#core/renderer/shot.ts';
import { shotFileName } from '#core/renderer/shot-file-name.ts';
import { outputId, outputNodeId } from '#studio/deployment.ts';
import { type Machine, type MachineContext, MachineError, type MachineRun } from './machine.ts';
import { readShotWish } from './shot-wish.ts';

/** As much of a renderer as this machine needs. */
export type ShotRenderer = {
  render(
    request: ShotRequest,
    options: { readonly signal: AbortSignal; readonly onProgress: (fraction: number) => void },
  ): Promise<Shot>;
};

export type TemplateRendererOptions = {
  readonly renderer: ShotRenderer;
  /** Bytes of the picture behind an input's URL. @throws {MachineError} when there is none */
  readonly readPicture: (url: string, signal: AbortSignal) => Promise<Uint8Array>;
};

/** Renders product shots from our own templates, in this process. The renderer belongs to the caller. */
export class TemplateRenderer implements Machine {
  readonly #options: TemplateRendererOptions;

  constructor(options: TemplateRendererOptions) {
    this.#options = options;
  }

  async start(run: MachineRun, { signal, onProgress, onPicture, onLog }: MachineContext): Promise<void> {
    const { renderer, readPicture } = this.#options;
    signal.throwIfAborted();
    onProgress(0, 'Executing ComfyUIDeployExternalImageAlpha');
    const bytes = await readPicture(logoUrlOf(run), signal);
    onProgress(0.1, 'Executing ComfyUIDeployExternalImageAlpha');
    const logo = await clean(bytes, signal);
    const { notes, ...wish } = readShotWish(run.inputs);
    for (const note of notes) onLog(note);
    onProgress(0.2, 'Executing TemplateProductShot');
    const shot = await renderer.render(
      { ...wish, logo },
      { signal, onProgress: (fraction) => onProgress(0.2 + 0.7 * fraction, 'Executing TemplateProductShot') },
    );
    for (const note of shot.notes) onLog(`Logo: ${note.replaceAll('-', ' ')}.`);
    signal.throwIfAborted();
    onProgress(0.9, 'Executing ComfyDeployOutputImage');
    await onPicture({ fileName: shotFileName(wish), bytes: shot.png, nodeId: outputNodeId, outputId });
    onProgress(1, 'Executing ComfyDeployOutputImage');
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

function logoUrlOf(run: MachineRun): string {
  const url = run.inputs['input_image'];
  if (typeof url !== 'string' || url.trim() === '')
    throw new MachineError('The run has no logo: input_image is missing.');
  return url.trim();
}

async function clean(bytes: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return (await cleanLogo(bytes, { signal })).png;
  } catch (error) {
    // A sentence for the person about their file, which is what this error means; the class belongs to a part of core not used here.
    if (error instanceof Error && error.name === 'UserError') throw new MachineError(error.message, { cause: error });
    throw error;
  }
}
