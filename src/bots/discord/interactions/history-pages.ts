import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import { customId } from '#bots/discord/custom-id.ts';
import { message } from '#core/messages/message.ts';
import type { SentenceRef } from '#core/messages/sentence-ref.ts';

/** Buttons to the pages before and after, when what was said is one page of several. */
export function historyPages(said: readonly SentenceRef[], locale: string): ActionRowBuilder<ButtonBuilder>[] {
  const place = said.find(({ key }) => key === 'history.page')?.params;
  if (!place) return [];
  const [page, pages] = [Number(place['page']), Number(place['pages'])];
  const button = (to: number, key: 'button.newer' | 'button.older'): ButtonBuilder =>
    new ButtonBuilder()
      .setCustomId(customId({ action: 'history', id: String(to) }))
      .setLabel(message(key, locale))
      .setStyle(ButtonStyle.Secondary);
  const buttons = [
    ...(page > 1 ? [button(page - 1, 'button.newer')] : []),
    ...(page < pages ? [button(page + 1, 'button.older')] : []),
  ];
  return buttons.length > 0 ? [new ActionRowBuilder<ButtonBuilder>().addComponents(...buttons)] : [];
}
