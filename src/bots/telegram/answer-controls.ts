import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { sizes } from '#core/catalog/catalog.ts';
import { type MessageKey, message } from '#core/messages/message.ts';
import type { BatchView, MockupView } from '#core/mockups/messenger.ts';
import { type Action, pressData } from './press-data.ts';

type Keyed = Extract<MessageKey, `button.${string}`>;

/** The buttons under a batch's message. What can be done shows; nothing else is there to be pressed in vain. */
export function answerControls(view: BatchView): InlineKeyboardMarkup {
  const { batchId, locale, atRest, mockups } = view;
  const button = (action: Action, key: Keyed): InlineKeyboardButton => ({
    text: message(key, locale),
    callback_data: pressData({ action, id: batchId }),
  });
  if (!atRest) return rows([button('cancel', 'button.cancel')]);
  const hasShots = mockups.some(({ shots }) => shots.length > 0);
  const files = hasShots ? [button('files', 'button.files')] : [];
  if (mockups.some(({ state }) => state === 'undecided')) {
    return rows(
      [button('look', 'button.look')],
      [button('remake', 'button.remake')],
      [button('drop', 'button.drop'), ...files],
    );
  }
  const fetch = view.problem ? [button('fetch', 'button.fetch')] : [];
  const remove = button('delete', 'button.delete');
  if (!mockups.some(canBeMadeAgain)) return rows([...fetch, remove]);
  const again = button('again', hasShots ? 'button.again' : 'button.tryAgain');
  return rows(fetch, [again, button('edit', 'button.edit')], [button('size', 'button.size'), ...files], [remove]);
}

/** The sizes to choose from, in place of the buttons. */
export function sizeControls({ batchId, locale }: Pick<BatchView, 'batchId' | 'locale'>): InlineKeyboardMarkup {
  return rows(
    sizes.map((size) => ({
      text: `${size} × ${size}`,
      callback_data: pressData({ action: 'sized', id: batchId, value: String(size) }),
    })),
    [{ text: message('button.back', locale), callback_data: pressData({ action: 'back', id: batchId }) }],
  );
}

/** Not with a logo that is of no use, or that was never here: whatever is asked with it, it ends the same way. */
function canBeMadeAgain({ reason }: MockupView): boolean {
  return reason === undefined || !/^(?:logo|platform)\./.test(reason.key);
}

/** Rows of buttons; those without any are left out. */
export function rows(...all: readonly (readonly InlineKeyboardButton[])[]): InlineKeyboardMarkup {
  return { inline_keyboard: all.filter((row) => row.length > 0).map((row) => [...row]) };
}
