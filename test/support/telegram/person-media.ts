import type { FakeFile } from './fake-file.ts';
import type { Media } from './fake-message.ts';
import type { SentByPerson, SentFile } from './person-origin.ts';
import { storePhoto } from './pictures.ts';
import type { World } from './world.ts';

const mimeTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  mp4: 'video/mp4',
};

/** The type a client gives a file by its name. */
export function mimeTypeOf(fileName: string): string {
  return mimeTypes[/\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

/** What a message of somebody's carries. A photo's sizes are there when `ready` resolves. */
export function mediaOf(world: World, sent: SentByPerson): { media: Media | undefined; ready?: Promise<unknown> } {
  const { photo, livePhoto, document, animation, video, sticker } = sent;
  const picture = photo ?? livePhoto;
  if (picture) {
    const files: FakeFile[] = [];
    const ready = storePhoto(world.files, picture).then((sizes) => files.push(...sizes));
    return { media: { kind: photo ? 'photo' : 'live_photo', files, uploaded: picture }, ready };
  }
  if (document) return { media: { kind: 'document', files: [fileOf(world, 'document', document, 'file')] } };
  if (animation) return { media: { kind: 'animation', files: [fileOf(world, 'animation', animation, 'a.mp4')] } };
  if (video)
    return { media: { kind: 'video', files: [fileOf(world, 'video', video, 'a.mp4')], extra: { duration: 1 } } };
  if (!sticker) return { media: undefined };
  const { bytes, isAnimated = false, isVideo = false } = sticker;
  const file = world.files.add('sticker', bytes, { width: 512, height: 512 });
  return {
    media: { kind: 'sticker', files: [file], extra: { type: 'regular', is_animated: isAnimated, is_video: isVideo } },
  };
}

function fileOf(world: World, kind: 'document' | 'animation' | 'video', sent: SentFile, byDefault: string): FakeFile {
  const { bytes, fileName = byDefault, mimeType = mimeTypeOf(fileName) } = sent;
  const size = kind === 'document' ? {} : { width: 320, height: 320 };
  return world.files.add(kind, bytes, { fileName, mimeType, ...size });
}
