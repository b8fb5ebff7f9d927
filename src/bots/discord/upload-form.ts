import path from 'node:path';
import type { RawFile } from 'discord.js';
import { shrinkShot } from '#core/images/shrink-shot.ts';
import type { PictureView } from '#core/mockups/messenger.ts';
import { type DiscordThread, liveToken } from './discord-thread.ts';

/** Files one message can have. */
export const mostFiles = 10;
/** A request may have 25 MiB with everything in it, whatever one file may have. */
export const mostRequestBytes = 24 * 1024 * 1024;
/** Of any file, wherever nothing else is said. */
export const usualFileLimit = 10 * 1024 * 1024;
/** Of the text for those who cannot see it. */
const longestAltText = 1024;

/** A picture as it goes to Discord. */
export interface Upload {
  /** As the key of a part; `mockup id` for a mockup's proof. */
  readonly key: string;
  readonly file: Omit<RawFile, 'key' | 'data'> & { readonly data: Buffer };
  readonly description: string;
  /** It is smaller than it was made. */
  readonly isShrunk: boolean;
}

/** A file that a message has. */
export interface KeptFile {
  readonly key: string;
  readonly id: string;
}

/** Most bytes of a file: what an interaction may send is nobody's right once its token is gone. */
export function fileLimitOf(thread: DiscordThread): number {
  const limit = liveToken(thread) === undefined ? usualFileLimit : thread.fileLimit;
  return Math.min(Math.max(1, limit), mostRequestBytes);
}

/** A picture no larger than `limit` bytes: as it is, or as a good JPEG or WebP. Undefined when even that is too large. */
export async function uploadOf(
  key: string,
  picture: PictureView,
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): Promise<Upload | undefined> {
  const bytes = await picture.read();
  const description = altTextOf(picture);
  if (bytes.byteLength <= limit) {
    const file = { name: fileNameOf(key, picture), data: bytes, contentType: picture.mime };
    return { key, file, description, isShrunk: false };
  }
  const small = await shrinkShot(bytes, limit, { signal });
  if (!small) return undefined;
  const name = fileNameOf(key, picture, `.${small.extension}`);
  return { key, file: { name, data: small.bytes, contentType: small.mime }, description, isShrunk: true };
}

/** What is to be seen in a picture, as far as Discord takes it, with no sign cut in two. */
export function altTextOf({ altText }: Pick<PictureView, 'altText'>): string {
  return altText.length <= longestAltText
    ? altText.toWellFormed()
    : `${altText.slice(0, longestAltText - 1).replace(/[\ud800-\udbff]$/, '')}…`.toWellFormed();
}

/** A name that no other file of the batch has, and that sorts as was asked: the place of the mockup in it first. */
export function fileNameOf(
  key: string,
  { fileName }: Pick<PictureView, 'fileName'>,
  extension = path.extname(fileName),
): string {
  return `${labelOf(key)}${path.parse(fileName).name}${extension}`;
}

/** As many from the first on as one request takes, at least one. */
export function firstRequest<T>(files: readonly T[], most: number, bytesOf: (file: T) => number): readonly T[] {
  let bytes = 0;
  const tooMany = files.slice(0, most).findIndex((file) => {
    bytes += bytesOf(file);
    return bytes > mostRequestBytes;
  });
  return files.slice(0, tooMany === -1 ? most : Math.max(1, tooMany));
}

/**
 * The list of a message's files after an edit, in the order asked: what stays and what comes. Whatever is missing in it goes. An upload is
 * meant by its number among the uploads.
 */
export function attachmentsOf(
  kept: readonly KeptFile[],
  uploads: readonly Upload[],
): readonly Readonly<Record<string, unknown>>[] {
  const all = [
    ...kept.map(({ key, id }) => ({ key, entry: { id } })),
    ...uploads.map(({ key, file, description }, index) => ({
      key,
      entry: { id: index, filename: file.name, description },
    })),
  ];
  return all.sort((a, b) => byPlace(a.key, b.key)).map(({ entry }) => entry);
}

/** The files that uploads became, by what a message has after they were sent. Discord leaves only letters, digits and few signs of a name. */
export function filesOf(
  attachments: readonly { readonly id: string; readonly filename: string }[],
  kept: readonly KeptFile[],
  uploads: readonly Upload[],
): readonly KeptFile[] {
  const fresh = attachments.filter(({ id }) => !kept.some((file) => file.id === id));
  const inOrder = uploads.toSorted((a, b) => byPlace(a.key, b.key));
  return inOrder.flatMap(({ key }, index) => {
    const file = fresh.find(({ filename }) => filename.startsWith(labelOf(key))) ?? fresh[index];
    return file ? [{ key, id: file.id }] : [];
  });
}

/** By the place of the mockup, and of the shot in it. */
function byPlace(one: string, other: string): number {
  const [a, b] = [placeOf(one), placeOf(other)];
  return a.mockup - b.mockup || a.shot - b.shot;
}

/** `batch-3/2` is the second shot of the third mockup. */
function placeOf(key: string): { readonly mockup: number; readonly shot: number } {
  const [, mockup = '1', shot = '0'] = /-(\d+)(?:\/(\d+))?$/.exec(key) ?? [];
  return { mockup: Number(mockup), shot: Number(shot) };
}

/** What a file's name begins with: of no shot with what that of another does. */
function labelOf(key: string): string {
  const { mockup, shot } = placeOf(key);
  return shot === 0 ? `${mockup}-` : `${mockup}-${shot}-`;
}
