import {
  type ButtonInteraction,
  LabelBuilder,
  ModalBuilder,
  type ModalSubmitInteraction,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { customId } from '#bots/discord/custom-id.ts';
import { maxPromptLength } from '#commands/request-options.ts';
import { message } from '#core/messages/message.ts';
import type { Batch } from '#core/mockups/batch.ts';
import { acknowledge } from './first-answer.ts';
import { makeBatch } from './make-batch.ts';
import type { Scene } from './scene.ts';

/** Opens a window with the prompt in it, as the first answer. */
export async function openPrompt(interaction: ButtonInteraction, batch: Batch, { log, onMiss }: Scene): Promise<void> {
  const { locale } = interaction;
  const prompt = new TextInputBuilder()
    .setCustomId('prompt')
    .setStyle(TextInputStyle.Paragraph)
    .setMaxLength(maxPromptLength)
    .setValue(batch.mockups[0]?.request.prompt ?? '')
    .setRequired(true);
  const window = new ModalBuilder()
    .setCustomId(customId({ action: 'edit', id: batch.id }))
    .setTitle(message('modal.edit', locale))
    .addLabelComponents(new LabelBuilder().setLabel(message('modal.prompt', locale)).setTextInputComponent(prompt));
  await acknowledge(interaction, () => interaction.showModal(window), log, onMiss);
}

/** The window was sent: the same logos once more, with what it says. */
export async function onPromptWindow(interaction: ModalSubmitInteraction, id: string, scene: Scene): Promise<void> {
  const prompt = interaction.fields.getTextInputValue('prompt');
  await makeBatch(interaction, scene, 'again', { id, prompt });
}
