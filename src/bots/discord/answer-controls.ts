import { ActionRowBuilder, ButtonBuilder, ButtonStyle, StringSelectMenuBuilder } from 'discord.js';
import { sizes } from '#core/catalog/catalog.ts';
import { type MessageKey, message } from '#core/messages/message.ts';
import type { BatchView, MockupView } from '#core/mockups/messenger.ts';
import { type Action, customId } from './custom-id.ts';

type Keyed = Extract<MessageKey, `button.${string}`>;

/** The buttons and selects under a batch's message, as Discord's JSON. What can be done shows; nothing else is there to be pressed in vain. */
export function answerControls(view: BatchView, { needsFetch }: { readonly needsFetch: boolean }): unknown[] {
  const { batchId, locale, atRest, mockups } = view;
  const button = (action: Action, key: Keyed, style = ButtonStyle.Secondary): ButtonBuilder =>
    new ButtonBuilder()
      .setCustomId(customId({ action, id: batchId }))
      .setLabel(message(key, locale))
      .setStyle(style);
  const hasShots = mockups.some(({ shots }) => shots.length > 0);
  if (!atRest) {
    const fetch = needsFetch ? [button('fetch', 'button.fetch', ButtonStyle.Primary)] : [];
    return [row(...fetch, button('cancel', 'button.cancel'))];
  }
  const files = hasShots ? [button('files', 'button.files')] : [];
  if (mockups.some(({ state }) => state === 'undecided')) {
    const choices = row(
      button('look', 'button.look', ButtonStyle.Primary),
      button('remake', 'button.remake', ButtonStyle.Danger),
      button('drop', 'button.drop'),
    );
    return files.length > 0 ? [choices, row(...files)] : [choices];
  }
  const fetch = view.problem ? [button('fetch', 'button.fetch', ButtonStyle.Primary)] : [];
  const remove = button('delete', 'button.delete');
  if (!mockups.some(canBeMadeAgain)) return [row(...fetch, remove)];
  const again = hasShots
    ? button('again', 'button.again', ButtonStyle.Primary)
    : button('again', 'button.tryAgain', ButtonStyle.Primary);
  const select = new StringSelectMenuBuilder()
    .setCustomId(customId({ action: 'size', id: batchId }))
    .setPlaceholder(message('button.size', locale))
    .addOptions(sizes.map((size) => ({ label: `${size} × ${size}`, value: String(size) })));
  return [
    row(...fetch, again, button('edit', 'button.edit'), ...files, remove),
    new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(select).toJSON(),
  ];
}

/** Not with a logo that is of no use, or that was never here: whatever is asked with it, it ends the same way. */
function canBeMadeAgain({ reason }: MockupView): boolean {
  return reason === undefined || !/^(?:logo|platform)\./.test(reason.key);
}

function row(...buttons: readonly ButtonBuilder[]): unknown {
  return new ActionRowBuilder<ButtonBuilder>().addComponents(...buttons).toJSON();
}
