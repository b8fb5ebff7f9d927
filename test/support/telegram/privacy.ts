import type { FakeMessage } from './fake-message.ts';
import type { BotUser } from './world.ts';

/** Whether the bot is told of somebody's message: in groups with privacy mode on, of little. */
export function reachesBot(message: FakeMessage, bot: BotUser): boolean {
  const { chat } = message;
  if (chat.kind === 'private') return true;
  if (chat.botStatus === 'left' || chat.botStatus === 'kicked' || chat.migratedTo) return false;
  if (chat.kind === 'channel') return chat.botStatus === 'administrator';
  return (
    chat.botStatus === 'administrator' ||
    chat.isDirectMessages ||
    bot.can_read_all_group_messages ||
    message.isService ||
    message.replyTo?.isByBot === true ||
    isCommandFor(message, bot.username)
  );
}

/** A command at the beginning of text or caption, with the bot's name or, unless another bot posted last, without any. */
function isCommandFor({ text, caption, chat }: FakeMessage, username: string): boolean {
  const command = /^\/\w{1,32}(?:@(\w+))?(?!\w)/.exec(text ?? caption ?? '');
  if (!command) return false;
  const [, named] = command;
  return named === undefined ? !chat.isOtherBotLast : named.toLowerCase() === username.toLowerCase();
}
