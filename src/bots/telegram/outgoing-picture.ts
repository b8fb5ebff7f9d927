import path from 'node:path';
import { displayPhoto } from '#core/images/display-photo.ts';
import type { PictureView } from '#core/mockups/messenger.ts';
import type { OutgoingPicture } from './telegram-messages.ts';

/** Of a photo, by Telegram's documentation. */
const photoLimits = { maxBytes: 10_000_000, maxSides: 10_000, maxRatio: 20 };
/** Of a document that a bot sends. */
export const maxDocumentBytes = 50_000_000;

/** A picture to be looked at: a photo, or a document where it cannot be one. */
export async function asPhoto(picture: PictureView, signal: AbortSignal): Promise<OutgoingPicture> {
  const bytes = await picture.read();
  const photo = await displayPhoto(bytes, photoLimits, { signal }).catch(() => {
    signal.throwIfAborted();
    // What cannot be read here may be of use to whoever asked for it.
    return undefined;
  });
  if (!photo) return { bytes, fileName: picture.fileName, as: 'document' };
  return { bytes: photo.bytes, fileName: `${path.parse(picture.fileName).name}.${photo.extension}`, as: 'photo' };
}

/** The very file that was made. */
export async function asDocument(picture: PictureView): Promise<OutgoingPicture> {
  return { bytes: await picture.read(), fileName: picture.fileName, as: 'document' };
}
