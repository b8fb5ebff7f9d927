import {
  LabelBuilder,
  type MessageContextMenuCommandInteraction,
  ModalBuilder,
  type ModalSubmitInteraction,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { customId } from '#bots/discord/custom-id.ts';
import { maxPromptLength } from '#commands/request-options.ts';
import { defaultProduct, defaultSize, productNames, productTitle, sizes } from '#core/catalog/catalog.ts';
import { message } from '#core/messages/message.ts';
import { acknowledge, tell } from './first-answer.ts';
import { logosIn } from './logos.ts';
import { makeBatch } from './make-batch.ts';
import type { Scene } from './scene.ts';

/** "Make a mockup" in the menu of a message: asks for prompt, product and size in a window, which has to be the first answer. */
export async function onMakeMenu(interaction: MessageContextMenuCommandInteraction, scene: Scene): Promise<void> {
  const { log, menus, onMiss } = scene;
  const { locale, targetMessage } = interaction;
  const logos = logosIn(targetMessage);
  if (logos.length === 0) return await tell(interaction, [message('chat.noPicture', locale)], log, onMiss);
  menus.open(interaction.id, { logos, messageId: targetMessage.id });
  await acknowledge(interaction, () => interaction.showModal(makeWindow(interaction.id, locale)), log, onMiss);
}

/** The window was sent: everything in the message is a logo of one batch. */
export async function onMakeWindow(interaction: ModalSubmitInteraction, id: string, scene: Scene): Promise<void> {
  const menu = scene.menus.find(id);
  if (!menu) return await tell(interaction, [message('chat.tooLate', interaction.locale)], scene.log, scene.onMiss);
  const { fields } = interaction;
  const prompt = fields.getTextInputValue('prompt').trim();
  const [product] = fields.getStringSelectValues('product');
  const [size] = fields.getStringSelectValues('size');
  const options = {
    logo: menu.logos,
    // A prompt says all; without one the product writes it.
    ...(prompt === '' ? { product } : { prompt }),
    ...(size === undefined ? {} : { size: Number(size) }),
  };
  await makeBatch(interaction, scene, 'mockup', options, menu.messageId);
}

function makeWindow(id: string, locale: string): ModalBuilder {
  const prompt = new TextInputBuilder()
    .setCustomId('prompt')
    .setStyle(TextInputStyle.Paragraph)
    .setMaxLength(maxPromptLength)
    .setPlaceholder(message('modal.promptHint', locale))
    .setRequired(false);
  const product = new StringSelectMenuBuilder().setCustomId('product').addOptions(
    productNames.map((name) => ({
      label: productTitle(name, locale).slice(0, 100),
      value: name,
      default: name === defaultProduct,
    })),
  );
  const size = new StringSelectMenuBuilder()
    .setCustomId('size')
    .addOptions(
      sizes.map((each) => ({ label: `${each} × ${each}`, value: String(each), default: each === defaultSize })),
    );
  return new ModalBuilder()
    .setCustomId(customId({ action: 'make', id }))
    .setTitle(message('modal.make', locale))
    .addLabelComponents(
      new LabelBuilder().setLabel(message('modal.prompt', locale)).setTextInputComponent(prompt),
      new LabelBuilder().setLabel(message('modal.product', locale)).setStringSelectMenuComponent(product),
      new LabelBuilder().setLabel(message('modal.size', locale)).setStringSelectMenuComponent(size),
    );
}
