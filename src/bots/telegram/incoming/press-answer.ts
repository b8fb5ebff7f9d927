import type { TelegramPress } from '#bots/telegram/telegram-update.ts';
import { message } from '#core/messages/message.ts';
import type { Scene } from './scene.ts';

/** What can be said in a window of its own to whoever pressed. */
export type Alert =
  | 'chat.notAllowed'
  | 'chat.oldButton'
  | 'chat.gone'
  | 'chat.notYours'
  | 'chat.othersButton'
  | 'chat.adminsOnly'
  | 'card.notYours'
  | 'card.over'
  | 'settings.notAdmin';

/** Ends the waiting of whoever pressed, once; with a sentence where something speaks against it. */
export class PressAnswer {
  readonly #press: TelegramPress;
  readonly #scene: Scene;
  readonly #locale: string;
  #isGiven = false;

  constructor(press: TelegramPress, locale: string, scene: Scene) {
    this.#press = press;
    this.#locale = locale;
    this.#scene = scene;
  }

  /** Does not throw: an answer that comes too late harms nobody. */
  async give(alert?: Alert): Promise<void> {
    if (this.#isGiven) return;
    this.#isGiven = true;
    const { messages, log, signal } = this.#scene;
    const text = alert === undefined ? undefined : message(alert, this.#locale);
    try {
      await messages.answerPress(this.#press.id, text, signal);
    } catch (error) {
      if (!signal.aborted) log.debug({ err: error }, 'press not answered');
    }
  }
}
