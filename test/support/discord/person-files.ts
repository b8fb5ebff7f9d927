import { FakeAttachment } from './fake-attachment.ts';
import type { World } from './world.ts';

/** A file a person picks. Everything but bytes and name is what the client claims of it, true unless a test says otherwise. */
export interface PickedFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly contentType?: string;
  readonly description?: string;
  readonly size?: number;
  readonly width?: number;
  readonly height?: number;
  readonly url?: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jfif: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
};

/** Extensions of the `image` group; `file_types` looks at nothing else. */
const imageExtensions = ['png', 'gif', 'jpg', 'jpeg', 'jfif', 'webp', 'avif'];

const extensionOf = (fileName: string) => /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';

export function isPickedFile(value: unknown): value is PickedFile {
  return typeof value === 'object' && value !== null && 'bytes' in value && 'fileName' in value;
}

/** Uploads it: those of options and modals are deleted by Discord after a while. */
export function upload(world: World, placeId: string, picked: PickedFile, isEphemeral: boolean): FakeAttachment {
  const { fileName, bytes, contentType, ...claim } = picked;
  const file = world.cdn.store(placeId, {
    filename: fileName,
    bytes: Buffer.from(bytes),
    contentType: contentType ?? contentTypes[extensionOf(fileName)],
    isEphemeral,
  });
  return new FakeAttachment(world, file, claim);
}

/** Whether the client lets a person pick it: no list lets everything through. */
export function suitsFileTypes(fileName: string, fileTypes: unknown): boolean {
  if (!Array.isArray(fileTypes) || fileTypes.length === 0) return true;
  const extension = extensionOf(fileName);
  return fileTypes.some((type) => (type === 'image' ? imageExtensions.includes(extension) : type === `.${extension}`));
}
