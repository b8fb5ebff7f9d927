import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { rows } from '#bots/telegram/answer-controls.ts';
import { pressData } from '#bots/telegram/press-data.ts';
import { message } from '#core/messages/message.ts';
import type { SentenceRef } from '#core/messages/sentence-ref.ts';
import type { Person } from '#core/mockups/batch.ts';

/** Buttons to the pages before and after, for whose history it is, when what was said is one page of several. */
export function historyControls(
  said: readonly SentenceRef[],
  { id, locale }: Pick<Person, 'id' | 'locale'>,
): InlineKeyboardMarkup | undefined {
  const place = said.find(({ key }) => key === 'history.page')?.params;
  if (!place) return undefined;
  const [page, pages] = [Number(place['page']), Number(place['pages'])];
  const button = (to: number, key: 'button.newer' | 'button.older'): InlineKeyboardButton => ({
    text: message(key, locale),
    callback_data: pressData({ action: 'history', id: String(to), value: id }),
  });
  return rows([
    ...(page > 1 ? [button(page - 1, 'button.newer')] : []),
    ...(page < pages ? [button(page + 1, 'button.older')] : []),
  ]);
}
