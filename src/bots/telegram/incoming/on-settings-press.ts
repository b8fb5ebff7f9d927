import type { Rest } from '#bots/telegram/inbox.ts';
import { targetOf } from '#bots/telegram/status-message.ts';
import type { ChatRecord } from './chat-book.ts';
import { type Choice, readChoice } from './choices.ts';
import type { Pressed } from './on-press.ts';
import type { Scene } from './scene.ts';
import { type SettingsMenu, settingsControls, settingsWords } from './settings-menu.ts';

/** A button of the settings was pressed. In a group they are everybody's: its admins decide. */
export async function onSettingsPress(
  { read, where, messageId, userId, answer }: Pressed,
  scene: Scene,
): Promise<Rest> {
  const { thread, isPrivate, person } = where;
  const { admins, chats, messages, signal } = scene;
  if (!isPrivate && !(await admins.has(thread.chatId, userId, signal))) {
    await answer.give('settings.notAdmin');
    return undefined;
  }
  await answer.give();
  const choice = read.id === 'set' ? readChoice(read.value ?? '') : undefined;
  const chat = choice ? await change(where.chat, choice, (changed) => chats.set(thread.chatId, changed)) : where.chat;
  const locale = chat.language ?? (where.chat.language === undefined ? person.locale : 'en');
  const form = { words: settingsWords(chat, locale), controls: settingsControls(chat, locale, menuOf(read.value)) };
  await messages.editText(targetOf(thread, messageId), form, signal);
  return undefined;
}

async function change(
  chat: ChatRecord,
  choice: Choice,
  put: (changed: ChatRecord) => Promise<void>,
): Promise<ChatRecord> {
  const { language: before, ...rest } = chat;
  const own = before === undefined ? {} : { language: before };
  const language = 'language' in choice ? (choice.language ? { language: choice.language } : {}) : own;
  const changed = { ...rest, ...('language' in choice ? {} : choice), ...language };
  await put(changed);
  return changed;
}

function menuOf(value: string | undefined): SettingsMenu {
  return value === 'product' || value === 'color' || value === 'language' ? value : 'all';
}
