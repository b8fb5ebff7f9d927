import type { MessagePort } from 'node:worker_threads';
import sharp from 'sharp';
import { renderShot, Workspace } from './render-shot.ts';
import type { Shot, ShotRequest } from './shot.ts';
import type { TemplateInfo } from './template-info.ts';

/** What a render thread is sent. */
export type ShotJob = {
  readonly request: ShotRequest;
  readonly info: TemplateInfo;
  /** Set to 1 from outside when nobody wants the shot any more. */
  readonly cancelled: Int32Array<SharedArrayBuffer>;
  /** Where the messages go. It is closed at the end. */
  readonly port: MessagePort;
};

/** What a render thread answers: the share of the work that is done, and at last the shot. */
export type ShotMessage = number | Shot;

// libvips remembers recent operations; of pictures that never come twice that is only memory.
sharp.cache(false);

const workspace = new Workspace();

/** Renders one shot in a thread of the pool; one at a time. */
export async function renderJob({ request, info, cancelled, port }: ShotJob): Promise<void> {
  const checkWanted = (): void => {
    if (Atomics.load(cancelled, 0) === 1) throw new Error('Nobody wants this shot any more');
  };
  try {
    checkWanted();
    const shot = await renderShot(request, info, workspace, (done) => {
      checkWanted();
      send(port, done, []);
    });
    // Moved, not copied: the picture would lie about in this thread until its next collection.
    send(port, shot, [shot.png.buffer]);
  } finally {
    port.close();
  }
}

function send(port: MessagePort, message: ShotMessage, moved: readonly ArrayBuffer[]): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin
  port.postMessage(message, moved);
}
