import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { rows } from '#bots/telegram/answer-controls.ts';
import { pressData } from '#bots/telegram/press-data.ts';
import { joined, plain, type RichText } from '#bots/telegram/rich-text.ts';
import { colorTitle, productTitle, sizes } from '#core/catalog/catalog.ts';
import { languages } from '#core/messages/languages.ts';
import { message } from '#core/messages/message.ts';
import { type ChatRecord, defaultsOf } from './chat-book.ts';
import { choices, chunks, marked } from './choices.ts';
import type { Scene } from './scene.ts';
import { tell } from './tell.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What of the settings shows: all of them, or what there is to choose from for one. */
export type SettingsMenu = 'all' | 'product' | 'color' | 'language';

/** Languages call themselves what their people call them. */
function nameOf(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}

/** What is set in a chat, and how it is to be told. */
export interface Setting {
  readonly chat: ChatRecord;
  readonly locale: string;
  readonly isPrivate: boolean;
}

export async function showSettings({ thread, person, chat, isPrivate }: Whereabouts, scene: Scene): Promise<void> {
  const setting = { chat, locale: person.locale, isPrivate };
  await tell(thread, settingsWords(setting), scene, settingsControls(setting, 'all'));
}

/** What is set in a chat, in words. */
export function settingsWords({ chat, locale, isPrivate }: Setting): RichText {
  const { size, product, color } = defaultsOf(chat);
  const name = chat.language === undefined ? message('settings.ownLanguage', locale) : nameOf(chat.language);
  const lines = [
    message('settings.title', locale),
    message('settings.size', locale, { size }),
    message('settings.product', locale, { product: productTitle(product, locale) }),
    message('settings.color', locale, { color: colorTitle(color, locale) }),
    message('settings.language', locale, { name }),
    message((chat.asksFirst ?? isPrivate) ? 'settings.askYes' : 'settings.askNo', locale),
  ];
  return joined(lines.map(plain), '\n');
}

/** Buttons to set something with. */
export function settingsControls({ chat, locale, isPrivate }: Setting, menu: SettingsMenu): InlineKeyboardMarkup {
  const { size, product, color } = defaultsOf(chat);
  const button = (text: string, id: string, value: string): InlineKeyboardButton => ({
    text,
    callback_data: pressData({ action: 'settings', id, value }),
  });
  const set = (value: string, text: string, isChosen: boolean) => button(marked(text, isChosen), 'set', value);
  const back = button(message('button.back', locale), 'menu', 'all');
  if (menu === 'language') {
    const own = set('l.own', message('settings.ownLanguage', locale), chat.language === undefined);
    const named = languages.map((each) => set(`l.${each}`, nameOf(each), each === chat.language));
    return rows(...chunks(named, 2), [own], [back]);
  }
  if (menu !== 'all') return choices(menu, { product, color, locale }, set, back);
  const asks = chat.asksFirst ?? isPrivate;
  return rows(
    sizes.map((each) => set(`s.${each}`, String(each), each === size)),
    [
      button(message('button.product', locale), 'menu', 'product'),
      button(message('button.color', locale), 'menu', 'color'),
      button(message('button.language', locale), 'menu', 'language'),
    ],
    [set(`a.${asks ? 0 : 1}`, message(asks ? 'settings.askYes' : 'settings.askNo', locale), asks)],
  );
}
