import type { Attachment, Message } from 'discord.js';
import type { LogoSource } from '#core/mockups/batch.ts';

/** An attachment as the source of a logo. What it claims to be is looked at only when its bytes are here. */
export function logoOf({ name, url, size }: Pick<Attachment, 'name' | 'url' | 'size'>): LogoSource {
  return { fileName: name, data: { url, bytes: size } };
}

/** The pictures in a message: attached, forwarded, or shown by a link. */
export function logosIn(
  message: Pick<Message, 'attachments' | 'embeds'> & Partial<Pick<Message, 'messageSnapshots'>>,
): LogoSource[] {
  const forwarded = message.messageSnapshots?.map((snapshot) => [...snapshot.attachments.values()]).flat() ?? [];
  const attached = [...message.attachments.values(), ...forwarded].filter(isPicture).map(logoOf);
  if (attached.length > 0) return attached;
  // Through Discord's own proxy: the bot fetches no address out of a message.
  return message.embeds.flatMap(({ image, thumbnail }, index) => {
    const url = image?.proxyURL ?? thumbnail?.proxyURL;
    return url === undefined ? [] : [{ fileName: `picture-${index + 1}`, data: { url, bytes: 0 } }];
  });
}

/** By what the sender's program says: the rest of a message's files are nobody's logo. */
function isPicture({ contentType, name }: Attachment): boolean {
  return contentType?.startsWith('image/') ?? /\.(?:png|jpe?g|jfif|webp|avif|gif|tiff?|svg)$/i.test(name);
}
