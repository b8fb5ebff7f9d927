import type { Rest } from '#bots/telegram/inbox.ts';
import { targetOf } from '#bots/telegram/status-message.ts';
import type { ChatRecord } from './chat-book.ts';
import { type Choice, readChoice } from './choices.ts';
import { editPatiently } from './edit-patiently.ts';
import type { Pressed } from './on-press.ts';
import type { Scene } from './scene.ts';
import { type SettingsMenu, settingsControls, settingsWords } from './settings-menu.ts';

/** A button of the settings was pressed. In a group they are everybody's: its admins decide. */
export async function onSettingsPress(
  { press, read, where, messageId, userId, answer }: Pressed,
  scene: Scene,
): Promise<Rest> {
  const { thread, isPrivate } = where;
  const { admins, chats, signal } = scene;
  if (!isPrivate && !(await admins.has(thread.chatId, userId, signal))) {
    await answer.give('settings.notAdmin');
    return undefined;
  }
  await answer.give();
  const choice = read.id === 'set' ? readChoice(read.value ?? '') : undefined;
  const chat = choice ? await chats.update(thread.chatId, (before) => withChoice(before, choice)) : where.chat;
  const locale = chat.language ?? press.from.language_code ?? 'en';
  const setting = { chat, locale, isPrivate };
  const form = { words: settingsWords(setting), controls: settingsControls(setting, menuOf(read.value)) };
  await editPatiently((messages, stop) => messages.editText(targetOf(thread, messageId), form, stop), scene);
  return undefined;
}

function withChoice(chat: ChatRecord, choice: Choice): ChatRecord {
  if (!('language' in choice)) return { ...chat, ...choice };
  const { language: _, ...rest } = chat;
  return choice.language === undefined ? rest : { ...rest, language: choice.language };
}

function menuOf(value: string | undefined): SettingsMenu {
  return value === 'product' || value === 'color' || value === 'language' ? value : 'all';
}
