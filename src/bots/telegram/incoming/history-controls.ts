import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { rows } from '#bots/telegram/answer-controls.ts';
import { pressData } from '#bots/telegram/press-data.ts';
import { message } from '#core/messages/message.ts';
import type { SentenceRef } from '#core/messages/sentence-ref.ts';

/** Buttons to the pages before and after, when what was said is one page of several. */
export function historyControls(said: readonly SentenceRef[], locale: string): InlineKeyboardMarkup | undefined {
  const place = said.find(({ key }) => key === 'history.page')?.params;
  if (!place) return undefined;
  const [page, pages] = [Number(place['page']), Number(place['pages'])];
  const button = (to: number, key: 'button.newer' | 'button.older'): InlineKeyboardButton => ({
    text: message(key, locale),
    callback_data: pressData({ action: 'history', id: String(to) }),
  });
  return rows([
    ...(page > 1 ? [button(page - 1, 'button.newer')] : []),
    ...(page < pages ? [button(page + 1, 'button.older')] : []),
  ]);
}
