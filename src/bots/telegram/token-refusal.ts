import { PlatformRefusal } from '#bots/connect-bots.ts';

/** What the operator is told when Telegram does not take the token, at a start or later. */
export function tokenRefusal(): PlatformRefusal {
  return new PlatformRefusal(
    'Telegram does not accept TELEGRAM_BOT_TOKEN. Copy it from @BotFather (/mybots → API Token), set it and start again.',
  );
}
