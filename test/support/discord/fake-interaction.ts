import type { DiscordClock } from './discord-clock.ts';
import type { FakeMessage } from './fake-message.ts';
import { FakeModal } from './fake-modal.ts';
import type { Json } from './form-errors.ts';
import type { FakeChannel } from './places.ts';

export const interactionTypes = { command: 2, component: 3, autocomplete: 4, modalSubmit: 5 } as const;

export const callbackTypes = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  autocomplete: 8,
  modal: 9,
} as const;

/** The first response's deadline and the token's life, from the interaction's making. */
export const responseDeadlineMs = 3000;
export const tokenLifeMs = 900_000;

/** The response a person saw first. */
export interface FirstResponse {
  readonly type: number;
  readonly data: Json;
  /** After the interaction was sent, by the server's clock. */
  readonly atMs: number;
}

export interface InteractionSetting {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly payload: Json;
  readonly personId: string;
  readonly channel: FakeChannel;
  /** The message whose component was used, or the modal of one. */
  readonly source: FakeMessage | undefined;
  /** Bytes of one file in answers by the token. */
  readonly fileLimit: number;
  /** The app may not be seen by others here: whatever it says is ephemeral. */
  readonly isForcedEphemeral: boolean;
  readonly clock: DiscordClock;
}

/** Something a person asked of the bot, and what came of it. */
export class FakeInteraction {
  readonly setting: InteractionSetting;
  readonly sentAt: number;
  first: FirstResponse | undefined;
  /** Codes of the callbacks that were refused. */
  readonly refused: number[] = [];
  readonly followUps: FakeMessage[] = [];
  /** The response message: `@original` of the token routes. */
  message: FakeMessage | undefined;
  /** How many follow-ups were sent, those that filled the placeholder too. */
  followUpCount = 0;
  readonly #settled = Promise.withResolvers<void>();

  constructor(setting: InteractionSetting) {
    this.setting = setting;
    this.sentAt = setting.clock.now();
  }

  get id(): string {
    return this.setting.id;
  }

  get token(): string {
    return this.setting.token;
  }

  get type(): number {
    return this.setting.type;
  }

  /** Who asked. */
  get personId(): string {
    return this.setting.personId;
  }

  /** As INTERACTION_CREATE carried it. */
  get payload(): Json {
    return this.setting.payload;
  }

  get channel(): FakeChannel {
    return this.setting.channel;
  }

  get source(): FakeMessage | undefined {
    return this.setting.source;
  }

  get ageMs(): number {
    return this.setting.clock.now() - this.sentAt;
  }

  /** The app is not installed where this was asked, only for the person. */
  get isUserInstallOnly(): boolean {
    return !('0' in (this.payload['authorizing_integration_owners'] as Json));
  }

  /** What the person was offered while typing; undefined when nothing came in time. */
  get choices(): readonly { readonly name: string; readonly value: string | number }[] | undefined {
    if (this.first?.type !== callbackTypes.autocomplete) return undefined;
    return (this.first.data['choices'] ?? []) as { name: string; value: string | number }[];
  }

  /** The modal the person was shown. */
  get modal(): FakeModal | undefined {
    return this.first?.type === callbackTypes.modal ? new FakeModal(this.first.data, this) : undefined;
  }

  /** The modal shown, or an error that says what came instead. */
  get shownModal(): FakeModal {
    if (!this.modal) throw new Error(`No modal was shown but ${JSON.stringify(this.first ?? this.refused)}.`);
    return this.modal;
  }

  /** The response message, or an error that says what came instead. */
  get shownMessage(): FakeMessage {
    if (!this.message) throw new Error(`No message was shown but ${JSON.stringify(this.first ?? this.refused)}.`);
    return this.message;
  }

  accept(type: number, data: Json): void {
    this.first = { type, data, atMs: this.ageMs };
    this.#settled.resolve();
  }

  refuse(code: number): void {
    this.refused.push(code);
    // Too late: nothing can come any more. Any other refusal leaves the bot a second try.
    if (code === 10062) this.#settled.resolve();
  }

  /** Until the first response was accepted or came too late, at most this long. */
  async settled(patienceMs: number): Promise<this> {
    const { promise: bored, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, patienceMs);
    await Promise.race([this.#settled.promise, bored]);
    clearTimeout(timer);
    return this;
  }
}
