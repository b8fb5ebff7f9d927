import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { outputPictures } from '#core/comfydeploy/outputs.ts';
import { BackendError } from '#core/errors.ts';
import { readShot, type ShotPicture } from '#core/images/shots.ts';
import { sentence } from '#core/messages/sentence-ref.ts';
import type { Mockup } from '#core/mockups/batch.ts';
import { batchIdOf } from '#core/mockups/batch-book.ts';
import type { JourneyContext } from '#core/mockups/journey-context.ts';
import type { MockupSignals } from '#core/mockups/mockup-signals.ts';
import type { Picture, RemotePicture, StageOf } from '#core/mockups/stage.ts';
import { backoffMs } from '#core/retry.ts';
import { failed } from './settle.ts';

/** A single picture larger than this is no shot. */
const maxShotBytes = 64 * 1024 * 1024;
/** A run that makes more pictures than this is not what a person asked for. */
const maxShots = 20;
/** An answer that is no picture may be a page of some proxy: it is asked for so often before it counts. */
const attempts = 4;
const backoff = { baseDelayMs: 250, maxDelayMs: 5000 };

/** Downloads what the run made, at once: the URLs may die within the hour. What is no picture is left out. */
export async function collect(
  mockup: Mockup,
  stage: StageOf<'collecting'>,
  context: JourneyContext,
  signals: MockupSignals,
): Promise<StageOf<'delivering' | 'failed'>> {
  const signal = signals.shutdown;
  const shots: Picture[] = [];
  for (const [index, remote] of stage.pictures.slice(0, maxShots).entries()) {
    const shot = await collectOne(mockup, index, remote, stage, context, signal);
    if (shot) shots.push(shot);
  }
  const { runId, timedOut, endedAt } = stage;
  return shots.length > 0
    ? { state: 'delivering', runId, shots, timedOut, endedAt }
    : failed(sentence('run.unreadablePictures'));
}

interface Downloaded {
  readonly bytes: Buffer;
  readonly fileName: string;
}

/** A URL that is no longer good (a signed one lives an hour) is asked for anew once. Undefined when the picture cannot be had at all. */
async function download(
  remote: RemotePicture,
  index: number,
  stage: StageOf<'collecting'>,
  context: JourneyContext,
  signal: AbortSignal,
): Promise<Downloaded | undefined> {
  const { api } = context.backend;
  const fetchOne = async ({ url, fileName }: RemotePicture): Promise<Downloaded> => ({
    bytes: await api.download(url, { maxBytes: maxShotBytes, signal }),
    fileName,
  });
  try {
    return await fetchOne(remote);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  try {
    const fresh = outputPictures((await api.getRun(stage.runId, { signal })).outputs)[index];
    return fresh && (await fetchOne(fresh));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    context.log.warn({ err: error, runId: stage.runId, index }, 'picture of a run cannot be had');
    return undefined;
  }
}

/** A no that asking again does not change. */
function isRefusal(error: unknown): boolean {
  return error instanceof BackendError && !error.retryable;
}

async function collectOne(
  mockup: Mockup,
  index: number,
  remote: RemotePicture,
  stage: StageOf<'collecting'>,
  context: JourneyContext,
  signal: AbortSignal,
): Promise<Picture | undefined> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (attempt > 1) await sleep(backoffMs(attempt - 1, backoff), undefined, { signal });
    const downloaded = await download(remote, index, stage, context, signal);
    const shot = downloaded && (await readShot(downloaded.bytes, { signal }));
    if (shot) return await keep(mockup, index, downloaded.fileName, shot, context);
    if (!downloaded) return undefined;
  }
  return undefined;
}

async function keep(
  mockup: Mockup,
  index: number,
  fileName: string,
  shot: ShotPicture,
  context: JourneyContext,
): Promise<Picture> {
  const name = `${mockup.id}-shot-${index + 1}.${shot.extension}`;
  await context.pictures.write(batchIdOf(mockup), name, shot.bytes);
  return {
    name,
    fileName: `${safeStem(fileName)}.${shot.extension}`,
    mime: shot.mime,
    width: shot.width,
    height: shot.height,
    bytes: shot.bytes.byteLength,
  };
}

/** Where a name may have 255 bytes, that leaves room for a logo's name before it; the longest of the studio's own have about 100. */
const mostNameBytes = 120;

/** The server's name for the file without folders, extension and anything a file system or a chat could stumble over. */
function safeStem(fileName: string): string {
  const stem = path.posix.parse(fileName.replaceAll('\\', '/')).name.normalize('NFKC');
  const safe = stem.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[.-]+|[.-]+$/g, '');
  let fitting = '';
  for (const letter of safe) {
    if (Buffer.byteLength(fitting + letter) > mostNameBytes) break;
    fitting += letter;
  }
  return fitting || 'shot';
}
