import type { TelegramConfig } from '#core/telegram-settings.ts';
import { telegramWebhookPath } from './webhook.ts';

/** Where Telegram is to bring updates; undefined when they are fetched. */
export function webhookAddress({ webhookSecret }: TelegramConfig, publicUrl: string | undefined): string | undefined {
  return webhookSecret === undefined || publicUrl === undefined ? undefined : `${publicUrl}${telegramWebhookPath}`;
}
