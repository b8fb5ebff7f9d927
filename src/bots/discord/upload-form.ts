import path from 'node:path';
import type { RawFile } from 'discord.js';
import { shrinkShot } from '#core/images/shrink-shot.ts';
import type { Part, PictureView } from '#core/mockups/messenger.ts';

/** Files one message can have. */
export const mostFiles = 10;
/** A request may have 25 MiB with everything in it. */
const mostRequestBytes = 24 * 1024 * 1024;
/** Of any file, wherever nothing else is said. */
export const usualFileLimit = 10 * 1024 * 1024;
/** Of the text for those who cannot see it. */
const longestAltText = 1024;

/** A picture as it goes to Discord. */
export interface Upload {
  readonly key: string;
  readonly file: Omit<RawFile, 'key'>;
  readonly description: string;
}

/**
 * A picture no larger than a file may be: as it is, or as a good JPEG or WebP. Undefined when even that is too large.
 */
export async function uploadOf(
  key: string,
  picture: PictureView,
  { limit, number, signal }: { readonly limit: number; readonly number: number; readonly signal: AbortSignal },
): Promise<Upload | undefined> {
  const bytes = await picture.read();
  const description = Array.from(picture.altText).slice(0, longestAltText).join('');
  const stem = `${number}-${path.parse(picture.fileName).name}`;
  if (bytes.byteLength <= limit) {
    const name = `${stem}${path.extname(picture.fileName)}`;
    return { key, file: { name, data: bytes, contentType: picture.mime }, description };
  }
  const small = await shrinkShot(bytes, limit, { signal });
  if (!small) return undefined;
  return { key, file: { name: `${stem}.${small.extension}`, data: small.bytes, contentType: small.mime }, description };
}

/** As many from the first on as one request takes, at least one. */
export function firstRequest(uploads: readonly Upload[], most: number): readonly Upload[] {
  let bytes = 0;
  const fitting = uploads.slice(0, most).findIndex(({ file }) => {
    bytes += Buffer.byteLength(file.data as Buffer);
    return bytes > mostRequestBytes;
  });
  return uploads.slice(0, fitting === -1 ? most : Math.max(1, fitting));
}

/** The list of a message's files after an edit: what stays and what comes. Whatever is missing in it goes. */
export function attachmentsOf(kept: readonly string[], uploads: readonly Upload[]): readonly Record<string, unknown>[] {
  return [
    ...kept.map((id) => ({ id })),
    ...uploads.map(({ file, description }, index) => ({ id: index, filename: file.name, description })),
  ];
}

/** Parts by their place among the shots of the batch, from 1. */
export function numberOf({ key, mockup }: Part): number {
  const [, batchPlace = '1'] = /-(\d+)$/.exec(mockup.id) ?? [];
  const shot = Number(key.slice(key.lastIndexOf('/') + 1));
  return mockup.shots.length > 1 ? (Number(batchPlace) - 1) * mockup.shots.length + shot : Number(batchPlace);
}
