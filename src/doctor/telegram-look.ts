import type { createTelegramApi } from '#bots/telegram/telegram-api.ts';
import type { TelegramConfig } from '#core/telegram-settings.ts';

/** What is looked at, and how patiently Telegram is asked about it. */
export interface TelegramLook {
  readonly api: ReturnType<typeof createTelegramApi>;
  readonly config: TelegramConfig;
  readonly patiently: { readonly attempts: number; readonly maxDelayMs: number; readonly signal: AbortSignal };
}
