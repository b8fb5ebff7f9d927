import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type InteractionReplyOptions,
  MessageFlags,
  type RepliableInteraction,
} from 'discord.js';
import { customId } from '#bots/discord/custom-id.ts';
import { message } from '#core/messages/message.ts';

/** Asks once more before everything of a person is removed: what is gone is gone. */
export function forgetQuestion({ locale, user }: RepliableInteraction): InteractionReplyOptions {
  const button = new ButtonBuilder()
    .setCustomId(customId({ action: 'forget', id: user.id }))
    .setLabel(message('button.forget', locale))
    .setStyle(ButtonStyle.Danger);
  return {
    content: message('forget.confirm', locale),
    components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)],
    flags: MessageFlags.Ephemeral,
  };
}
