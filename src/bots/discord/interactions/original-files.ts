import { AttachmentBuilder, type ButtonInteraction } from 'discord.js';
import { DiscordError } from '#bots/discord/discord-error.ts';
import { mostFiles } from '#bots/discord/upload-form.ts';
import { message } from '#core/messages/message.ts';
import type { BatchView, PictureView } from '#core/mockups/messenger.ts';
import type { Scene } from './scene.ts';

const mostRequestBytes = 24 * 1024 * 1024;
/** An app that a person has taken along may say five things more after its first answer. */
const mostFollowUps = 5;

/** Sends the files as they were made, to the person alone, in as many messages as it takes, and says what cannot be sent. */
export async function sendOriginals(interaction: ButtonInteraction, view: BatchView, { log }: Scene): Promise<void> {
  const { locale, attachmentSizeLimit } = interaction;
  const pictures = view.mockups.flatMap(({ shots }) => shots);
  const fitting = pictures.filter(({ bytes }) => bytes <= attachmentSizeLimit);
  const requests = requestsOf(fitting).slice(0, mostFollowUps + 1);
  const left = pictures.length - requests.flat().length;
  const note = left > 0 ? message('chat.originalsTooLarge', locale, { count: left }) : undefined;
  try {
    let number = 0;
    for (const [index, request] of requests.entries()) {
      const files = [];
      for (const picture of request) {
        number++;
        files.push(
          new AttachmentBuilder(await picture.read(), {
            name: `${number}-${picture.fileName}`,
            description: picture.altText.slice(0, 1024),
          }),
        );
      }
      const isLast = index === requests.length - 1;
      const said = { ...(note !== undefined && isLast ? { content: note } : {}), files };
      if (index === 0) await interaction.editReply(said);
      else await interaction.followUp({ ...said, flags: 'Ephemeral' });
    }
    if (requests.length === 0) await interaction.editReply({ content: note ?? message('chat.gone', locale) });
  } catch (error) {
    log.warn({ err: DiscordError.from(error, 'upload of original files') }, 'original files not sent');
    await interaction.editReply({ content: message('chat.unavailable', locale) }).catch(() => {});
  }
}

/** As many in each request as it takes, in order. */
function requestsOf(pictures: readonly PictureView[]): PictureView[][] {
  const requests: PictureView[][] = [];
  let bytes = 0;
  for (const picture of pictures) {
    const current = requests.at(-1);
    if (current && current.length < mostFiles && bytes + picture.bytes <= mostRequestBytes) {
      current.push(picture);
      bytes += picture.bytes;
    } else {
      requests.push([picture]);
      bytes = picture.bytes;
    }
  }
  return requests;
}
