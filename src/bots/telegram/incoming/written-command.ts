import type { TelegramMessage } from '#bots/telegram/telegram-update.ts';

/** A command as somebody wrote it. */
export interface WrittenCommand {
  /** In lower case, without the slash. */
  readonly name: string;
  /** What stands after it, trimmed. */
  readonly rest: string;
  /** The bot was named with it. */
  readonly isForUs: boolean;
}

/**
 * The command a message, or what stands under a picture, begins with. `elsewhere` when another bot is named with it. The library's own
 * look at commands does not see those under pictures.
 */
export function commandIn(message: TelegramMessage, username: string): WrittenCommand | 'elsewhere' | undefined {
  const text = message.text ?? message.caption ?? '';
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  const entity = entities.find(({ type, offset }) => type === 'bot_command' && offset === 0);
  if (!entity) return undefined;
  const [name = '', bot] = text.slice(1, entity.length).split('@');
  if (bot !== undefined && bot.toLowerCase() !== username.toLowerCase()) return 'elsewhere';
  return { name: name.toLowerCase(), rest: text.slice(entity.length).trim(), isForUs: bot !== undefined };
}
