import type { Api } from 'grammy';
import type { Desk } from '#bots/bot.ts';
import type { Allowed } from '#bots/telegram/admission.ts';
import type { Rest } from '#bots/telegram/inbox.ts';
import type { TelegramMessages } from '#bots/telegram/telegram-messages.ts';
import type { Logger } from '#core/log.ts';
import type { PressGuard } from '#core/mockups/press-guard.ts';
import type { Admins } from './admins.ts';
import type { Albums } from './albums.ts';
import type { CardTable } from './card-table.ts';
import type { ChatBook } from './chat-book.ts';
import type { Questions } from './questions.ts';

/** What is needed to answer what people do on Telegram. */
export interface Scene {
  readonly desk: Desk;
  readonly api: Api;
  readonly messages: TelegramMessages;
  /** The bot itself. */
  readonly me: { readonly id: number; readonly username: string };
  readonly allowed: Allowed;
  readonly admins: Admins;
  readonly albums: Albums;
  readonly cards: CardTable;
  readonly chats: ChatBook;
  readonly presses: PressGuard<Rest>;
  readonly questions: Questions;
  readonly log: Logger;
  readonly signal: AbortSignal;
}
