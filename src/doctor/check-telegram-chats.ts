import { callPatiently } from '#bots/telegram/call-patiently.ts';
import { TelegramError } from '#bots/telegram/telegram-error.ts';
import { type Finding, fail, ok, warn } from './finding.ts';
import type { TelegramLook } from './telegram-look.ts';

/** A question each: more would keep the operator waiting. */
const mostLookedAt = 20;

/** Whether the bot knows the chats it is to be asked in. @throws {TelegramError} and the signal's reason */
export async function checkTelegramChats(look: TelegramLook): Promise<Finding[]> {
  const { allowedChats } = look.config;
  const chats = allowedChats.slice(0, mostLookedAt);
  const findings: Finding[] = [];
  for (const id of chats) findings.push(...(await checkChat(id, look)));
  const unseen = allowedChats.length - chats.length;
  return [
    ...(chats.length > 0 && findings.length === 0
      ? [
          ok(
            `The bot knows ${chats.length === 1 ? 'the chat' : `${chats.length} chats`} that TELEGRAM_ALLOWED_CHATS names.`,
          ),
        ]
      : findings),
    ...(unseen > 0 ? [ok(`Chats of TELEGRAM_ALLOWED_CHATS that were not looked at: ${unseen}.`)] : []),
  ];
}

async function checkChat(id: string, { api, patiently }: TelegramLook): Promise<Finding[]> {
  try {
    await callPatiently((stop) => api.getChat(id, stop), patiently);
    return [];
  } catch (error) {
    if (!(error instanceof TelegramError) || error.reason === 'unavailable') throw error;
    if (error.migrateTo !== undefined) {
      return [
        fail(
          `The group ${id}, which TELEGRAM_ALLOWED_CHATS names, has another id now: ${error.migrateTo}.`,
          'Put that one in its place.',
        ),
      ];
    }
    return [
      warn(
        `The bot does not know the chat ${id}, which TELEGRAM_ALLOWED_CHATS names.`,
        id.startsWith('-')
          ? 'Add the bot there, or take the id off the list.'
          : 'That person presses Start in the chat with the bot first; or take the id off the list.',
      ),
    ];
  }
}
