import type { PicturedMessage } from '#bots/telegram/telegram-update.ts';
import type { LogoSource } from '#core/mockups/batch.ts';

/** A picture that somebody sent. */
export interface SentPicture {
  readonly logo: LogoSource;
  /** It came as a photo: Telegram has encoded it anew, and let its transparency go. */
  readonly isPhoto: boolean;
}

/** What of a message could be a logo. `moving` is a picture that is none. */
export function pictureIn(message: PicturedMessage): SentPicture | 'moving' | undefined {
  const { photo, document, sticker, animation, video } = message;
  // A moving picture comes as a document too, and a live photo as a photo.
  if (animation || video) return 'moving';
  if (sticker) {
    if (sticker.is_animated || sticker.is_video) return 'moving';
    return { logo: logoOf('sticker.webp', sticker), isPhoto: false };
  }
  const largest = photo?.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
  if (largest) return { logo: logoOf('photo.jpg', largest), isPhoto: true };
  return document ? { logo: logoOf(document.file_name ?? 'logo', document), isPhoto: false } : undefined;
}

function logoOf(fileName: string, file: { readonly file_id: string; readonly file_size?: number }): LogoSource {
  const { file_id: fileId, file_size: bytes } = file;
  return { fileName: fileName.slice(0, 200), data: { fileId, ...(bytes === undefined ? {} : { bytes }) } };
}
