import { type ButtonInteraction, MessageFlags } from 'discord.js';
import { codes, DiscordError } from '#bots/discord/discord-error.ts';
import { altTextOf, fileNameOf, firstRequest, mostFiles, mostRequestBytes } from '#bots/discord/upload-form.ts';
import { message } from '#core/messages/message.ts';
import type { BatchView, PictureView } from '#core/mockups/messenger.ts';
import { retry } from '#core/retry.ts';
import type { Scene } from './scene.ts';

/** The token of the press is good for a quarter of an hour. */
const withinMs = 13 * 60_000;
const patience = { attempts: 5, baseDelayMs: 500, maxDelayMs: 20_000 };

interface Original {
  readonly key: string;
  readonly picture: PictureView;
}

/** How many files did not go, and why. */
interface Left {
  tooLarge: number;
  tooMany: number;
  failed: number;
}

/** Sends the files as they were made, to the person alone, in as many messages as it takes, and says what cannot be sent. */
export async function sendOriginals(interaction: ButtonInteraction, view: BatchView, scene: Scene): Promise<void> {
  const all = view.mockups.flatMap(({ id, shots }) => {
    return shots.map((picture, index): Original => ({ key: `${id}/${index + 1}`, picture }));
  });
  const limit = Math.min(interaction.attachmentSizeLimit, mostRequestBytes);
  const fitting = all.filter(({ picture }) => picture.bytes <= limit);
  const left: Left = { tooLarge: all.length - fitting.length, tooMany: 0, failed: 0 };
  const signal = AbortSignal.timeout(withinMs);
  let isFirst = true;
  let most = mostFiles;
  for (let waiting: readonly Original[] = fitting; waiting.length > 0; ) {
    const together = firstRequest(waiting, most, ({ picture }) => picture.bytes);
    const problem = await send(interaction, together, isFirst, scene, signal);
    if (problem === undefined) isFirst = false;
    else if (problem.reason === 'too-big' && together.length > 1) {
      most = Math.ceil(together.length / 2);
      continue;
    } else if (problem.reason === 'too-big') left.tooLarge++;
    else {
      scene.log.warn({ err: problem }, 'original files not sent');
      // Of a person's own app only so many messages may follow; and where Discord does not answer, it will not now.
      left[problem.code === codes.followUpLimit ? 'tooMany' : 'failed'] = waiting.length;
      break;
    }
    waiting = waiting.slice(together.length);
  }
  await explain(interaction, left, all.length, scene, signal);
}

/** One message with files. Gives why it could not be sent. */
async function send(
  interaction: ButtonInteraction,
  originals: readonly Original[],
  isFirst: boolean,
  { messages }: Scene,
  signal: AbortSignal,
): Promise<DiscordError | undefined> {
  try {
    const files = await Promise.all(
      originals.map(async ({ key, picture }) => ({
        name: fileNameOf(key, picture),
        data: await picture.read(),
        contentType: picture.mime,
      })),
    );
    const attachments = originals.map(({ picture }, id) => ({
      id,
      filename: files[id]?.name,
      description: altTextOf(picture),
    }));
    const body = { attachments, allowed_mentions: { parse: [] } };
    if (isFirst) {
      // It says what all the files of the message are: again is the same.
      await retry(() => messages.editOriginal(interaction, { body, files }, { signal }), { ...patience, signal });
    } else {
      const form = { body: { ...body, flags: MessageFlags.Ephemeral }, files };
      await retry(() => messages.followUp(interaction, form, { signal }), {
        ...patience,
        signal,
        // Only what surely has not arrived is sent again.
        shouldRetry: (error) => error instanceof DiscordError && error.status === 429,
      });
    }
    return undefined;
  } catch (error) {
    return DiscordError.from(error, 'upload of original files');
  }
}

/** Says in the first of the messages what is missing, if anything is. */
async function explain(
  interaction: ButtonInteraction,
  { tooLarge, tooMany, failed }: Left,
  all: number,
  { log, messages }: Scene,
  signal: AbortSignal,
): Promise<void> {
  const { locale } = interaction;
  const sentences = [
    ...(all === 0 ? [message('chat.gone', locale)] : []),
    ...(tooLarge > 0 ? [message('chat.originalsTooLarge', locale, { count: tooLarge })] : []),
    ...(tooMany > 0 ? [message('chat.originalsLeft', locale, { count: tooMany })] : []),
    ...(failed > 0 ? [message('chat.originalsFailed', locale, { count: failed })] : []),
  ];
  if (sentences.length === 0) return;
  const body = { content: sentences.join('\n'), allowed_mentions: { parse: [] } };
  try {
    await retry(() => messages.editOriginal(interaction, { body, files: [] }, { signal }), { ...patience, signal });
  } catch (error) {
    log.warn({ err: DiscordError.from(error, 'word on original files') }, 'person not told');
  }
}
