import { callPatiently } from '#bots/telegram/call-patiently.ts';
import { commandLists, isRegistered, listedIn } from '#bots/telegram/command-lists.ts';
import { commands } from '#commands/index.ts';
import { loadLanguages } from '#core/messages/message.ts';
import { type Finding, ok, warn } from './finding.ts';
import type { TelegramLook } from './telegram-look.ts';

/** More than this would be no list to read. */
const shown = 5;

/** Whether people find the commands of this version. Registers nothing. @throws {TelegramError} and the signal's reason */
export async function checkTelegramCommands({ api, patiently }: TelegramLook): Promise<Finding[]> {
  await loadLanguages();
  const lists = commandLists(commands);
  const behind: string[] = [];
  for (const list of lists) {
    const registered = await callPatiently((stop) => api.getMyCommands(listedIn(list), stop), patiently);
    if (!isRegistered(list, registered)) behind.push(list.title);
  }
  if (behind.length === 0) return [ok('The commands are registered as they should be, in every place and language.')];
  if (behind.length === lists.length)
    return [warn('No commands are registered as they should be; the next start does it.')];
  const more = behind.length > shown ? ` and ${behind.length - shown} more` : '';
  return [warn(`Commands that the next start will register: ${behind.slice(0, shown).join(', ')}${more}.`)];
}
