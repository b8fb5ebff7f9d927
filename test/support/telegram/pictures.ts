import sharp from 'sharp';
import type { FakeFile, FileStore } from './fake-file.ts';
import { badRequest } from './refusals.ts';

/** Longest sides of the sizes a photo is kept in. */
const longestSides = [90, 320, 800, 1280] as const;

/** A photo as Telegram keeps it, smallest size first: recompressed JPEG without alpha, 1280 pixels at most. */
export async function storePhoto(files: FileStore, bytes: Buffer): Promise<FakeFile[]> {
  const full = await resized(bytes, 1280);
  const longest = Math.max(full.info.width, full.info.height);
  const smaller = await Promise.all(longestSides.filter((side) => side < longest).map((side) => resized(bytes, side)));
  return [...smaller, full].map(({ data, info: { width, height } }) => files.add('photo', data, { width, height }));
}

async function resized(bytes: Buffer, side: number) {
  return await sharp(bytes)
    .rotate()
    .flatten({ background: '#ffffff' })
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 87 })
    .toBuffer({ resolveWithObject: true });
}

/** Width and height of a picture, undefined when it is none. */
export async function sizeOfPicture(bytes: Buffer): Promise<{ width: number; height: number } | undefined> {
  const metadata = await sharp(bytes)
    .metadata()
    .catch(() => undefined);
  return metadata && { width: metadata.width, height: metadata.height };
}

/** What sendPhoto takes, as Telegram's documentation has it: 10 MB, sides of 10000 together, a ratio of 20. */
export async function assertPhoto(bytes: Buffer, fileName: string): Promise<void> {
  if (bytes.length > 10 * 2 ** 20) throw badRequest('file is too big');
  if (/\.\w+$/.test(fileName) && !/\.(?:jpe?g|gif|png|tiff?|bmp)$/i.test(fileName)) {
    throw badRequest('photo has unsupported extension. Use one of .jpg, .jpeg, .gif, .png, .tif or .bmp');
  }
  const size = await sizeOfPicture(bytes);
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
  const { width, height } = size;
  const ratio = Math.max(width, height) / Math.min(width, height);
  if (width + height > 10_000 || ratio > 20) throw badRequest('PHOTO_INVALID_DIMENSIONS');
}
