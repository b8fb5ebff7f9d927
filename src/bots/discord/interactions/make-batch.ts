import type { InteractionCallbackResponse, RepliableInteraction } from 'discord.js';
import { sayAsWritten } from '#bots/discord/as-written.ts';
import { threadOf } from '#bots/discord/discord-thread.ts';
import type { Reply } from '#commands/command.ts';
import { message } from '#core/messages/message.ts';
import { acknowledge, refuse, tell } from './first-answer.ts';
import type { Scene } from './scene.ts';
import { threadOfInteraction, whereaboutsOf } from './whereabouts.ts';

/**
 * Asks for a batch whose message is the first answer to this interaction. Nothing is waited for before that answer: Discord gives 3 s, and
 * what a disk or a network takes is nobody's promise.
 */
export async function makeBatch(
  interaction: RepliableInteraction,
  { desk, log, onMiss }: Scene,
  command: 'mockup' | 'again',
  options: Readonly<Record<string, unknown>>,
  replyTo?: string,
): Promise<void> {
  const where = whereaboutsOf(interaction);
  if (!where) return;
  let response: InteractionCallbackResponse | undefined;
  const answer = async (): Promise<void> => {
    response = await interaction.deferReply({ withResponse: true });
  };
  if ((await acknowledge(interaction, answer, log, onMiss)) !== 'done') return;
  try {
    const messageId = response ? idOf(response) : (await interaction.fetchReply()).id;
    const isEphemeral = response?.interaction.responseMessageEphemeral ?? false;
    const thread = threadOfInteraction(interaction, where.channelId, { messageId, isEphemeral, replyTo });
    const reply: Reply = (sentences) => {
      return tell(
        interaction,
        sentences.map((each) => sayAsWritten(each, interaction.locale)),
        log,
      );
    };
    const asked = await desk.ask(command, options, {
      person: where.person,
      place: where.place,
      thread: threadOf(thread),
      eventKey: interaction.id,
      reply,
    });
    if (asked.kind === 'refused') await refuse(interaction, sayAsWritten(asked.reason, interaction.locale), log);
  } catch (error) {
    // The program is stopping, or Discord did not say which message it is: nothing was accepted.
    log.warn({ err: error }, 'request not taken');
    await refuse(interaction, message('chat.unavailable', interaction.locale), log);
  }
}

function idOf({ resource, interaction }: InteractionCallbackResponse): string | undefined {
  return resource?.message?.id ?? interaction.responseMessageId ?? undefined;
}
